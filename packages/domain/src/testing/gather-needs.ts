import { MAX_NEEDS_ROUNDS, type Needs, type Slice } from '../decider.ts';
import { type MemoryState, sliceOf } from './memory-state.ts';

/** Asks for needs until nothing new is named, as the committer does. */
export function gatherNeeds(state: MemoryState, ask: (slice: Slice | undefined) => Needs): Needs {
  let needs = ask(undefined);
  for (let round = 1; round < MAX_NEEDS_ROUNDS; round++) {
    const more = ask(sliceOf(state, needs));
    if (sizeOf(merge(needs, more)) === sizeOf(needs)) return needs;
    needs = merge(needs, more);
  }
  throw new Error(`needs() still names new documents after ${MAX_NEEDS_ROUNDS} rounds`);
}

function merge(a: Needs, b: Needs): Needs {
  const unique = <T>(left: readonly T[] = [], right: readonly T[] = [], key: (item: T) => string) => [
    ...new Map([...left, ...right].map((item) => [key(item), item])).values(),
  ];
  const refKey = (ref: { kind: string; id: string }) => `${ref.kind}/${ref.id}`;
  return {
    own: unique(a.own, b.own, refKey),
    facts: unique(a.facts, b.facts, refKey),
    platform: unique(a.platform, b.platform, refKey),
    accounts: unique(a.accounts, b.accounts, (account) => account),
  };
}

function sizeOf(needs: Needs): number {
  const { own = [], facts = [], platform = [], accounts = [] } = merge(needs, {});
  return own.length + facts.length + platform.length + accounts.length;
}
