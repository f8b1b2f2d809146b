import { basisText, formatPosition } from './position.ts';
import type { Standing } from './store.ts';

/** One text for one standing: what is remembered under it is right as long as it is the same. */
export function stampOf({ service, fund, sequence, generation, cursors }: Standing): string {
  const facts = cursors.map((cursor) =>
    formatPosition({ service: cursor.source, fund, sequence: cursor.sequence }),
  );
  return [`#${generation}`, formatPosition({ service, fund, sequence }), ...facts.sort()].join(' ');
}

/** How far the other services' logs have been taken in: what a decision of this service rests on beside its own state. */
export function basisOf(standings: readonly Standing[]): string {
  return basisText(
    standings.flatMap(({ service, fund, cursors }) =>
      cursors
        .filter(({ source }) => source !== service)
        .map(({ source, sequence }) => ({ service: source, fund, sequence })),
    ),
  );
}
