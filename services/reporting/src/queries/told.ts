import { type Instant, type Language, type Localised, type Money, minorOf, moneyOf } from '@mdtf/domain';
import type pg from 'pg';
import type { Told } from '../domain/notices/mail-texts.ts';
import { deadlinesOf } from './deadlines.ts';
import type { ClaimedMessage } from './outbox.ts';
import { audiencesIn } from './people.ts';
import { isNotice } from './schedule.ts';

/** A message put together from what stands now, and where it goes. */
export interface Letter {
  readonly address: string;
  readonly language: Language;
  readonly fundTitle: Localised;
  readonly told: Told;
}

/** Items of an agenda in one message. */
const MAX_AGENDA = 100;

/** What a message says now; undefined where there is nothing to say or nobody to say it to any more. */
export async function letterOf(
  pool: pg.Pool,
  { fund, about, person, kind }: ClaimedMessage,
): Promise<Letter | undefined> {
  const { rows } = await pool.query<{
    email: string;
    language: Language;
    title_en: string;
    title_fr: string;
  }>(
    `SELECT c.email, c.language, ch.title_en, ch.title_fr FROM contact c,
       LATERAL (SELECT title_en, title_fr FROM charter WHERE fund = c.fund ORDER BY sequence DESC LIMIT 1) ch
     WHERE c.fund = $1 AND c.person = $2 AND c.email IS NOT NULL`,
    [fund, person],
  );
  const [contact] = rows;
  const audiences = (await audiencesIn(pool, fund, [person])).get(person)?.audiences ?? [];
  const found =
    kind === 'decision' ? await decisionOf(pool, fund, about) : await deadlineOf(pool, fund, about, kind);
  if (contact === undefined || found === undefined || !found.audience.some((one) => audiences.includes(one)))
    return undefined;
  const { email, language, title_en: en, title_fr: fr } = contact;
  return { address: email, language, fundTitle: { en, fr }, told: found.told };
}

interface Found {
  readonly audience: readonly string[];
  readonly told: Told;
}

async function deadlineOf(
  pool: pg.Pool,
  fund: string,
  deadlineId: string,
  kind: string,
): Promise<Found | undefined> {
  const [deadline] = await deadlinesOf(pool, fund, { deadlineId, state: 'open', limit: 1 });
  if (deadline === undefined) return undefined;
  const { audience, due, timeZone, title, facts } = deadline;
  if (kind === 'notice')
    return isNotice(deadline) ? { audience, told: noticeOf(facts, due, timeZone) } : undefined;
  const isSession = deadline.kind === 'session';
  const agenda = isSession ? await agendaOf(pool, fund, deadline.subjectId) : [];
  const place = typeof facts.place === 'string' ? facts.place : null;
  return { audience, told: { kind: 'reminder', title, due, timeZone, isSession, place, agenda } };
}

function noticeOf(facts: Readonly<Record<string, unknown>>, due: Instant, timeZone: string): Told {
  const { seat, title, requested, reason } = facts as {
    seat: string;
    title: string;
    requested: Money | null;
    reason: string;
  };
  return { kind: 'notice', seat, title, requested, reason, due, timeZone };
}

async function agendaOf(pool: pg.Pool, fund: string, sessionId: string): Promise<readonly string[]> {
  const { rows } = await pool.query<{ title: string }>(
    `SELECT title FROM agenda_item WHERE fund = $1 AND session_id = $2 ORDER BY sequence LIMIT ${MAX_AGENDA}`,
    [fund, sessionId],
  );
  return rows.map(({ title }) => title);
}

interface DecisionRow {
  readonly audience: readonly string[];
  readonly title: string;
  readonly outcome: Extract<Told, { kind: 'decision' }>['outcome'];
  readonly reason: string;
  readonly decidedOn: string;
  readonly facts: {
    readonly amounts: readonly { readonly amount: Money }[];
    readonly conditions: Extract<Told, { kind: 'decision' }>['conditions'];
    /** Absent of what was read before reasons had both languages. */
    readonly reasonIn?: Localised | null;
  };
}

async function decisionOf(pool: pg.Pool, fund: string, about: string): Promise<Found | undefined> {
  const { rows } = await pool.query<DecisionRow>(
    `SELECT audience, title, outcome, reason, decided_on AS "decidedOn", facts FROM announcement
     WHERE fund = $1 AND announcement_id = $2 ORDER BY sequence DESC LIMIT 1`,
    [fund, about],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const { audience, facts, reason, ...decision } = row;
  const approved = sumsOf(facts.amounts.map(({ amount }) => amount));
  const told = { ...decision, reason: facts.reasonIn ?? reason, approved, conditions: facts.conditions };
  return { audience, told: { kind: 'decision', ...told } };
}

/** What amounts come to, by currency. */
function sumsOf(amounts: readonly Money[]): readonly Money[] {
  const byCurrency = Map.groupBy(amounts, ({ currency }) => currency);
  return Array.from(byCurrency, ([currency, parts]) =>
    moneyOf(
      parts.reduce((sum, part) => sum + minorOf(part), 0n),
      currency,
    ),
  );
}
