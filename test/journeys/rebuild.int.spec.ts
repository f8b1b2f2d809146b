import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rebuildAllInOne, startAllInOne } from '@mdtf/all-in-one';
import { describe, expect, it } from 'vitest';

const TIMEOUT_MS = 120_000;

describe('a rebuild from the logs', () => {
  it('finds in every service the states, balances and read tables that are in use', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'mdtf-rebuild-'));
    try {
      const system = await startAllInOne({ dataFolder, port: 0, durable: false, demonstration: true });
      await system[Symbol.asyncDispose]();
      const services = await rebuildAllInOne(dataFolder, true);
      expect(services.map(({ name, told }) => ({ name, told }))).toEqual(
        ['committee', 'proposals', 'allocation', 'reporting'].map((name) => ({ name, told: [] })),
      );
      expect(services.every(({ entries }) => entries > 0)).toBe(true);
      expect(services.find(({ name }) => name === 'reporting')?.projected).toBeGreaterThan(100);
      expect(services.find(({ name }) => name === 'allocation')?.postings).toBeGreaterThan(10);
    } finally {
      await rm(dataFolder, { recursive: true, force: true });
    }
  });

  it('is made at the start of what another version of the code has folded', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'mdtf-refold-'));
    try {
      const system = await startAllInOne({ dataFolder, port: 0, durable: false, demonstration: true });
      const committee = system.services.find(({ name }) => name === 'committee');
      await committee?.parts.pool.query("UPDATE state SET version = 0, data = '{}' WHERE kind = 'charter'");
      await system[Symbol.asyncDispose]();
      await using again = await startAllInOne({ dataFolder, port: 0, durable: false });
      const answer = await fetch(`${again.url}/v1/funds/imdp/charter`);
      expect(((await answer.json()) as { version?: number }).version).toBe(2);
    } finally {
      await rm(dataFolder, { recursive: true, force: true });
    }
  });
});
