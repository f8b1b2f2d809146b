import { setTimeout as pause } from 'node:timers/promises';
import { DATA_SERVICES } from '@mdtf/cli/apart';
import { allPassThrough, type Fault, TAKEN_OVER_WITHIN_MS } from '../fault.ts';
import type { Stage } from '../stage.ts';
import { parkedIn, resumeAll } from '../world/parked.ts';
import { headsOf, untilPublished } from '../world/published.ts';
import { whoIsBehind } from '../world/replay.ts';

/** Within which every relay has seen that a fund is set aside. */
const SEEN_WITHIN_MS = 1_500;
const PARKED_WITHIN_MS = 30_000;
const LOOK_AGAIN_MS = 100;
const MAX_LOOKS = 300;

/** From now on nothing of the fund is published. */
async function silence({ world }: Stage, fund: string): Promise<void> {
  for (const name of DATA_SERVICES) {
    await world.database.query(
      name,
      `INSERT INTO relayed (fund, set_aside_reason, set_aside_at) VALUES ($1, 'lost on the way', now())
       ON CONFLICT (fund) DO UPDATE SET set_aside_reason = excluded.set_aside_reason, set_aside_at = now()`,
      [fund],
    );
  }
  await pause(SEEN_WITHIN_MS);
}

/** What was not published counts as if it had been; answers how many entries that are. */
async function loseWhatWasSilent({ world }: Stage, fund: string): Promise<number> {
  let lost = 0;
  for (const name of DATA_SERVICES) {
    const rows = await world.database.query<{ lost: bigint }>(
      name,
      `UPDATE relayed r SET sequence = h.sequence, set_aside_reason = NULL, set_aside_at = NULL
       FROM head h, relayed before
       WHERE h.fund = r.fund AND before.fund = r.fund AND r.fund = $1
       RETURNING h.sequence - before.sequence AS lost`,
      [fund],
    );
    lost += rows.reduce((sum, row) => sum + Number(row.lost), 0);
  }
  return lost;
}

const othersThan = (stage: Stage, fund: string): readonly string[] =>
  stage.funds.filter((one) => one !== fund);

const first = ({ funds }: Stage): string => funds[0] ?? '';

