import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AllInOne, startAllInOne } from '@mdtf/all-in-one';
import { connectTo, filesFor, type ImportResult, loadProfile, runImport, summaryOf } from '@mdtf/cli';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareAll, told } from '../published/compare.ts';
import type { Comparison } from '../published/comparison.ts';
import { PUBLISHED } from '../published/published.ts';

const START_TIMEOUT_MS = 120_000;
const IMPORT_TIMEOUT_MS = 180_000;

let dataFolder = '';
let system: AllInOne;

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'mdtf-published-'));
  system = await startAllInOne({ dataFolder, port: 0, durable: false });
}, START_TIMEOUT_MS);

afterAll(async () => {
  await system[Symbol.asyncDispose]();
  await rm(dataFolder, { recursive: true, force: true });
});

async function load(profileName: string): Promise<ImportResult> {
  const profile = await loadProfile(profileName);
  const files = await filesFor(profile, [PUBLISHED]);
  return runImport({ profile, files, connection: connectTo(system.url) });
}

const sum = ({ steps }: ImportResult, count: 'sent' | 'accepted' | 'alreadyThere'): number =>
  steps.reduce((total, step) => total + step[count], 0);

const unexplained = ({ different }: Comparison) =>
  different.filter(({ explained }) => explained === undefined);

describe('published records, loaded through the public commands', () => {
  it('are all accepted', { timeout: IMPORT_TIMEOUT_MS }, async () => {
    for (const profile of ['ocha-cbpf', 'funding-status']) {
      const result = await load(profile);
      expect([result.badRows, result.refusedCommands], summaryOf(result)).toEqual([0, 0]);
    }
  });

  it('come out equal to what was published', { timeout: IMPORT_TIMEOUT_MS }, async () => {
    const comparisons = await compareAll(system.url);
    expect(comparisons.flatMap(unexplained), told(comparisons)).toEqual([]);
    expect(comparisons.map(({ what, equal }) => [what, equal])).toEqual([
      ['allocation rounds', 242],
      ['projects: budget, indirect cost and its share', 4474],
      ['contributions of 2026 and their shares', 236],
      ['lines of the Peacebuilding Fund', 22],
      ['figures of donors to the Afghanistan Reconstruction Trust Fund', 65],
    ]);
  });

  it('loaded a second time change nothing', { timeout: IMPORT_TIMEOUT_MS }, async () => {
    const again = await load('ocha-cbpf');
    expect([again.badRows, again.refusedCommands, sum(again, 'accepted')]).toEqual([0, 0, 0]);
    expect(sum(again, 'alreadyThere')).toBe(sum(again, 'sent'));
  });
});
