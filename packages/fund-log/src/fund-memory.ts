import { createDocuments, type Document, type Documents } from './documents.ts';
import type { LoadRequest } from './store.ts';

/** What a process remembers of one fund between batches: right as long as nobody else has written to the fund. */
export interface FundMemory {
  readonly fund: string;
  /** Where the fund's log and its facts stood when this was right, as basis text. */
  stamp: string;
  readonly documents: Documents;
  readonly accounts: Map<string, AccountBalance>;
  /** Due documents that could not be carried out, and when to try again (elapsed ms). */
  readonly leftAlone: Map<Document, number>;
  /** Somebody else has written to the fund since it was used last, so probably will again. */
  contended: boolean;
  countedSize: number;
}

export interface AccountBalance {
  readonly fund: string;
  readonly account: string;
  balance: bigint;
  readonly mayGoNegative: boolean;
  /** Whether the database has it. */
  stored: boolean;
  /** By the running batch. */
  changed: boolean;
  /** How many decisions have named it since it was read. */
  uses: number;
}

/** The memories of all funds; the least recently used ones make room. */
export interface Memories {
  /** What is remembered if it is still right by its stamp, otherwise an empty memory. */
  recall(fund: string, stamp: string): FundMemory;
  forget(fund: string): void;
  /** Whether a document or account is remembered and probably right: worth not reading it before that is known. */
  knowsDocument(fund: string, kind: string, id: string): boolean;
  knowsAccount(fund: string, account: string): boolean;
  /** Whether somebody else wrote to the fund before it was used last. */
  readonly isContended: (fund: string) => boolean;
  /** What a fund's next batch will surely read anew: what several decisions needed, where somebody else writes as well. */
  neededAgain(fund: string): Pick<LoadRequest, 'documents' | 'accounts'>;
  /** Called between batches: counts what was added and drops down to the bound. */
  trim(touched: Iterable<FundMemory>): void;
}

/** Memories of at most `maxDocuments` documents and accounts in all, between batches. */
export function createMemories(maxDocuments: number): Memories {
  // A Map keeps the order of insertion, and a recalled fund is inserted anew: the first is the least recently used.
  const memories = new Map<string, FundMemory>();
  let total = 0;

  const forget = (fund: string): void => {
    total -= memories.get(fund)?.countedSize ?? 0;
    memories.delete(fund);
  };

  const isContended = (fund: string): boolean => memories.get(fund)?.contended ?? false;

  const quiet = (fund: string): FundMemory | undefined =>
    isContended(fund) ? undefined : memories.get(fund);

  return {
    forget,
    isContended,
    knowsDocument: (fund, kind, id) => quiet(fund)?.documents.find(kind, id) !== undefined,
    knowsAccount: (fund, account) => quiet(fund)?.accounts.has(account) ?? false,
    recall(fund, stamp) {
      const known = memories.get(fund);
      if (known?.stamp !== stamp) {
        forget(fund);
        const memory = emptyMemory(fund, stamp, known !== undefined);
        memories.set(fund, memory);
        return memory;
      }
      memories.delete(fund);
      memories.set(fund, known);
      known.contended = false;
      return known;
    },
    neededAgain(fund) {
      const memory = memories.get(fund);
      return memory?.contended ? usedOften(memory) : NOTHING;
    },
    trim(touched) {
      for (const memory of touched) {
        if (memories.get(memory.fund) !== memory) continue;
        const size = memory.documents.size + memory.accounts.size;
        total += size - memory.countedSize;
        memory.countedSize = size;
      }
      for (const fund of memories.keys()) {
        if (total <= maxDocuments) return;
        forget(fund);
      }
    },
  };
}

const NOTHING = { documents: [], accounts: [] };

/** Of what is read anew at most so much is guessed; the rest is read when it is asked for. */
const MAX_GUESSED = 100;

function usedOften({ documents, accounts }: FundMemory) {
  const often = ({ uses }: { uses: number }): boolean => uses > 1;
  return {
    documents: documents.all().filter(often).take(MAX_GUESSED).toArray(),
    accounts: accounts.values().filter(often).take(MAX_GUESSED).toArray(),
  };
}

function emptyMemory(fund: string, stamp: string, contended: boolean): FundMemory {
  return {
    fund,
    stamp,
    documents: createDocuments(),
    accounts: new Map(),
    leftAlone: new Map(),
    contended,
    countedSize: 0,
  };
}
