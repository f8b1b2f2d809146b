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
  if (texts.length > MAX_AFTER) return invalidField(AFTER, TOO_MANY);
  const positions: Position[] = [];
  for (const text of texts) {
    const position = parsePosition(text);
    if (!position) return invalidField(AFTER, NO_POSITION);
    positions.push(position);
  }
  const reached = await Promise.all(positions.map((position) => mount.waitFor(position, MAX_WAIT_MS)));
  const unknown = reached.indexOf('unknown');
  if (unknown !== -1) {
    return invalidField(AFTER, {
      en: `names ${texts[unknown]}, which is beyond that log's head or not read by ${mount.name}`,
      fr: `nomme ${texts[unknown]}, qui dépasse la tête de ce journal ou que ${mount.name} ne lit pas`,
    });
  }
  const lagging = reached.indexOf('lagging');
  if (lagging === -1) return undefined;
  return refuse(
    503,
    'not-yet-read',
    { en: 'Not caught up yet', fr: 'Pas encore à jour' },
    {
      en: `${mount.name} has not yet read ${texts[lagging]}; ask again in a second.`,
      fr: `${mount.name} n’a pas encore lu ${texts[lagging]} ; redemandez dans une seconde.`,
    },
    { retryAfterSeconds: 1 },
  );
}

const AFTER = 'header.mdtf-after';

const TOO_MANY = {
  en: `names more than ${MAX_AFTER} positions`,
  fr: `nomme plus de ${MAX_AFTER} positions`,
};

const NO_POSITION = {
  en: 'must be one or more positions such as allocation/imdp/4711',
  fr: 'doit être une ou plusieurs positions telles que allocation/imdp/4711',
};