/** What happens to single entries on their way, and to a log itself. Other funds are served as always. */
export const entryFaults: readonly Fault[] = [
  {
    name: 'entries of a fund never come to its topics, and later ones do',
    of: 'entries',
    holdMs: [1_000, 10_000],
    async inject(stage) {
      const fund = first(stage);
      let lost = 0;
      await silence(stage, fund);
      return {
        meanwhile: () => allPassThrough(stage, TAKEN_OVER_WITHIN_MS, `${fund} is not published`),
        async heal() {
          lost = await loseWhatWasSilent(stage, fund);
        },
        afterwards: async () => (lost > 0 ? [] : ['no entry was lost, so nothing was shown']),
      };
    },
  },
  {
    name: 'the last entries of a fund never come to its topics',
    of: 'entries',
    holdMs: [0, 5_000],
    async inject(stage) {
      await silence(stage, stage.quiet);
      return {
        meanwhile: () =>
          allPassThrough(stage, TAKEN_OVER_WITHIN_MS, 'nothing is published', [...stage.funds, stage.quiet]),
        heal: async () => void (await loseWhatWasSilent(stage, stage.quiet)),
      };
    },
  },
  {
    name: 'everything is published a second time',
    of: 'entries',
    holdMs: [0, 0],
    async inject(stage) {
      for (const name of DATA_SERVICES) {
        await stage.world.database.query(name, 'UPDATE relayed SET sequence = 0');
        // Whoever leads now remembers how far it had come; the next one does not.
        await stage.world.database.query(
          name,
          'UPDATE relay_lease SET epoch = epoch + 1, expires_at = now()',
        );
      }
      return {
        heal: async () => {},
        afterwards: async () => untilPublished(stage.world, await headsOf(stage.world), PARKED_WITHIN_MS),
      };
    },
  },
  {
    name: 'an entry of a fund cannot be handled, until somebody mends it and lets the stream go on',
    of: 'entries',
    holdMs: [0, 10_000],
    async inject(stage) {
      const { database } = stage.world;
      const fund = first(stage);
      await database.query(
        'reporting',
        `CREATE FUNCTION stumble() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN RAISE EXCEPTION 'an entry that nobody foresaw'; END $$`,
      );
      await database.query(
        'reporting',
        `CREATE TRIGGER stumble BEFORE INSERT ON decision FOR EACH ROW WHEN (NEW.fund = '${fund}') EXECUTE FUNCTION stumble()`,
      );
      return {
        async meanwhile() {
          const found = await untilParked(stage, 'reporting', fund);
          return [
            ...found,
            ...(await allPassThrough(
              stage,
              TAKEN_OVER_WITHIN_MS,
              `${fund} is parked`,
              othersThan(stage, fund),
            )),
          ];
        },
        async heal() {
          await database.query('reporting', 'DROP TRIGGER stumble ON decision');
          await database.query('reporting', 'DROP FUNCTION stumble');
          await resumeAll(stage.world);
        },
      };
    },
  },
  {
    name: 'the committee’s database is put back to an earlier copy, and the true one is found again',
    of: 'entries',
    holdMs: [0, 10_000],
    async inject(stage) {
      const { world, writers, quiet } = stage;
      // Whoever is answered by the earlier copy is told what will not stay.
      await writers.rest();
      await untilNobodyIsBehind(stage);
      const committee = world.replicasOf('committee');
      await Promise.all(committee.map((one) => one.kill()));
      await exchange(stage, 'CREATE DATABASE committee_copy TEMPLATE committee OWNER committee_owner');
      await world.database.query('postgres', 'GRANT CONNECT ON DATABASE committee_copy TO committee');
      await Promise.all(committee.map((one) => one.start()));
      const came = await allPassThrough(stage, TAKEN_OVER_WITHIN_MS, 'after the copy was made', [quiet]);
      await untilNobodyIsBehind(stage);
      await Promise.all(committee.map((one) => one.kill()));
      await exchange(stage, 'ALTER DATABASE committee RENAME TO committee_true');
      await exchange(stage, 'ALTER DATABASE committee_copy RENAME TO committee');
      await Promise.all(committee.map((one) => one.start()));
      return {
        rested: true,
        async meanwhile() {
          const found = await Promise.all(
            (['proposals', 'allocation', 'reporting'] as const).map((name) =>
              untilParked(stage, name, quiet),
            ),
          );
          const others = await parkedIn(world, ({ fund }) => fund !== quiet);
          return [...came, ...found.flat(), ...others.map(({ text }) => `also parked: ${text}`)];
        },
        async heal() {
          await Promise.all(committee.map((one) => one.kill()));
          await exchange(stage, 'DROP DATABASE committee WITH (FORCE)');
          await exchange(stage, 'ALTER DATABASE committee_true RENAME TO committee');
          await Promise.all(committee.map((one) => one.start()));
          await resumeAll(world);
          writers.goOn();
        },
      };
    },
  },
];

/** Nothing that is under way comes into the one copy of the log and not into the other. */
async function untilNobodyIsBehind({ world }: Stage): Promise<void> {
  for (let looks = 0; looks < MAX_LOOKS && (await whoIsBehind(world)).length > 0; looks += 1)
    await pause(LOOK_AGAIN_MS);
}

/** With nobody connected, as PostgreSQL wants it for a database's name and copies. */
async function exchange({ world }: Stage, statement: string): Promise<void> {
  await world.database.query(
    'postgres',
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname LIKE 'committee%'",
  );
  await world.database.query('postgres', statement);
}

async function untilParked(stage: Stage, service: string, fund: string): Promise<readonly string[]> {
  for (const startMs = performance.now(); performance.now() - startMs < PARKED_WITHIN_MS; ) {
    const parked = await parkedIn(stage.world, (one) => one.service === service && one.fund === fund);
    if (parked.length > 0) return [];
    await pause(LOOK_AGAIN_MS);
  }
  return [`${service} has not parked ${fund} within ${PARKED_WITHIN_MS} ms`];
}
