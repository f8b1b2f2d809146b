import { createPool } from '@mdtf/postgres';
import { relayShelf } from '@mdtf/runtime';
import { RELAY_USAGE, readArguments, UsageError } from '../command-line.ts';

const options = {
  database: { type: 'string' },
  'set-aside': { type: 'string' },
  reason: { type: 'string' },
  'take-up': { type: 'string' },
} as const;

/**
 * Tells which funds a service does not publish to Kafka, and why; sets one aside or takes it up again, the services
 * running: whichever process leads the relay goes by it. The exit code is 0 when none is set aside.
 */
export async function relay(args: readonly string[]): Promise<number> {
  const { values } = readArguments(args, options, RELAY_USAGE);
  const { database, reason, 'set-aside': setAside, 'take-up': takeUp } = values;
  if (database === undefined) throw new UsageError(`A database is missing. Usage: ${RELAY_USAGE}`);
  if (setAside !== undefined && reason === undefined)
    throw new UsageError(`A reason is missing for setting ${setAside} aside. Usage: ${RELAY_USAGE}`);
  const pool = createPool(database, { max: 1, applicationName: 'mdtf-relay' });
  try {
    const shelf = relayShelf(pool);
    if (setAside !== undefined && reason !== undefined) await shelf.setAside(setAside, reason);
    if (takeUp !== undefined) await shelf.takeUp(takeUp);
    const aside = await shelf.aside();
    for (const { fund, reason: why } of aside) say(`${fund}: set aside: ${why}`);
    say(`${aside.length} funds are not published.`);
    return aside.length === 0 ? 0 : 1;
  } finally {
    await pool.end();
  }
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
