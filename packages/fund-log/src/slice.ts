import {
  type AnyCommandHandler,
  MAX_NEEDS_ROUNDS,
  type Needs,
  type Slice,
  UnnamedDocument,
} from '@mdtf/domain';
import { type BatchState, type LockedFund, loadMissing, type Missing } from './batch-state.ts';
import { type AccountBalance, type Document, documentKey } from './fund-memory.ts';
import { PLATFORM } from './position.ts';

/** The documents and accounts that one decision has named and may look at. */
export interface Named {
  readonly fund: LockedFund;
  readonly documents: Map<string, Document>;
  readonly platform: Map<string, Document>;
  readonly accounts: Map<string, AccountBalance>;
}

/** Asks a handler what it needs, again with what was loaded, until nothing new is named; then all of it is named. */
export async function nameNeeds(
  batch: BatchState,
  fund: LockedFund,
  handler: AnyCommandHandler,
  data: unknown,
): Promise<{ named: Named; slice: Slice }> {
  let named = nothingNamed(fund);
  let slice: Slice | undefined;
  // One round more than the handler has: the last one only finds that nothing new is named.
  for (let round = 0; round <= MAX_NEEDS_ROUNDS; round += 1) {
    const before = sizeOf(named);
    const missing = nameKnown(batch, named, handler.needs(data, slice));
    if (isNothing(missing)) {
      if (slice !== undefined && sizeOf(named) === before) return { named, slice };
      slice ??= sliceOf(named);
      continue;
    }
    const platformMoved = await loadMissing(batch, missing);
    if (platformMoved) {
      named = nothingNamed(fund);
      slice = undefined;
    } else {
      // Loaded now, so naming again finds it.
      nameKnown(batch, named, handler.needs(data, slice));
      slice ??= sliceOf(named);
    }
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

/** What of a command's needs is not in memory yet, as far as its handler can tell now; never throws. */
export function missingFor(
  batch: BatchState,
  fund: LockedFund,
  handler: AnyCommandHandler,
  data: unknown,
): Missing {
  const named = nothingNamed(fund);
  try {
    const first = nameKnown(batch, named, handler.needs(data, undefined));
    return isNothing(first) ? nameKnown(batch, named, handler.needs(data, sliceOf(named))) : first;
  } catch {
    // It will throw again where it counts, and fail that command only.
    return { documents: [], accounts: [] };
  }
}

/** Adds what is named and in memory to `named`; answers what is not in memory. */
function nameKnown(batch: BatchState, named: Named, needs: Needs): Missing {
  const missing: Missing = { documents: [], accounts: [] };
  const { fund, memory } = named.fund;
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
  return missing;
}

function nameDocument(
  { documents }: { documents: Map<string, Document> },
  named: Map<string, Document>,
  fund: string,
  kind: string,
  id: string,
  missing: Missing,
): void {
  const key = documentKey(kind, id);
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

function nothingNamed(fund: LockedFund): Named {
  return { fund, documents: new Map(), platform: new Map(), accounts: new Map() };
}

function sizeOf(named: Named): number {
  return named.documents.size + named.platform.size + named.accounts.size;
}

export function isNothing(missing: Missing): boolean {
  return missing.documents.length === 0 && missing.accounts.length === 0;
}
