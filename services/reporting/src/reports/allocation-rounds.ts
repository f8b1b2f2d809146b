import { amountText, type Question } from './question.ts';
import { column, equalSums, type ReportBody, type ReportRow, sumOf } from './report.ts';

/** A call and what was set aside for its projects, in minor units; projects without a call are one round without id. */
export interface Round {
  readonly fund: string;
  readonly callId: string | null;
  readonly title: string | null;
  readonly origin: string | null;
  readonly year: number | null;
  readonly windowId: string | null;
  readonly planned: bigint | null;
  readonly projects: number;
  readonly approvedBudget: bigint;
}

const COLUMNS = [
  column('callId', 'text', 'Call', 'Appel'),
  column('title', 'text', 'Title', 'Titre'),
  column('source', 'text', 'Source', 'Source'),
  column('year', 'count', 'Year', 'Année'),
  column('windowId', 'text', 'Window', 'Guichet'),
  column('planned', 'money', 'Planned', 'Prévu'),
  column('projects', 'count', 'Projects funded', 'Projets financés'),
  column('approvedBudget', 'money', 'Set aside for them', 'Montant qui leur est alloué'),
];

/** Number and sum of the projects of every call; `allocated` is what the whole fund has set aside. */
export function allocationRounds(question: Question, all: readonly Round[], allocated: bigint): ReportBody {
  const { windowId, year } = question;
  const shown = all.filter(
    (round) =>
      (windowId === undefined || round.windowId === windowId) && (year === undefined || round.year === year),
  );
  return {
    title: { en: 'Allocation rounds', fr: 'Séries d’allocations' },
    columns: COLUMNS,
    rows: shown.map((round) => roundCells(question, round)),
    totals: {
      planned: amountText(
        question,
        sumOf(shown, ({ planned }) => planned ?? 0n),
      ),
      projects: shown.reduce((sum, { projects }) => sum + projects, 0),
      approvedBudget: amountText(
        question,
        sumOf(shown, ({ approvedBudget }) => approvedBudget),
      ),
    },
    checks: [
      equalSums(
        'set aside in all rounds and outside of any = allocated by the fund',
        sumOf(all, ({ approvedBudget }) => approvedBudget),
        allocated,
      ),
    ],
  };
}

/** One round as a row. */
export function roundCells(question: Pick<Question, 'charter'>, round: Round): ReportRow {
  const { callId, title, origin, year, windowId, planned, projects, approvedBudget } = round;
  return {
    callId,
    title,
    source: origin,
    year,
    windowId,
    planned: planned === null ? null : amountText(question, planned),
    projects,
    approvedBudget: amountText(question, approvedBudget),
  };
}
