import type pg from 'pg';
import { boolArray, byteaArray, int8Array, textArray, timestamptzArray } from './sql-arrays.ts';
import { type AppendedRows, type BatchWrite, FACTS, type StoredDocument } from './store.ts';

// What a batch writes: at most one statement per table, whatever the number of rows.

const MAX_REFUSED_REACTIONS = 10_000;

/** A prepared statement with its values. */
type Statement = Required<Pick<pg.QueryConfig, 'name' | 'text' | 'values'>>;

/** The statement for rows that are only added, if there are any: one for all three tables, since each costs its way. */
export function appendStatements({ entries, postings, answers }: AppendedRows): Statement[] {
  if (entries.length + postings.length + answers.length === 0) return [];
  return [
    {
      name: 'fund_log_append',
      text: APPEND,
      values: [...entryArrays(entries), ...postingArrays(postings), ...answerArrays(answers)],
    },
  ];
}

const APPEND = `WITH
  entries AS (
    INSERT INTO entry (fund, sequence, type, subject, visibility, time, recorded_at, envelope, salt, payload, traceparent)
    SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::timestamptz[],
                         $7::timestamptz[], $8::text[], $9::bytea[], $10::text[], $11::text[])),
  postings AS (
    INSERT INTO posting (fund, sequence, line, debit, credit, amount, debit_balance, credit_balance, time, recorded_at)
    SELECT fund, sequence, line, debit, credit, amount::numeric, debit_balance::numeric, credit_balance::numeric,
           time, recorded_at
    FROM unnest($12::text[], $13::bigint[], $14::bigint[], $15::text[], $16::text[], $17::text[], $18::text[],
                $19::text[], $20::timestamptz[], $21::timestamptz[])
         AS new (fund, sequence, line, debit, credit, amount, debit_balance, credit_balance, time, recorded_at)),
  answers AS (
    INSERT INTO idempotency (fund, actor, key, fingerprint, outcome, sequence, events, answer)
    SELECT * FROM unnest($22::text[], $23::text[], $24::text[], $25::text[], $26::text[], $27::bigint[], $28::bigint[],
                         $29::text[]))
  SELECT`;

/** The statements that end a batch, in the order in which they must run; tables with nothing to write have none. */
export function writeStatements(write: BatchWrite): Statement[] {
  const newDocuments = write.documents.filter(({ isNew }) => isNew);
  const changedDocuments = write.documents.filter(({ isNew }) => !isNew);
  const newAccounts = write.accounts.filter(({ isNew }) => isNew);
  const changedAccounts = write.accounts.filter(({ isNew }) => !isNew);
  return [
    ...appendStatements(write),
    ...(newDocuments.length > 0 ? [insertDocuments(newDocuments)] : []),
    ...(changedDocuments.length > 0 ? [updateDocuments(changedDocuments)] : []),
    ...(newAccounts.length > 0 ? [insertAccounts(newAccounts)] : []),
    ...(changedAccounts.length > 0 ? [updateAccounts(changedAccounts)] : []),
    ...(write.cursors.length > 0 ? [cursors(write.cursors)] : []),
    ...(write.refusals.length > 0 ? [refusals(write.refusals), forgetRefusals()] : []),
    // After the documents, among which it looks for the next one due.
    ...(write.heads.length > 0 ? [heads(write.heads)] : []),
  ];
}

function entryArrays(rows: BatchWrite['entries']): Buffer[] {
  return [
    textArray(rows.map((row) => row.fund)),
    int8Array(rows.map((row) => row.sequence)),
    textArray(rows.map((row) => row.type)),
    textArray(rows.map((row) => row.subject)),
    textArray(rows.map((row) => row.visibility)),
    timestamptzArray(rows.map((row) => row.time)),
    timestamptzArray(rows.map((row) => row.recordedAt)),
    textArray(rows.map((row) => row.envelope)),
    byteaArray(rows.map((row) => row.salt)),
    textArray(rows.map((row) => row.payload)),
    textArray(rows.map((row) => row.traceparent)),
  ];
}

