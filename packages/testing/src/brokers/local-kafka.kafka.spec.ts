import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rm, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { isAlive } from '@mdtf/postgres';
import { describe, expect, it } from 'vitest';
import { kafkaTool } from './kafka-tool.ts';
import { type LocalKafka, startLocalKafka, whyNoLocalKafka } from './local-kafka.ts';
import { startProxiedKafka } from './proxied-kafka.ts';
import { runningNodes } from './running-kafka.ts';

const missing = await whyNoLocalKafka();

const leaders = async (kafka: LocalKafka, topic: string, servers = kafka.brokers) => {
  const said = await kafkaTool('TopicCommand', [
    ...['--bootstrap-server', servers.join(',')],
    ...['--describe', '--topic', topic],
  ]);
  return Array.from(said.matchAll(/Leader: (\S+)\s+Replicas: (\S+)\s+Isr: (\S+)/g), ([, leader, , isr]) => ({
    leader,
    inSync: isr?.split(',').length,
  }));
};

describe.skipIf(missing !== undefined)('a local Kafka', () => {
  it('leaves neither process nor folder when it is stopped', async () => {
    const kafka = await startLocalKafka({ nodes: 1 });
    const pid = kafka.nodes[0]?.pid ?? 0;
    expect(isAlive(pid)).toBe(true);
    expect(await runningNodes(kafka.folder)).toMatchObject([
      { id: 1, pid, address: kafka.brokers[0], serves: true },
    ]);
    await kafka.stop();
    expect(isAlive(pid)).toBe(false);
    await expect(stat(kafka.folder)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('ends with the process that started it, also when that is killed', async () => {
    const script = fileURLToPath(new URL('../../test/kafka-process.ts', import.meta.url));
    const starter = fork(script);
    const [{ pid, folder }] = (await once(starter, 'message')) as [{ pid: number; folder: string }];
    expect(isAlive(pid)).toBe(true);
    starter.kill('SIGKILL');
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
    await rm(folder, { recursive: true });
  });

  it('loses a node to kill -9 and goes on, and takes it in again with its data', async () => {
    await using kafka = await startLocalKafka({ nodes: 3 });
    const server = ['--bootstrap-server', kafka.brokers.join(',')];
    await kafkaTool('TopicCommand', [...server, '--create', '--topic', 'kept', '--partitions', '3']);
    expect((await leaders(kafka, 'kept')).map(({ inSync }) => inSync)).toEqual([3, 3, 3]);

    const [first, ...others] = kafka.nodes;
    await first?.kill('SIGKILL');
    expect(first?.pid).toBeUndefined();
    const rest = others.map(({ address }) => address);
    await expect
      .poll(async () => (await leaders(kafka, 'kept', rest)).map(({ leader }) => leader), { timeout: 60_000 })
      .not.toContain('1');

    await first?.restart();
    await kafka.ready();
    await expect
      .poll(async () => (await leaders(kafka, 'kept')).map(({ inSync }) => inSync), { timeout: 60_000 })
      .toEqual([3, 3, 3]);
  });

  it('is reached by its clients through the proxies before it alone', async () => {
    await using proxied = await startProxiedKafka({ nodes: 1 });
    const [proxy] = proxied.proxies;
    expect(proxied.kafka.brokers).toEqual([proxy?.address]);
    const server = ['--bootstrap-server', proxied.kafka.brokers.join(',')];
    await kafkaTool('TopicCommand', [...server, '--create', '--topic', 'beyond']);
    let asked = 0;
    proxy?.decideAnswers(() => {
      asked += 1;
      return 'pass';
    });
    expect((await kafkaTool('TopicCommand', [...server, '--list'])).trim()).toBe('beyond');
    expect(asked).toBeGreaterThan(0);
  });
});
