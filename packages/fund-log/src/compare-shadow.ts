import type pg from 'pg';
import type { FoldedPosting } from './fold-shadow.ts';

/** Something in use that is not what the log says. */
export interface Difference {
  readonly fund: string;
  readonly what: 'state' | 'account' | 'posting';
  /** `kind/id`, an account, or an entry's sequence. */
  readonly name: string;
  /** As in use; absent when only the log has it. */
  readonly inUse?: string;
  /** As folded from the log; absent when only what is in use has it. */
  readonly folded?: string;
}

/** Differences told in words; the rest are only counted. */
export const MAX_TOLD_DIFFERENCES = 1_000;

/** What differs between a fund's states and accounts and those folded anew. */
export async function compareShadow(client: pg.ClientBase, fund: string): Promise<Difference[]> {
  const { rows: states } = await client.query(
    `SELECT 'state' AS what, coalesce(s.kind, n.kind) || '/' || coalesce(s.id, n.id) AS name,
            s.data::text AS in_use, n.data::text AS folded
     FROM (SELECT * FROM state WHERE fund = $1) s FULL JOIN shadow_state n ON n.kind = s.kind AND n.id = s.id
     WHERE (s.version, s.revision, s.due_at, s.data) IS DISTINCT FROM (n.version, n.revision, n.due_at, n.data)
     ORDER BY name`,
    [fund],
  );
  const { rows: accounts } = await client.query(
    `SELECT 'account' AS what, coalesce(a.account, n.account) AS name,
            a.balance::text AS in_use, n.balance::text AS folded
     FROM (SELECT * FROM account WHERE fund = $1) a FULL JOIN shadow_account n ON n.account = a.account
     WHERE (a.balance, a.may_go_negative) IS DISTINCT FROM (n.balance, n.may_go_negative)
     ORDER BY name`,
    [fund],
  );
  return [...states, ...accounts].map(({ what, name, in_use, folded }) => ({
    fund,
    what,
    name,
    ...(in_use !== null && { inUse: in_use }),
    ...(folded !== null && { folded }),
  }));
}

/** Puts what was folded anew in the place of what is in use, and makes every process forget what it remembers of the fund. */
export async function swapShadow(client: pg.ClientBase, fund: string): Promise<void> {
  await client.query(
    `DELETE FROM state s WHERE fund = $1
       AND NOT EXISTS (SELECT 1 FROM shadow_state n WHERE n.kind = s.kind AND n.id = s.id)`,
    [fund],
  );
  await client.query(
    `INSERT INTO state AS s SELECT * FROM shadow_state
     ON CONFLICT (fund, kind, id) DO UPDATE
     SET version = excluded.version, revision = excluded.revision, due_at = excluded.due_at, data = excluded.data
     WHERE (s.version, s.revision, s.due_at, s.data)
           IS DISTINCT FROM (excluded.version, excluded.revision, excluded.due_at, excluded.data)`,
  );
  await client.query(
    `DELETE FROM account a WHERE fund = $1
       AND NOT EXISTS (SELECT 1 FROM shadow_account n WHERE n.account = a.account)`,
    [fund],
  );
  await client.query(
    `INSERT INTO account SELECT * FROM shadow_account
     ON CONFLICT (fund, account) DO UPDATE
     SET balance = excluded.balance, may_go_negative = excluded.may_go_negative`,
  );
  await client.query(
    `UPDATE head SET generation = generation + 1, next_due = (SELECT min(due_at) FROM state WHERE fund = $1)
     WHERE fund = $1`,
    [fund],
  );
}

/** Whether the books say of these entries what the log says; they are append-only, so a difference is only told. */
export async function comparePostings(
  client: pg.ClientBase,
  fund: string,
  range: { readonly from: bigint; readonly through: bigint },
  folded: readonly FoldedPosting[],
): Promise<Difference[]> {
  const { rows } = await client.query<{ sequence: bigint; text: string }>(
    `SELECT sequence, concat_ws(' ', line, debit, credit, amount, debit_balance, credit_balance) AS text
     FROM posting WHERE fund = $1 AND sequence BETWEEN $2::bigint AND $3::bigint ORDER BY sequence, line`,
    [fund, range.from, range.through],
  );
  const inUse = bySequence(rows);
  const expected = bySequence(
    folded.map((posting) => ({ sequence: posting.sequence, text: textOf(posting) })),
  );
  const sequences = new Set([...inUse.keys(), ...expected.keys()]);
  return [...sequences].flatMap((sequence) => {
    const [a, b] = [inUse.get(sequence), expected.get(sequence)];
    if (a === b) return [];
    return [
      {
        fund,
        what: 'posting' as const,
        name: String(sequence),
        ...(a !== undefined && { inUse: a }),
        ...(b !== undefined && { folded: b }),
      },
    ];
  });
}

function textOf({ line, debit, credit, amountMinor, debitBalance, creditBalance }: FoldedPosting): string {
  return `${line} ${debit} ${credit} ${amountMinor} ${debitBalance} ${creditBalance}`;
}

function bySequence(lines: readonly { sequence: bigint; text: string }[]): Map<bigint, string> {
  const texts = new Map<bigint, string>();
  for (const { sequence, text } of lines) {
    const before = texts.get(sequence);
    texts.set(sequence, before === undefined ? text : `${before}; ${text}`);
  }
  return texts;
}
