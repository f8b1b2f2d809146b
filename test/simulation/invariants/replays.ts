import type { AnyAggregate } from '@mdtf/domain';
import { encodeState, type ReadEntry } from '@mdtf/fund-log';
import type { SimulatedService } from '../world/replicas.ts';
import { entriesOf, type Invariant, type Outcome } from './outcome.ts';

interface Folded {
  state: unknown;
  revision: number;
}

/** Of every state and fact. */
export const replays: readonly Invariant[] = [
  {
    name: 'states are what the service’s own log folds to, facts what the others’ logs fold to as far as they were read',
    *check(outcome) {
      for (const service of outcome.services) {
        for (const fund of fundsOf(outcome, service)) yield* checkFund(outcome, service, fund);
      }
    },
  },
];

function fundsOf({ databases }: Outcome, { name }: SimulatedService): Set<string> {
  const { entries, documents, cursors } = databases.get(name)?.tables ?? {};
  return new Set([
    ...(entries?.keys() ?? []),
    ...(documents?.keys() ?? []),
    ...Array.from(cursors?.values() ?? [], ({ fund }) => fund),
  ]);
}

function* checkFund(outcome: Outcome, service: SimulatedService, fund: string): Iterable<string> {
  const { tables } = outcome.databases.get(service.name) ?? {};
  const folded = new Map<string, Folded>();
  foldAll(folded, service.model.aggregates, entriesOf(outcome, service.name, fund));
  for (const source of Object.keys(service.follows)) {
    const read = tables?.cursors.get(`${source}/${fund}`)?.sequence ?? 0n;
    const heard = entriesOf(outcome, source, fund).filter(({ sequence }) => sequence <= read);
    foldAll(folded, service.model.facts, heard);
  }
  const stored = tables?.documents.get(fund) ?? new Map();
  for (const [key, { state, revision }] of folded) {
    const kept = stored.get(key);
    if (kept === undefined) yield `${service.name} has no ${key} of ${fund}, its log has`;
    else if (kept.data !== encodeState(state) || kept.revision !== revision) {
      yield `${key} of ${fund} in ${service.name} is not what its log folds to: ${kept.data} ≠ ${encodeState(state)}`;
    }
  }
  for (const key of stored.keys()) {
    if (!folded.has(key)) yield `${service.name} keeps ${key} of ${fund}, which no entry made`;
  }
}

function foldAll(
  folded: Map<string, Folded>,
  aggregates: readonly AnyAggregate[],
  entries: readonly ReadEntry[],
): void {
  for (const entry of entries) {
    for (const aggregate of aggregates) {
      const ids = aggregate.concerns[entry.type]?.(entry.data) ?? [];
      for (const id of typeof ids === 'string' ? [ids] : ids) fold(folded, aggregate, id, entry);
    }
  }
}

function fold(folded: Map<string, Folded>, aggregate: AnyAggregate, id: string, entry: ReadEntry): void {
  const { fund, sequence, time, recordedAt, actor, type, data } = entry;
  const document = folded.get(`${aggregate.kind}/${id}`) ?? { state: undefined, revision: 0 };
  const meta = { fund, sequence, time, recordedAt, actor };
  document.state = aggregate.evolve(document.state, { type, data }, meta, id);
  document.revision += 1;
  folded.set(`${aggregate.kind}/${id}`, document);
}
