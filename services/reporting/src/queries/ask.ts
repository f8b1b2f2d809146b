import { createHash } from 'node:crypto';
import { type Instant, localDate } from '@mdtf/domain';
import { BEGINNING } from '@mdtf/fund-log';
import type pg from 'pg';
import type { Question } from '../reports/question.ts';
import type { Report, ReportName } from '../reports/report.ts';
import { chartersOf } from './charters.ts';
import { reportBody } from './named-report.ts';
import type { Sources } from './sources.ts';

export type { Report } from '../reports/report.ts';

/** What a caller may say of when and of what a report is. */
export interface Asked {
  readonly asOf?: string | undefined;
  readonly knownAt?: Instant | undefined;
  readonly windowId?: string | undefined;
  readonly year?: number | undefined;
}

/** A question that can be answered, or why it cannot: no such fund, nothing read yet, or known only up to an instant. */
export type Understood =
  | { readonly question: Question; readonly positions: readonly string[]; readonly tag: string }
  | { readonly problem: 'no-such-fund' | 'nothing-read' }
  | { readonly problem: 'not-yet-complete'; readonly completeThrough: Instant };

/**
 * Makes a question of what a caller asks: known at the latest instant up to which everything is known, as of that
 * instant's day, unless the caller says otherwise. The tag changes with what the answer may depend on.
 */
export async function understand(
  { pool, sources }: { readonly pool: pg.Pool; readonly sources: Sources },
  name: ReportName,
  fund: string,
  asked: Asked,
): Promise<Understood> {
  const complete = await completeFor(sources, fund, asked.knownAt);
  const knownAt = asked.knownAt === undefined ? complete : normal(asked.knownAt);
  // After the tables have caught up: the charter is among them.
  const [charters, positions, platform] = await Promise.all([
    chartersOf(pool, fund),
    sources.positions(fund, knownAt ?? BEGINNING),
    sources.platform(),
  ]);
  if (charters === undefined) return { problem: 'no-such-fund' };
  if (complete === undefined || knownAt === undefined) return { problem: 'nothing-read' };
  if (knownAt > complete) return { problem: 'not-yet-complete', completeThrough: complete };
  const asOf = asked.asOf ?? localDate(knownAt, charters.knownAt(knownAt).timeZone);
  const { windowId, year } = asked;
  const question = { fund, charter: charters.inForce(asOf, knownAt), asOf, knownAt, windowId, year };
  const parts = [name, fund, asOf, windowId, year, positions, platform];
  return { question, positions, tag: createHash('sha256').update(JSON.stringify(parts)).digest('base64url') };
}

/** A named report in answer to a question. */
export async function answer(
  pool: pg.Pool,
  name: ReportName,
  question: Question,
  positions: readonly string[],
): Promise<Report> {
  const { fund, charter, asOf, knownAt } = question;
  const { title, columns, rows, totals, checks } = await reportBody(pool, name, question);
  return {
    report: name,
    title,
    fundId: fund,
    currency: charter.currency,
    asOf,
    knownAt,
    positions: [...positions],
    columns: [...columns],
    rows: [...rows],
    totals,
    checks: [...checks],
  };
}

/** The sources are asked anew only where what they said last does not reach far enough. */
async function completeFor(
  sources: Sources,
  fund: string,
  knownAt: Instant | undefined,
): Promise<Instant | undefined> {
  const known = sources.completeThrough(fund);
  if (knownAt !== undefined && known !== undefined && normal(knownAt) <= known) return known;
  return sources.catchUp(fund);
}

/** With milliseconds, so that instants compare as text. */
function normal(instant: Instant): Instant {
  return new Date(instant).toISOString();
}
