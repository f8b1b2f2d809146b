import {
  type AnyCommandHandler,
  MAX_NEEDS_ROUNDS,
  type Needs,
  type Slice,
  type StateRef,
  UnnamedDocument,
} from '@mdtf/domain';
import type { BatchState, LockedFund, Missing } from './batch-state.ts';
import type { Document } from './documents.ts';
import type { AccountBalance, FundMemory } from './fund-memory.ts';

/** The documents and accounts that one decision has named and may look at. */
export interface Named {
  readonly fund: LockedFund;
  readonly documents: Set<Document>;
  readonly accounts: Set<AccountBalance>;
  /** The platform's documents as they were when these were named. */
  readonly platform: FundMemory;
  /** Whether something was looked at that was not named: with more named, other needs may show. */
  lookedBeyond: boolean;
}

/** All that a decision needs, or what of it has to be loaded first. */
export type Naming = { readonly named: Named; readonly slice: Slice } | { readonly missing: Missing };

/**
 * Asks a handler what it needs beside `first`, again with what it may see by then, until nothing more can show.
 * Throws UnnamedDocument when the needs do not come to an end.
 */
export function nameNeeds(
  batch: BatchState,
  fund: LockedFund,
  { handler, data, first }: { handler: AnyCommandHandler; data: unknown; first: Needs },
): Naming {
  const { platform } = batch;
  const named: Named = { fund, documents: new Set(), accounts: new Set(), platform, lookedBeyond: false };
  const slice = sliceOf(named);
  let missing = name(named, first);
  for (let round = 1; missing === undefined && round <= MAX_NEEDS_ROUNDS; round += 1) {
    named.lookedBeyond = false;
    const before = sizeOf(named);
    missing = name(named, handler.needs(data, slice));
    // Asked again, it would see the same.
    if (missing === undefined && (!named.lookedBeyond || sizeOf(named) === before)) return { named, slice };
  }
  if (missing !== undefined) return { missing };
  throw new UnnamedDocument(`What the command needs still grows after ${MAX_NEEDS_ROUNDS} rounds`);
}

/** What a command needs before anything is known; nothing when its handler cannot say. */
export function firstNeeds(handler: AnyCommandHandler | undefined, data: unknown): Needs {
  try {
    return handler?.needs(data, undefined) ?? NOTHING;
  } catch {
    // It will throw again where it counts, and fail that command only.
    return NOTHING;
  }
}

const NOTHING: Needs = {};

/** Names what is in memory; answers what is not, if anything. */
function name(named: Named, needs: Needs): Missing | undefined {
  const { fund, memory } = named.fund;
  const missing: Missing = { documents: [], accounts: [] };
  for (const ref of needs.own ?? NONE) nameDocument(memory, named, ref, missing);
  for (const ref of needs.facts ?? NONE) nameDocument(memory, named, ref, missing);
  for (const ref of needs.platform ?? NONE) nameDocument(named.platform, named, ref, missing);
  for (const account of needs.accounts ?? NONE) {
    const balance = memory.accounts.get(account);
    if (balance === undefined) missing.accounts.push({ fund, account });
    else use(named.accounts, balance);
  }
  return missing.documents.length > 0 || missing.accounts.length > 0 ? missing : undefined;
}

const NONE: readonly never[] = [];

function nameDocument(
  { fund, documents }: FundMemory,
  named: Named,
  { kind, id }: StateRef,
  missing: Missing,
): void {
  const document = documents.find(kind, id);
  if (document === undefined) missing.documents.push({ fund, kind, id });
  else use(named.documents, document);
}

function use<T extends { uses: number }>(named: Set<T>, one: T): void {
  if (named.has(one)) return;
  named.add(one);
  one.uses += 1;
}

/** A decision's view: live, so that it shows what the decision's own earlier events have changed. */
function sliceOf(named: Named): Slice {
  const read = <S>({ documents }: FundMemory, kind: string, id: string): S | undefined => {
    const document = documents.find(kind, id);
    if (document === undefined || !named.documents.has(document)) {
      named.lookedBeyond = true;
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
        named.lookedBeyond = true;
        throw new UnnamedDocument(`The decision did not name the account ${account}`);
      }
      return known.balance;
    },
  };
}

function sizeOf(named: Named): number {
  return named.documents.size + named.accounts.size;
}
