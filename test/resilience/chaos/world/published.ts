import { setTimeout as pause } from 'node:timers/promises';
import { DATA_SERVICES, type DataService, type World } from './world.ts';

/** How far each fund's log goes. */
export type Heads = ReadonlyMap<DataService, ReadonlyMap<string, bigint>>;

interface Place {
  readonly fund: string;
  readonly sequence: bigint;
}

const LOOK_AGAIN_MS = 250;

/** Where the logs end now. */
export const headsOf = (world: World): Promise<Heads> =>
  placesOf(world, 'SELECT fund, sequence FROM head WHERE sequence > 0');

/** Waits until the relays have published as far; tells of each log that is not so far within the time. */
export async function untilPublished(
  world: World,
  heads: Heads,
  withinMs: number,
): Promise<readonly string[]> {
  const startedMs = performance.now();
  for (;;) {
    const published = await placesOf(world, 'SELECT fund, sequence FROM relayed');
    const missing = [...heads].flatMap(([name, funds]) =>
      [...funds]
        .filter(([fund, head]) => (published.get(name)?.get(fund) ?? 0n) < head)
        .map(([fund, head]) => `${name}/${fund} is not published up to ${head} after ${withinMs} ms`),
    );
    if (missing.length === 0 || performance.now() - startedMs > withinMs) return missing;
    await pause(LOOK_AGAIN_MS);
  }
}

async function placesOf({ database }: World, text: string): Promise<Heads> {
  const places = new Map<DataService, Map<string, bigint>>();
  for (const name of DATA_SERVICES) {
    const rows = await database.query<Place>(name, text);
    places.set(name, new Map(rows.map(({ fund, sequence }) => [fund, sequence])));
  }
  return places;
}
