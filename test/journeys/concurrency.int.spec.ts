import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AllInOne, startAllInOne } from '@mdtf/all-in-one';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONCURRENT, capRace, potRace, runRace } from './concurrency.ts';
import { type People, peopleOf } from './people-of-system.ts';
import { registerOrganisations } from './trial-fund.ts';

const SEEDS = [1, 2, 3];
const TIMEOUT_MS = 120_000;

let folder: string;
let system: AllInOne;
let people: People;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mdtf-concurrency-'));
  system = await startAllInOne({ dataFolder: folder, port: 0, durable: false });
  people = peopleOf(system.url, 'concurrency');
  await registerOrganisations(people);
}, TIMEOUT_MS);

afterAll(async () => {
  await system?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

describe.each(SEEDS)(`${CONCURRENT} allocations asked for at once over HTTP, seed %i`, (seed) => {
  it('never lift the bank’s part above the cap, and each refusal carries its verdict', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const { violations } = await runRace(people, `cap-${seed}`, capRace(seed));
    expect(violations).toEqual([]);
  });

  it('never overdraw a pot, and each refusal says what is missing', { timeout: TIMEOUT_MS }, async () => {
    const { violations } = await runRace(people, `pot-${seed}`, potRace(seed));
    expect(violations).toEqual([]);
  });
});
