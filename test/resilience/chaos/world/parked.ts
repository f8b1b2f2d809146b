import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DATA_SERVICES, type DataService, type World } from './world.ts';

const MDTF = fileURLToPath(new URL('../../../../packages/cli/bin/mdtf.js', import.meta.url));
const run = promisify(execFile);
/** The exit code of the command while any stream is set aside. */
const OTHERS_ARE_PARKED = 1;

/** A stream that was set aside for a person to look at. */
export interface Parked {
  readonly service: DataService;
  readonly source: string;
  readonly fund: string;
  /** All of it, with the reason. */
  readonly text: string;
}

/** The streams that are parked in any service. */
export async function parkedIn(
  world: World,
  wanted: (one: Parked) => boolean = () => true,
): Promise<Parked[]> {
  const all: Parked[] = [];
  for (const service of DATA_SERVICES) {
    const rows = await world.database.query<{ source: string; fund: string; reason: string }>(
      service,
      'SELECT source, fund, parked_reason AS reason FROM cursor WHERE parked_reason IS NOT NULL',
    );
    for (const { source, fund, reason } of rows)
      all.push({ service, source, fund, text: `${service} on ${source}/${fund}: ${reason}` });
  }
  return all.filter(wanted);
}

/** As a person does who has looked at them and mended the cause. */
export async function resumeAll(world: World): Promise<void> {
  for (const { service, fund } of await parkedIn(world)) {
    const { url } = world.databases[service];
    await run(process.execPath, [MDTF, 'streams', '--database', url, '--resume', fund]).catch(
      (error: Error) => {
        if ((error as { readonly code?: unknown }).code !== OTHERS_ARE_PARKED) throw error;
      },
    );
  }
}
