import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, figureBook, seed, tell } from '@mdtf/all-in-one/demonstration';
import { type Apart, PROCESSES, type ProcessName, startApart } from '@mdtf/cli/apart';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../resilience/system-process.ts';

const TIMEOUT_MS = 180_000;

describe('the services as five processes, each with its own database', () => {
  let folder: string;
  let system: Apart;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mdtf-apart-'));
    const ports = await Promise.all(PROCESSES.map(async (name) => [name, await freePort()] as const));
    system = await startApart({
      dataFolder: folder,
      durable: false,
      ports: Object.fromEntries(ports) as Record<ProcessName, number>,
    });
  }, TIMEOUT_MS);

  afterAll(async () => {
    await system?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  }, TIMEOUT_MS);

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