function insertDocuments(rows: BatchWrite['documents']): Statement {
  return {
    name: 'fund_log_insert_documents',
    text: `INSERT INTO state (fund, kind, id, version, revision, due_at, data)
           SELECT fund, kind, id, version, revision, due_at, data::jsonb FROM ${DOCUMENT_ROWS}`,
    values: documentArrays(rows),
  };
}

function updateDocuments(rows: BatchWrite['documents']): Statement {
  return {
    name: 'fund_log_update_documents',
    text: `WITH changed AS (
             UPDATE state s
             SET version = new.version, revision = new.revision, due_at = new.due_at, data = new.data::jsonb
             FROM ${DOCUMENT_ROWS}
             WHERE s.fund = new.fund AND s.kind = new.kind AND s.id = new.id
             RETURNING 1)
           SELECT expect_rows((SELECT count(*) FROM changed), $8, 'documents')`,
    values: [...documentArrays(rows), rows.length],
  };
}

export const DOCUMENT_ROWS = `unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::timestamptz[], $7::text[])
  AS new (fund, kind, id, version, revision, due_at, data)`;

export function documentArrays(rows: readonly StoredDocument[]): Buffer[] {
  return [
    textArray(rows.map((row) => row.fund)),
    textArray(rows.map((row) => row.kind)),
    textArray(rows.map((row) => row.id)),
    int8Array(rows.map((row) => row.version)),
    int8Array(rows.map((row) => row.revision)),
    timestamptzArray(rows.map((row) => row.dueAt)),
    textArray(rows.map((row) => row.data)),
  ];
}

function insertAccounts(rows: BatchWrite['accounts']): Statement {
  return {
    name: 'fund_log_insert_accounts',
    text: `INSERT INTO account (fund, account, balance, may_go_negative)
           SELECT fund, account, balance::numeric, may_go_negative FROM ${ACCOUNT_ROWS}`,
    values: accountArrays(rows),
  };
}

function updateAccounts(rows: BatchWrite['accounts']): Statement {
  return {
    name: 'fund_log_update_accounts',
    text: `WITH changed AS (
             UPDATE account a SET balance = new.balance::numeric, may_go_negative = new.may_go_negative
             FROM ${ACCOUNT_ROWS}
             WHERE a.fund = new.fund AND a.account = new.account
             RETURNING 1)
           SELECT expect_rows((SELECT count(*) FROM changed), $5, 'accounts')`,
    values: [...accountArrays(rows), rows.length],
  };
}

const ACCOUNT_ROWS = `unnest($1::text[], $2::text[], $3::text[], $4::boolean[])
  AS new (fund, account, balance, may_go_negative)`;

function accountArrays(rows: BatchWrite['accounts']): Buffer[] {
  return [
    textArray(rows.map((row) => row.fund)),
    textArray(rows.map((row) => row.account)),
    textArray(rows.map((row) => String(row.balance))),
    boolArray(rows.map((row) => row.mayGoNegative)),
  ];
}

function postingArrays(rows: BatchWrite['postings']): Buffer[] {
  return [
    textArray(rows.map((row) => row.fund)),
    int8Array(rows.map((row) => row.sequence)),
    int8Array(rows.map((row) => row.line)),
    textArray(rows.map((row) => row.debit)),
    textArray(rows.map((row) => row.credit)),
    textArray(rows.map((row) => String(row.amountMinor))),
    textArray(rows.map((row) => String(row.debitBalance))),
    textArray(rows.map((row) => String(row.creditBalance))),
    timestamptzArray(rows.map((row) => row.time)),
    timestamptzArray(rows.map((row) => row.recordedAt)),
  ];
}

function answerArrays(rows: BatchWrite['answers']): Buffer[] {
  return [
    textArray(rows.map((row) => row.fund)),
    textArray(rows.map((row) => row.actor)),
    textArray(rows.map((row) => row.key)),
    textArray(rows.map((row) => row.fingerprint)),
    textArray(rows.map((row) => row.outcome)),
    int8Array(rows.map((row) => row.sequence)),
    int8Array(rows.map((row) => row.events)),
    textArray(rows.map((row) => row.answer)),
  ];
}

