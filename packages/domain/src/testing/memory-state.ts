import type { AnyAggregate, DomainEvent, EventMeta, Model, Needs, Slice, StateRef } from '../decider.ts';
import { UnnamedDocument } from '../decider.ts';
import { accountsOf, foldPostings, overdrawn, type Posting } from '../ledger.ts';

/** Where a document comes from: the service's own log, other services' logs of the fund, the platform log. */
export type Origin = 'own' | 'facts' | 'platform';

/** Everything one service knows of one fund, kept as plain maps. */
export interface MemoryState {
  readonly documents: Map<string, unknown>;
  balances: Map<string, bigint>;
}

/** Nothing known yet. */
export function emptyState(): MemoryState {
  return { documents: new Map(), balances: new Map() };
}

/** An independent copy; the documents themselves are values and shared. */
export function copyState(state: MemoryState): MemoryState {
  return { documents: new Map(state.documents), balances: new Map(state.balances) };
}

/** The documents of the listed aggregates that an event changes. */
export function concernedBy(aggregates: readonly AnyAggregate[], event: DomainEvent): StateRef[] {
  return aggregates.flatMap((aggregate) => {
    const ids = aggregate.concerns[event.type]?.(event.data) ?? [];
    return (typeof ids === 'string' ? [ids] : [...ids]).map((id) => ({ kind: aggregate.kind, id }));
  });
}

/** Folds one event into the documents it concerns. */
export function foldEvent(
  state: MemoryState,
  aggregates: readonly AnyAggregate[],
  origin: Origin,
  event: DomainEvent,
  meta: EventMeta,
): void {
  for (const aggregate of aggregates) {
    for (const { id } of concernedBy([aggregate], event)) {
      const key = keyOf(origin, aggregate.kind, id);
      state.documents.set(key, aggregate.evolve(state.documents.get(key), event, meta, id));
    }
  }
}

/** Applies an event's postings; throws when they name an account outside `named` or leave one below 0 that may not be. */
export function postEvent(
  state: MemoryState,
  model: Model,
  event: DomainEvent,
  named: Needs | undefined,
): void {
  const postings: readonly Posting[] = model.postings?.(event) ?? [];
  const unnamed = accountsOf(postings).find((account) => named && !named.accounts?.includes(account));
  if (unnamed !== undefined)
    throw new UnnamedDocument(`${event.type} posts to account ${unnamed}, which needs() does not name`);
  state.balances = foldPostings(state.balances, postings);
  const [below] = overdrawn(state.balances, (account) => model.accountMayGoNegative?.(account) ?? false);
  if (below !== undefined)
    throw new Error(`${event.type} leaves account ${below} at ${state.balances.get(below)} minor units`);
}

/** A view of the state that throws UnnamedDocument for whatever `needs` did not name. */
export function sliceOf(state: MemoryState, needs: Needs): Slice {
  const read = <S>(origin: Origin, aggregate: AnyAggregate, id: string): S | undefined => {
    if (!names(needs, origin, { kind: aggregate.kind, id }))
      throw new UnnamedDocument(`${origin} ${aggregate.kind}/${id} is read, but needs() does not name it`);
    return state.documents.get(keyOf(origin, aggregate.kind, id)) as S | undefined;
  };
  return {
    get: (aggregate, id) => read('own', aggregate, id),
    fact: (aggregate, id) => read('facts', aggregate, id),
    platformFact: (aggregate, id) => read('platform', aggregate, id),
    balance: (account) => {
      if (!needs.accounts?.includes(account))
        throw new UnnamedDocument(`account ${account} is read, but needs() does not name it`);
      return state.balances.get(account) ?? 0n;
    },
  };
}

/** True when `needs` names the document. */
export function names(needs: Needs, origin: Origin, ref: StateRef): boolean {
  return needs[origin]?.some((named) => named.kind === ref.kind && named.id === ref.id) ?? false;
}

/** The map key of a document; ids hold no slash before the last part. */
export function keyOf(origin: Origin, kind: string, id: string): string {
  return `${origin}/${kind}/${id}`;
}
