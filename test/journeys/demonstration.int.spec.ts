import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAllInOne } from '@mdtf/all-in-one';
import { connect, figureBook, tell } from '@mdtf/all-in-one/demonstration';
import { decisions } from '@mdtf/cli';
import { describe, expect, it } from 'vitest';

const TIMEOUT_MS = 120_000;

describe('the demonstration fund', () => {
  it('goes from its founding to the report for Manila, every figure of the scenario and every decision record equal', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'mdtf-demonstration-'));
    try {
      await using system = await startAllInOne({
        dataFolder,
        port: 0,
        durable: false,
        demonstration: true,
        checkAnswers: true,
      });
      const book = figureBook(() => {});
      await tell({ api: connect(system.url, 'story'), say: () => {}, book });
      expect(book.figures.filter(({ equal }) => !equal)).toEqual([]);
      expect(book.figures.length).toBeGreaterThan(200);
      expect(await decisions(['verify', '--fund', 'imdp', '--url', system.url])).toBe(0);
    } finally {
      await rm(dataFolder, { recursive: true, force: true });
    }
  });
});
