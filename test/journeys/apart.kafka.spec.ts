import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, figureBook, seed, tell } from '@mdtf/all-in-one/demonstration';
import { type Apart, freePort, PROCESSES, startApart } from '@mdtf/cli/apart';
import { findBroker } from '@mdtf/testing/brokers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const TIMEOUT_MS = 180_000;

describe('the services as five processes, each with its own database, over Kafka', () => {
  const stack = new AsyncDisposableStack();
  let system: Apart;

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mdtf-apart-'));
    stack.defer(() => rm(folder, { recursive: true, force: true }));
    // One of its own: topics are called after services, and these are the real ones.
    const broker = await findBroker({ ...process.env, MDTF_TEST_KAFKA_BROKERS: '' });
    if (broker.kind === 'none') throw new Error(broker.reason);
    stack.defer(() => broker.stop());
    const names = [...PROCESSES, 'issuer'] as const;
    const ports = await Promise.all(names.map(async (name) => [name, await freePort()] as const));
    system = await startApart({
      dataFolder: folder,
      durable: false,
      ports: Object.fromEntries(ports) as Record<(typeof names)[number], number>,
      kafka: { MDTF_KAFKA_BROKERS: broker.brokers.join(',') },
    });
    stack.use(system);
  }, TIMEOUT_MS);

  afterAll(() => stack.disposeAsync(), TIMEOUT_MS);

  it('take the demonstration fund from its founding to the report for Manila, every figure of the scenario equal', {
    timeout: TIMEOUT_MS,
  }, async () => {
    await seed(connect(system.url, 'demonstration'));
    const book = figureBook(() => {});
    await tell({ api: connect(system.url, 'story'), say: () => {}, book });
    expect(book.figures.filter(({ equal }) => !equal)).toEqual([]);
    expect(book.figures.length).toBeGreaterThan(60);
  });
});
