import { addMs, type Instant } from '@mdtf/domain';
import { withTransaction } from '@mdtf/postgres';
import type pg from 'pg';
import { remindersAt } from '../domain/notices/reminders.ts';
import { type Deadline, deadlinesOf, FUND_CLOCK } from './deadlines.ts';
import { audiencesIn } from './people.ts';

/** Funds looked at in one round; those that wait longest come first. */
const MAX_FUNDS = 50;

/** Deadlines read at once, and pages of them in one look at a fund. */
const PAGE = 1_000;
const MAX_PAGES = 100;

/** How long after it was recorded, and after it was taken, a decision is still told. */
const TELL_WITHIN_DAYS = 30;
const DAY_MS = 86_400_000;

const NEVER = 'infinity';

const FUNDS_TO_LOOK_AT = `
  SELECT s.fund FROM notice_schedule s LEFT JOIN head h ON h.fund = s.fund
  WHERE s.look_at <= clock_timestamp() + coalesce(h.offset_ms, 0) * interval '1 ms'
  ORDER BY s.look_at, s.fund LIMIT ${MAX_FUNDS}`;

// Whoever changes what there is to tell waits for this lock and then has the fund looked at again.
const LOCK = `
  SELECT ${FUND_CLOCK} AS now FROM notice_schedule WHERE fund = $1 FOR UPDATE SKIP LOCKED`;

const ANNOUNCEMENTS = `
  SELECT announcement_id AS "about", audience, recorded_at AS "recordedAt" FROM announcement
  WHERE fund = $1 AND recorded_at > $2 AND decided_on >= recorded_at::date - ${TELL_WITHIN_DAYS}`;

const INSERT = `
  INSERT INTO message (fund, about, person, kind, made_at)
  SELECT $1, about, person, kind, $2 FROM unnest($3::text[], $4::text[], $5::text[]) AS m (about, person, kind)
  ON CONFLICT DO NOTHING`;

/** Somebody with an address, and what it may be told. */
interface Recipient {
  readonly person: string;
  readonly tell: readonly string[];
  readonly since: Instant;
  readonly audiences: readonly string[];
}

interface Wanted {
  readonly about: string;
  readonly person: string;
  readonly kind: string;
}

/** Puts down what is to be sent by now in every fund where something changed or fell due; answers how many funds were looked at. */
export async function planMessages(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ fund: string }>(FUNDS_TO_LOOK_AT);
  for (const { fund } of rows) await withTransaction(pool, (client) => planFund(client, fund));
  return rows.length;
}

async function planFund(client: pg.PoolClient, fund: string): Promise<void> {
  const { rows } = await client.query<{ now: Instant }>(LOCK, [fund]);
  const now = rows[0]?.now;
  if (now === undefined) return;
  const recipients = await recipientsOf(client, fund);
  const wanted: Wanted[] = [];
  let next: Instant | undefined;
  if (recipients.length > 0) {
    next = await remindersOf(client, fund, now, recipients, wanted);
    await decisionsOf(client, fund, now, recipients, wanted);
  }
  if (wanted.length > 0) {
    const column = (name: keyof Wanted) => wanted.map((message) => message[name]);
    await client.query(INSERT, [fund, now, column('about'), column('person'), column('kind')]);
  }
  const text = 'UPDATE notice_schedule SET look_at = $2 WHERE fund = $1';
  await client.query(text, [fund, next ?? NEVER]);
}

async function recipientsOf(client: pg.PoolClient, fund: string): Promise<readonly Recipient[]> {
  const text = 'SELECT person, tell, since FROM contact WHERE fund = $1 AND email IS NOT NULL';
  const { rows } = await client.query<Omit<Recipient, 'audiences'>>(text, [fund]);
  if (rows.length === 0) return [];
  const people = await audiencesIn(
    client,
    fund,
    rows.map(({ person }) => person),
  );
  return rows.flatMap((row) => {
    const audiences = people.get(row.person)?.audiences;
    return audiences === undefined ? [] : [{ ...row, audiences }];
  });
}

const concerned = (recipients: readonly Recipient[], kind: string, audience: readonly string[]) =>
  recipients.filter(
    ({ tell, audiences }) => tell.includes(kind) && audiences.some((one) => audience.includes(one)),
  );

/** Adds what is to be told of deadlines now, and answers when there is more. */
async function remindersOf(
  client: pg.PoolClient,
  fund: string,
  now: Instant,
  recipients: readonly Recipient[],
  wanted: Wanted[],
): Promise<Instant | undefined> {
  let next: Instant | undefined;
  let after: readonly string[] | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const deadlines = await deadlinesOf(client, fund, { state: 'open', dueAfter: now, after, limit: PAGE });
    for (const deadline of deadlines) {
      const { deadlineId: about, kind, audience, due, reminders } = deadline;
      const told = remindersAt(kind, due, now, reminders);
      if (told.next !== undefined && (next === undefined || told.next < next)) next = told.next;
      const kinds = [
        ...(isNotice(deadline) ? ['notice'] : []),
        ...(told.days === undefined ? [] : [`reminder-${told.days}`]),
      ];
      for (const { person } of kinds.length === 0 ? [] : concerned(recipients, kind, audience))
        for (const one of kinds) wanted.push({ about, person, kind: one });
    }
    const last = deadlines.at(-1);
    if (deadlines.length < PAGE || last === undefined) break;
    after = [last.due, last.deadlineId];
  }
  return next;
}

/** Whether a deadline is of a seat that is asked outside a meeting: it gets a notice at once. */
export const isNotice = ({ kind, facts }: Pick<Deadline, 'kind' | 'facts'>): boolean =>
  kind === 'non-objection' && typeof facts.seat === 'string';

async function decisionsOf(
  client: pg.PoolClient,
  fund: string,
  now: Instant,
  recipients: readonly Recipient[],
  wanted: Wanted[],
): Promise<void> {
  const since = addMs(now, -TELL_WITHIN_DAYS * DAY_MS);
  const { rows } = await client.query<{
    about: string;
    audience: readonly string[];
    recordedAt: Instant;
  }>(ANNOUNCEMENTS, [fund, since]);
  for (const { about, audience, recordedAt } of rows)
    for (const recipient of concerned(recipients, 'decision', audience))
      if (recordedAt >= recipient.since) wanted.push({ about, person: recipient.person, kind: 'decision' });
}
