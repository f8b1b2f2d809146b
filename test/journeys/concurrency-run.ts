import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startAllInOne } from '@mdtf/all-in-one';
import { CONCURRENT, capRace, potRace, runRace } from './concurrency.ts';
import { peopleOf } from './people-of-system.ts';
import { registerOrganisations } from './trial-fund.ts';

const MAX_SEEDS = 10_000;
const { values } = parseArgs({ options: { seeds: { type: 'string', default: '50' } } });
const seeds = Number(values.seeds);
if (!Number.isInteger(seeds) || seeds < 1 || seeds > MAX_SEEDS) {
  console.error(`--seeds is a whole number from 1 to ${MAX_SEEDS}`);
  process.exit(2);
}

const folder = await mkdtemp(join(tmpdir(), 'mdtf-concurrency-'));
const sums = { allocated: 0, refused: 0, violated: 0 };
try {
  await using system = await startAllInOne({ dataFolder: folder, port: 0, durable: false });
  const people = peopleOf(system.url, 'concurrency');
  await registerOrganisations(people);
  for (let seed = 1; seed <= seeds; seed += 1) {
    for (const race of [capRace(seed), potRace(seed)]) {
      const { allocated, refused, violations } = await runRace(people, `${race.kind}-${seed}`, race);
      sums.allocated += allocated;
      sums.refused += refused;
      sums.violated += violations.length > 0 ? 1 : 0;
      for (const violation of violations) console.log(`SEED=${seed} ${race.kind}: ${violation}`);
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.log(
  `${seeds} seeds, ${2 * seeds} races of ${CONCURRENT} allocations at once: ${sums.allocated} allocated, ` +
    `${sums.refused} refused, each with its reason; ${sums.violated} races with violations.`,
);
process.exitCode = sums.violated === 0 ? 0 : 1;