function cursors(rows: BatchWrite['cursors']): Statement {
  return {
    name: 'fund_log_upsert_cursors',
    text: `WITH moved AS (
             INSERT INTO cursor AS c (subscriber, fund, source, sequence, leaf_hash, attempts, parked_reason, parked_at)
             SELECT '${FACTS}', fund, source, sequence, leaf_hash, attempts, parked_reason, parked_at
             FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::bigint[], $6::text[], $7::timestamptz[])
                  AS new (fund, source, sequence, leaf_hash, attempts, parked_reason, parked_at)
             ON CONFLICT (subscriber, fund, source) DO UPDATE
             SET sequence = excluded.sequence, leaf_hash = excluded.leaf_hash, attempts = excluded.attempts,
                 parked_reason = excluded.parked_reason, parked_at = excluded.parked_at
             WHERE (c.fund, c.source, c.sequence) IN (SELECT * FROM unnest($1::text[], $2::text[], $8::bigint[]))
             RETURNING 1)
           SELECT expect_rows((SELECT count(*) FROM moved), $9, 'cursors')`,
    values: [
      textArray(rows.map((row) => row.fund)),
      textArray(rows.map((row) => row.source)),
      int8Array(rows.map((row) => row.sequence)),
      textArray(rows.map((row) => row.leafHash)),
      int8Array(rows.map((row) => row.attempts)),
      textArray(rows.map((row) => row.parkedReason)),
      timestamptzArray(rows.map((row) => row.parkedAt)),
      int8Array(rows.map((row) => row.expectedSequence)),
      rows.length,
    ],
  };
}

function refusals(rows: BatchWrite['refusals']): Statement {
  return {
    name: 'fund_log_insert_refusals',
    text: `INSERT INTO refused_reaction (source, fund, sequence, command, rejection)
           SELECT source, fund, sequence, command, rejection::jsonb
           FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[])
                AS new (source, fund, sequence, command, rejection)`,
    values: [
      textArray(rows.map((row) => row.source)),
      textArray(rows.map((row) => row.fund)),
      int8Array(rows.map((row) => row.sequence)),
      textArray(rows.map((row) => row.command)),
      textArray(rows.map((row) => JSON.stringify(row.rejection))),
    ],
  };
}

function forgetRefusals(): Statement {
  return {
    name: 'fund_log_forget_refusals',
    text: `DELETE FROM refused_reaction WHERE number <= (SELECT max(number) - $1::bigint FROM refused_reaction)`,
    values: [MAX_REFUSED_REACTIONS],
  };
}

function heads(rows: BatchWrite['heads']): Statement {
  return {
    name: 'fund_log_move_heads',
    text: `WITH moved AS (
             UPDATE head h
             SET sequence = new.sequence, leaf_hash = new.leaf_hash, recorded_at = new.recorded_at,
                 next_due = CASE WHEN new.due_changed
                                 THEN (SELECT min(s.due_at) FROM state s WHERE s.fund = h.fund AND s.due_at IS NOT NULL)
                                 ELSE h.next_due END
             FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[], $5::timestamptz[], $6::boolean[])
                  AS new (fund, expected, sequence, leaf_hash, recorded_at, due_changed)
             WHERE h.fund = new.fund AND h.sequence = new.expected
             RETURNING 1)
           SELECT expect_rows((SELECT count(*) FROM moved), $7, 'heads')`,
    values: [
      textArray(rows.map((row) => row.fund)),
      int8Array(rows.map((row) => row.expectedSequence)),
      int8Array(rows.map((row) => row.sequence)),
      textArray(rows.map((row) => row.leafHash)),
      timestamptzArray(rows.map((row) => row.recordedAt)),
      boolArray(rows.map((row) => row.dueChanged)),
      rows.length,
    ],
  };
}
