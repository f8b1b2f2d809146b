import { createPool } from '@mdtf/postgres';
import { parkedStreams, resumeStreams } from '@mdtf/runtime';
import { readArguments, UsageError } from '../command-line.ts';

const USAGE = 'mdtf streams --database URL [--resume FUND [--source SERVICE]]';

const options = {
  database: { type: 'string' },
  resume: { type: 'string' },
  source: { type: 'string' },
} as const;

/**
 * Tells which streams a service has set aside, and why; with `--resume` lets those of a fund go on, the services running.
 * The exit code is 0 when none is set aside any more.
 */
export async function streams(args: readonly string[]): Promise<number> {
  const { values } = readArguments(args, options, USAGE);
  if (values.database === undefined) throw new UsageError(`A database is missing. Usage: ${USAGE}`);
  const pool = createPool(values.database, { max: 1, applicationName: 'mdtf-streams' });
  try {
    if (values.resume !== undefined) {
      const resumed = await resumeStreams(pool, values.resume, values.source);
      say(`${resumed} streams of ${values.resume} go on.`);
    }
    const parked = await parkedStreams(pool);
    for (const { subscriber, source, fund, sequence, reason, parkedAt } of parked)
      say(`${source}/${fund} for ${subscriber}: set aside after entry ${sequence}, ${parkedAt}: ${reason}`);
    say(`${parked.length} streams are set aside.`);
    return parked.length === 0 ? 0 : 1;
  } finally {
    await pool.end();
  }
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
