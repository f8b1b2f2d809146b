import { type Position, parsePosition } from '@mdtf/fund-log';
import type { ServiceMount } from './ports.ts';
import { invalidField, type Refusal, refuse } from './refusal.ts';

/** How many positions one request may wait for. */
export const MAX_AFTER = 8;

/** How long a read waits for what it reads from to catch up. */
export const MAX_WAIT_MS = 2_000;

/** Waits until a service has read all that `Mdtf-After` names, at most MAX_WAIT_MS for all together. */
export async function awaitPositions(mount: ServiceMount, header: string): Promise<Refusal | undefined> {
  const texts = header.split(',', MAX_AFTER + 1).map((text) => text.trim());
  if (texts.length > MAX_AFTER) return invalidField(AFTER, `names more than ${MAX_AFTER} positions`);
  const positions: Position[] = [];
  for (const text of texts) {
    const position = parsePosition(text);
    if (!position) return invalidField(AFTER, 'must be one or more positions such as allocation/imdp/4711');
    positions.push(position);
  }
  const reached = await Promise.all(positions.map((position) => mount.waitFor(position, MAX_WAIT_MS)));
  const unknown = reached.indexOf('unknown');
  if (unknown !== -1) {
    return invalidField(
      AFTER,
      `names ${texts[unknown]}, which is beyond that log's head or not read by ${mount.name}`,
    );
  }
  const lagging = reached.indexOf('lagging');
  if (lagging === -1) return undefined;
  return refuse(
    503,
    'not-yet-read',
    'Not caught up yet',
    `${mount.name} has not yet read ${texts[lagging]}; ask again in a second.`,
    { retryAfterSeconds: 1 },
  );
}

const AFTER = 'header.mdtf-after';
