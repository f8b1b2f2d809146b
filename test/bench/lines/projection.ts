import { setTimeout as pause } from 'node:timers/promises';
import { createPostgresStore } from '@mdtf/fund-log';
import { type Bus, createEmbeddedBus } from '@mdtf/messaging';
import { createPool } from '@mdtf/postgres';
import { openReporting } from '@mdtf/reporting/service';
import type { Figure } from '../figures.ts';
import type { Stage } from '../stage/stage.ts';

const LOOK_EVERY_MS = 20;
const GIVE_UP_AFTER_MS = 600_000;

/** How fast read tables grow from nothing: reporting follows the logs that the commands have left behind. */
export async function projectionFigure(stage: Stage): Promise<Figure> {
  await using stack = new AsyncDisposableStack();
  const pool = createPool(stage.allocationUrl, { max: 2 });
  stack.defer(() => pool.end());
  const source = stack.use(createPostgresStore({ pool, service: 'allocation' }));
  const bus = stack.use(createEmbeddedBus({ sources: [{ reader: source.reader }] }));
  // Awaited here: what it reads from is gone with this function.
  return await readModelFrom(stage, bus, 'reporting', 'projection from an empty read model');
}

/** The same over any bus, into a database of this name. */
export async function readModelFrom(stage: Stage, bus: Bus, database: string, name: string): Promise<Figure> {
  const entries = await entriesOf(stage);
  await using service = await openReporting({ databaseUrl: await stage.postgres.createDatabase(database) });
  const startMs = performance.now();
  service.follow(bus, ['allocation']);
  while (performance.now() - startMs < GIVE_UP_AFTER_MS) {
    const status = service.parts.streams.flatMap((stream) => stream.status());
    const parked = status.find(({ state }) => state === 'parked');
    if (parked !== undefined) throw new Error(`Reporting has parked ${parked.fund}: ${parked.reason}`);
    if (status.reduce((sum, { sequence }) => sum + Number(sequence), 0) >= entries) break;
    await pause(LOOK_EVERY_MS);
  }
  const seconds = (performance.now() - startMs) / 1000;
  return {
    name,
    value: entries / seconds,
    unit: 'per second',
    target: { atLeast: 20_000 },
    note: `${entries} entries of allocation in ${seconds.toFixed(1)} s`,
  };
}

async function entriesOf(stage: Stage): Promise<number> {
  const pool = createPool(stage.allocationUrl, { max: 1 });
  try {
    return await entriesIn(pool);
  } finally {
    await pool.end();
  }
}

/** Entries of all logs in a service's database. */
export async function entriesIn(pool: ReturnType<typeof createPool>): Promise<number> {
  const { rows } = await pool.query('SELECT sum(sequence)::int AS entries FROM head');
  return Number(rows[0].entries);
}
