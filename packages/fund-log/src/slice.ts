import {
  type AnyCommandHandler,
  MAX_NEEDS_ROUNDS,
  type Needs,
  type Slice,
  type StateRef,
  UnnamedDocument,
} from '@mdtf/domain';
import { type BatchState, type LockedFund, type Missing, NotLoaded } from './batch-state.ts';
import type { Document } from './documents.ts';
import type { AccountBalance, FundMemory } from './fund-memory.ts';

/** The documents and accounts that one decision has named and may look at. */
export interface Named {
  readonly fund: LockedFund;
  readonly documents: Set<Document>;
  readonly accounts: Set<AccountBalance>;
  /** The platform's documents as they were when these were named. */
  readonly platform: FundMemory;
}

/**
 * Asks a handler what it needs, again with what it may see by then, until nothing new is named; answers all of it.
 * Throws NotLoaded for what is not in memory, UnnamedDocument when the needs do not come to an end.
 */
export function nameNeeds(
  batch: BatchState,
  fund: LockedFund,
  handler: AnyCommandHandler,
  data: unknown,
): { named: Named; slice: Slice } {
  const named: Named = { fund, documents: new Set(), accounts: new Set(), platform: batch.platform };
  const slice = sliceOf(named);
  name(named, handler.needs(data, undefined));
  for (let round = 1; round <= MAX_NEEDS_ROUNDS; round += 1) {
    const before = sizeOf(named);
    name(named, handler.needs(data, slice));
    if (sizeOf(named) === before) return { named, slice };
  }
  throw new UnnamedDocument(`What the command needs still grows after ${MAX_NEEDS_ROUNDS} rounds`);
}

/** What a command needs before anything is known; nothing when its handler cannot say. */
export function firstNeeds(handler: AnyCommandHandler | undefined, data: unknown): Needs {
  try {
    return handler?.needs(data, undefined) ?? {};
  } catch {
    // It will throw again where it counts, and fail that command only.
    return {};
  }
}

function name(named: Named, needs: Needs): void {
  const { fund, memory } = named.fund;
  const missing: Missing = { documents: [], accounts: [] };
  for (const ref of needs.own ?? []) nameDocument(memory, named, ref, missing);
  for (const ref of needs.facts ?? []) nameDocument(memory, named, ref, missing);
  for (const ref of needs.platform ?? []) nameDocument(named.platform, named, ref, missing);
  for (const account of needs.accounts ?? []) {
    const balance = memory.accounts.get(account);
    if (balance === undefined) missing.accounts.push({ fund, account });
    else named.accounts.add(balance);
  }
  if (missing.documents.length > 0 || missing.accounts.length > 0) throw new NotLoaded(missing);
}

function nameDocument(
  { fund, documents }: FundMemory,
  named: Named,
  { kind, id }: StateRef,
  missing: Missing,
): void {
  const document = documents.find(kind, id);
  if (document === undefined) missing.documents.push({ fund, kind, id });
  else named.documents.add(document);
}

/** A decision's view: live, so that it shows what the decision's own earlier events have changed. */
function sliceOf(named: Named): Slice {
  const read = <S>({ documents }: FundMemory, kind: string, id: string): S | undefined => {
    const document = documents.find(kind, id);
    if (document === undefined || !named.documents.has(document)) {
      throw new UnnamedDocument(`The decision did not name ${kind} ${id}`);
    }
    return document.state as S | undefined;
  };
  const { memory } = named.fund;
  return {
    get: ({ kind }, id) => read(memory, kind, id),
    fact: ({ kind }, id) => read(memory, kind, id),
    platformFact: ({ kind }, id) => read(named.platform, kind, id),
    balance(account) {
      const known = memory.accounts.get(account);
      if (known === undefined || !named.accounts.has(known)) {
        throw new UnnamedDocument(`The decision did not name the account ${account}`);
      }
      return known.balance;
    },
  };
}

function sizeOf(named: Named): number {
  return named.documents.size + named.accounts.size;
}
