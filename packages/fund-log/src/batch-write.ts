import { type BatchState, type CursorState, type LockedFund, standingOf } from './batch-state.ts';
import type { Document } from './documents.ts';
import type { AccountBalance } from './fund-memory.ts';
import { stampOf } from './stamp.ts';
import { encodeState } from './state-codec.ts';
import type {
  AccountWrite,
  AppendedRows,
  BatchWrite,
  CursorWrite,
  DocumentWrite,
  HeadWrite,
} from './store.ts';

/** Everything a batch has changed, for its transaction; `onlyFacts` where nobody asked it for anything. */
export function writeOf(batch: BatchState, onlyFacts: boolean): BatchWrite {
  const { index, funds, writes } = batch;
  const locked = [...funds.values()];
  const changedDocuments = [...writes.documents].filter(({ changed }) => changed);
  return {
    heads: locked.filter(isHeadChanged).map(headWrite),
    ...unsentOf(batch),
    documents: changedDocuments.map((document) =>
      documentWrite(document, index.aggregate(document.kind)?.version ?? 0),
    ),
    accounts: [...writes.accounts].filter(({ changed }) => changed).map(accountWrite),
    cursors: locked.flatMap(({ cursors }) =>
      [...cursors.values()].filter(({ changed }) => changed).map(cursorWrite),
    ),
    refusals: writes.refusals,
    remade: onlyFacts && writes.entries.length + writes.refusals.length === 0,
  };
}

/** After the commit: what is in memory is what is on disk, and right until somebody else writes to the fund. */
export function keepMemories({ index, memories, funds, platform, writes }: BatchState): void {
  for (const document of writes.documents) {
    // Most documents are made once and never asked for again: keeping them would push out those that are.
    if (document.changed && !document.stored && document.revision === 1) {
      funds.get(document.fund)?.memory.documents.forget(document);
    }
  }
  for (const kept of [...writes.documents, ...writes.accounts]) {
    kept.stored ||= kept.changed;
    kept.changed = false;
  }
  for (const fund of funds.values()) fund.memory.stamp = stampOf(standingOf(index.model.service, fund));
  memories.trim([...Array.from(funds.values(), ({ memory }) => memory), platform]);
}

/** The rows that were added since this was asked last. */
export function unsentOf({ writes, sent }: BatchState): AppendedRows {
  const unsent = {
    entries: writes.entries.slice(sent.entries),
    postings: writes.postings.slice(sent.postings),
    answers: writes.answers.slice(sent.answers),
  };
  sent.entries = writes.entries.length;
  sent.postings = writes.postings.length;
  sent.answers = writes.answers.length;
  return unsent;
}

function isHeadChanged({ sequence, head, dueChanged }: LockedFund): boolean {
  return sequence > head.sequence || dueChanged;
}

function headWrite({ fund, head, sequence, leafHash, now, dueChanged }: LockedFund): HeadWrite {
  const grown = sequence > head.sequence;
  const recordedAt = grown ? now : head.recordedAt;
  return {
    fund,
    expectedSequence: head.sequence,
    sequence,
    leafHash,
    ...(recordedAt !== undefined && { recordedAt }),
    dueChanged,
  };
}

function documentWrite(document: Document, version: number): DocumentWrite {
  const { fund, kind, id, state, revision, dueAt, stored } = document;
  const data = encodeState(state);
  return { fund, kind, id, version, revision, ...(dueAt !== undefined && { dueAt }), data, isNew: !stored };
}

function accountWrite({ fund, account, balance, mayGoNegative, stored }: AccountBalance): AccountWrite {
  return { fund, account, balance, mayGoNegative, isNew: !stored };
}

function cursorWrite({ cursor, expectedSequence }: CursorState): CursorWrite {
  return { ...cursor, expectedSequence };
}
