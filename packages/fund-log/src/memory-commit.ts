import type { Instant } from '@mdtf/domain';
import { GENESIS } from './log-reader.ts';
import { answerName, type MemoryTables } from './memory-tables.ts';
import { type BatchWrite, StoreFailure } from './store.ts';

/** Writes a batch into the tables: everything, or nothing where a constraint of the database would refuse it. */
export function commitToMemory(tables: MemoryTables, write: BatchWrite, now: Instant): void {
  refuseWhatTheDatabaseWould(tables, write);
  for (const entry of write.entries) {
    const log = tables.entries.get(entry.fund) ?? [];
    tables.entries.set(entry.fund, log);
    log.push(entry);
  }
  for (const { isNew: _, ...document } of write.documents) {
    const ofFund = tables.documents.get(document.fund) ?? new Map();
    tables.documents.set(document.fund, ofFund);
    ofFund.set(`${document.kind}/${document.id}`, document);
  }
  for (const { isNew: _, ...account } of write.accounts)
    tables.accounts.set(`${account.fund}/${account.account}`, account);
  tables.postings.push(...write.postings);
  for (const answer of write.answers) tables.answers.set(answerName(answer), { ...answer, createdAt: now });
  for (const { expectedSequence: _, ...cursor } of write.cursors) {
    tables.cursors.set(`${cursor.source}/${cursor.fund}`, cursor);
  }
  tables.refusals.push(...write.refusals);
  moveHeads(tables, write);
}

function moveHeads(tables: MemoryTables, write: BatchWrite): void {
  for (const { fund, sequence, leafHash, recordedAt, dueChanged } of write.heads) {
    const head = tables.heads.get(fund);
    if (head === undefined) continue;
    Object.assign(head, { sequence, leafHash, recordedAt: recordedAt ?? head.recordedAt });
    if (dueChanged) head.nextDue = earliestDue(tables, fund);
  }
}

function earliestDue(tables: MemoryTables, fund: string): Instant | undefined {
  let earliest: Instant | undefined;
  for (const { dueAt } of tables.documents.get(fund)?.values() ?? []) {
    if (dueAt !== undefined && (earliest === undefined || dueAt < earliest)) earliest = dueAt;
  }
  return earliest;
}

function refuseWhatTheDatabaseWould(tables: MemoryTables, write: BatchWrite): void {
  for (const { fund, expectedSequence } of write.heads) {
    const { sequence } = tables.heads.get(fund) ?? { sequence: 0n };
    if (sequence !== expectedSequence)
      throw new StoreFailure('conflict', 'no', `The head of ${fund} has moved`);
  }
  for (const { source, fund, expectedSequence } of write.cursors) {
    const { sequence } = tables.cursors.get(`${source}/${fund}`) ?? { sequence: 0n, leafHash: GENESIS };
    if (sequence !== expectedSequence)
      throw new StoreFailure('conflict', 'no', `The cursor of ${source} has moved`);
  }
  for (const { fund, account, balance, mayGoNegative } of write.accounts) {
    if (balance < 0n && !mayGoNegative)
      throw new StoreFailure('refused', 'no', `${account} of ${fund} below zero`);
  }
  for (const answer of write.answers) {
    if (tables.answers.has(answerName(answer)))
      throw new StoreFailure('refused', 'no', `${answer.key} is taken`);
  }
  const texts = write.documents.flatMap(({ id, data }) => [id, data.includes('\\u0000') ? '\0' : '']);
  if (texts.some((text) => text.includes('\0')))
    throw new StoreFailure('refused', 'no', 'A text holds a zero byte');
}
