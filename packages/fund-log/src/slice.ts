import {
  type AnyCommandHandler,
  MAX_NEEDS_ROUNDS,
  type Needs,
  type Slice,
  UnnamedDocument,
} from '@mdtf/domain';
import { type BatchState, type LockedFund, type Missing, NotLoaded } from './batch-state.ts';
import { type AccountBalance, type Document, documentKey, type FundMemory } from './fund-memory.ts';
import { PLATFORM } from './position.ts';

/** The documents and accounts that one decision has named and may look at. */
export interface Named {
  readonly fund: LockedFund;
  readonly documents: Map<string, Document>;
  readonly platform: Map<string, Document>;
  readonly accounts: Map<string, AccountBalance>;
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
  const named: Named = { fund, documents: new Map(), platform: new Map(), accounts: new Map() };
  const slice = sliceOf(named);
  name(batch, named, handler.needs(data, undefined));
  for (let round = 1; round <= MAX_NEEDS_ROUNDS; round += 1) {
    const before = sizeOf(named);
    name(batch, named, handler.needs(data, slice));
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

function name(batch: BatchState, named: Named, needs: Needs): void {
  const { fund, memory } = named.fund;
  const missing: Missing = { documents: [], accounts: [] };
  for (const { kind, id } of needs.own ?? []) nameDocument(memory, named.documents, fund, kind, id, missing);
  for (const { kind, id } of needs.facts ?? [])
    nameDocument(memory, named.documents, fund, kind, id, missing);
  for (const { kind, id } of needs.platform ?? []) {
    nameDocument(batch.platform, named.platform, PLATFORM, kind, id, missing);
  }
  for (const account of needs.accounts ?? []) {
    const balance = memory.accounts.get(account);
    if (balance === undefined) missing.accounts.push({ fund, account });
    else named.accounts.set(account, balance);
  }
  if (missing.documents.length > 0 || missing.accounts.length > 0) throw new NotLoaded(missing);
}

function nameDocument(
  { documents }: FundMemory,
  named: Map<string, Document>,
  fund: string,
  kind: string,
  id: string,
  missing: Missing,
): void {
  const key = documentKey(kind, id);
  if (named.has(key)) return;
  const document = documents.get(key);
  if (document === undefined) missing.documents.push({ fund, kind, id });
  else named.set(key, document);
}

/** A decision's view: live, so that it shows what the decision's own earlier events have changed. */
function sliceOf(named: Named): Slice {
  const read = <S>(documents: Map<string, Document>, kind: string, id: string): S | undefined => {
    const document = documents.get(documentKey(kind, id));
    if (document === undefined) throw new UnnamedDocument(`The decision did not name ${kind} ${id}`);
    return document.state as S | undefined;
  };
  return {
    get: ({ kind }, id) => read(named.documents, kind, id),
    fact: ({ kind }, id) => read(named.documents, kind, id),
    platformFact: ({ kind }, id) => read(named.platform, kind, id),
    balance(account) {
      const known = named.accounts.get(account);
      if (known === undefined) throw new UnnamedDocument(`The decision did not name the account ${account}`);
      return known.balance;
    },
  };
}

function sizeOf(named: Named): number {
  return named.documents.size + named.platform.size + named.accounts.size;
}
