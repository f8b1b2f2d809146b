import type { AnswerOf, committeeRoutes } from '@mdtf/contracts';
import type { CheckedEntry } from './log.ts';
import type { Recomputed } from './recompute.ts';

type Served = AnswerOf<typeof committeeRoutes.getDecisionRecord>;

/** What a served record says otherwise than the log, each with its path; empty when nothing. */
export function differencesOf(
  served: Served,
  recomputed: Recomputed,
  entries: readonly CheckedEntry[],
): readonly string[] {
  const { text: _, entries: named, ...said } = served;
  const found: string[] = [];
  compare('', recomputed, said, found);
  if (recomputed.taken === 'in-session' && recomputed.outcome === 'approved') {
    const { quorum, tally } = recomputed as { quorum?: { met: boolean }; tally?: { carried: boolean } };
    if (quorum?.met !== true) found.push('outcome: approved without a quorum');
    if (tally?.carried !== true) found.push('outcome: approved without being carried');
  }
  for (const { sequence, id, type, leafHash } of named) {
    const entry = entries[Number(sequence) - 1];
    const same = entry?.id === id && entry.leafHash === leafHash && entry.event.type === type;
    if (!same) found.push(`entries: ${sequence} is not the entry of the log`);
  }
  const taken = entries.find(
    ({ event }) => event.type === 'DecisionTaken' && event.data.decisionId === recomputed.decisionId,
  );
  if (!named.some(({ sequence }) => sequence === taken?.sequence))
    found.push('entries: the decision’s own is not named');
  return found;
}

function compare(path: string, expected: unknown, actual: unknown, found: string[]): void {
  if (isObject(expected) && isObject(actual) && Array.isArray(expected) === Array.isArray(actual)) {
    const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    for (const name of names)
      compare(path === '' ? name : `${path}.${name}`, expected[name], actual[name], found);
    return;
  }
  if (expected !== actual)
    found.push(`${path}: ${JSON.stringify(actual)}, recomputed ${JSON.stringify(expected)}`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
