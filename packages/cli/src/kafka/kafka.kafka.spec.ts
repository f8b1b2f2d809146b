import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runningNodes, startLocalKafka, stopRunningNodes, whyNoLocalKafka } from '@mdtf/testing/brokers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const missing = await whyNoLocalKafka();
const program = fileURLToPath(new URL('../../bin/mdtf.js', import.meta.url));

function mdtf(...args: readonly string[]): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), said: `${stdout}${stderr}` });
    });
  });
}

describe.skipIf(missing !== undefined)('mdtf kafka', () => {
  let data: string;
  let port: string;
  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'mdtf-test-cli-kafka-'));
    // Ports that a Kafka had a moment ago.
    await using before = await startLocalKafka({ nodes: 1 });
    port = String(before.ports[0]);
  });
  afterEach(async () => {
    await stopRunningNodes(join(data, 'kafka', 'nodes-1'));
    await rm(data, { recursive: true });
  });

  it('starts brokers once, however often it is told to, and stops them as contentedly', async () => {
    const here = ['--data', data];
    expect(await mdtf('kafka', 'status', ...here)).toMatchObject({ code: 1 });
    expect(await mdtf('kafka', 'start', '--port', port, ...here)).toMatchObject({
      code: 0,
      said: expect.stringContaining(`MDTF_KAFKA_BROKERS=127.0.0.1:${port}\n`),
    });
    const started = await runningNodes(join(data, 'kafka', 'nodes-1'));
    expect(started).toMatchObject([{ id: 1, serves: true }]);

    expect(await mdtf('kafka', 'start', '--port', port, ...here)).toMatchObject({
      code: 0,
      said: expect.stringContaining(
        `already runs, 1 of 1 nodes:\n  node 1  127.0.0.1:${port}  process ${started[0]?.pid}`,
      ),
    });
    expect(await mdtf('kafka', 'start', '--nodes', '3', ...here)).toMatchObject({ code: 1 });
    expect(await mdtf('kafka', 'status', ...here)).toMatchObject({ code: 0 });

    expect(await mdtf('kafka', 'stop', ...here)).toMatchObject({
      code: 0,
      said: expect.stringContaining('Stopped one node'),
    });
    expect(await runningNodes(join(data, 'kafka', 'nodes-1'))).toEqual([]);
    expect(await mdtf('kafka', 'stop', ...here)).toEqual({ code: 0, said: 'No Kafka runs here.\n' });
  });

  it('says in one sentence that a port is taken', async () => {
    await using other = await startLocalKafka({ nodes: 1 });
    const { code, said } = await mdtf('kafka', 'start', '--port', String(other.ports[0]), '--data', data);
    expect(code).toBe(2);
    expect(said).toMatch(/^mdtf kafka: Kafka needs the ports .* is taken: .* choose another first port\.\n$/);
  });
});
