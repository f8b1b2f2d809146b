import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { containersAnswer } from './container-kafka.ts';
import { findBroker, isBrokerRequired } from './find-broker.ts';

describe('finding a broker', () => {
  it('takes the one that is given, and leaves it running', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const found = await findBroker({ MDTF_TEST_KAFKA_BROKERS: ` ${address}` });
    expect(found).toMatchObject({ kind: 'given', brokers: [address] });
    if (found.kind !== 'none') await found.stop();
    expect(server.listening).toBe(true);
    server.close();
  });

  it('says in one sentence that the one given does not answer', async () => {
    expect(await findBroker({ MDTF_TEST_KAFKA_BROKERS: '127.0.0.1:1' })).toEqual({
      kind: 'none',
      reason: expect.stringContaining('MDTF_TEST_KAFKA_BROKERS (127.0.0.1:1) accepts connections'),
    });
  });

  it('does not wait for a container runtime that takes the call and never answers', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    expect(await containersAnswer({ DOCKER_HOST: `tcp://127.0.0.1:${port}` }, 3_000)).toBe('hangs');
    silent.close();
  });

  it('is a must under CI=true, when it is required, and when one is given', () => {
    expect(isBrokerRequired({})).toBe(false);
    expect(isBrokerRequired({ CI: 'true' })).toBe(true);
    expect(isBrokerRequired({ MDTF_TEST_KAFKA: 'required' })).toBe(true);
    expect(isBrokerRequired({ MDTF_TEST_KAFKA_BROKERS: '127.0.0.1:9092' })).toBe(true);
  });
});
