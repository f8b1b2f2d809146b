import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from '../fault.ts';
import type { Stage } from '../stage.ts';

const CUT_EVERY_MS = 100;
const REFUSED_WITHIN_MS = 15_000;
const LOOK_AGAIN_MS = 50;

/** Some command is refused, as what it is, before long; answers what was wrong with that. */
async function isRefusedClearly({ writers }: Stage): Promise<readonly string[]> {
  const before = new Map(writers.troubles);
  const told = () => [...writers.troubles].filter(([trouble, times]) => times > (before.get(trouble) ?? 0));
  for (const startMs = performance.now(); performance.now() - startMs < REFUSED_WITHIN_MS; ) {
    if (told().some(([trouble]) => trouble.startsWith('503'))) return [];
    await pause(LOOK_AGAIN_MS);
  }
  return [`nobody was told 503 within ${REFUSED_WITHIN_MS} ms, but ${told().join('; ') || 'nothing'}`];
}

/** What happens to PostgreSQL. */
export const databaseFaults: readonly Fault[] = [
  {
    name: 'the database server is killed',
    of: 'database',
    holdMs: [2_000, 30_000],
    async inject(stage) {
      await stage.world.database.kill();
      return {
        meanwhile: () => isRefusedClearly(stage),
        heal: () => stage.world.database.start(),
      };
    },
  },
  {
    name: 'the database server is killed and started at once, again and again',
    of: 'database',
    holdMs: [0, 0],
    async inject({ world: { database } }, chance) {
      for (let kills = chance.between(2, 4); kills > 0; kills -= 1) {
        await database.kill();
        await database.start();
        await pause(chance.between(100, 1_500));
      }
      return { heal: () => database.start() };
    },
  },
  {
    name: 'connections to the databases are cut one by one',
    of: 'database',
    holdMs: [4_000, 30_000],
    async inject({ world: { database } }, chance) {
      const stop = new AbortController();
      const cutting = (async () => {
        while (!stop.signal.aborted) {
          const found = await database.query<{ pid: number }>(
            'postgres',
            "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'mdtf-%'",
          );
          if (found.length > 0)
            await database.query('postgres', 'SELECT pg_terminate_backend($1)', [chance.pick(found).pid]);
          await pause(CUT_EVERY_MS);
        }
      })();
      return {
        async heal() {
          stop.abort();
          await cutting;
        },
      };
    },
  },
  {
    name: 'the disk of the database server is full',
    of: 'database',
    holdMs: [4_000, 30_000],
    impossible: ({ world }) =>
      world.disk === undefined ? 'this process may not mount a disk of its own' : undefined,
    async inject(stage) {
      const { disk, database } = stage.world;
      await disk?.fill();
      return {
        meanwhile: () => isRefusedClearly(stage),
        async heal() {
          await disk?.makeRoom();
          // It may have ended for want of room, or is trying to come up.
          await database.start();
        },
      };
    },
  },
];
