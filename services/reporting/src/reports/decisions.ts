import { type LocalDate, type Localised, type Money, textIn } from '@mdtf/domain';
import { amountText, type Question } from './question.ts';
import { column, type ReportBody, type ReportRow, sumOf } from './report.ts';

interface ApprovedPart {
  readonly pot: string;
  readonly windowId: string | null;
  readonly amount: Money;
}

/** A decision of the committee and what became of it; amounts in minor units. */
export interface Decision {
  readonly decisionId: string;
  readonly decidedOn: LocalDate;
  readonly sessionId: string | null;
  readonly onPaper: string | null;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly title: string;
  readonly outcome: string;
  readonly approved: bigint;
  readonly amounts: readonly ApprovedPart[];
  readonly conditions: readonly { readonly text: string }[];
  readonly quorum: {
    readonly entitled: readonly string[];
    readonly present: readonly string[];
    readonly recused: readonly string[];
    readonly needed: number;
    readonly met: boolean;
  } | null;
  readonly tally: {
    readonly method: string;
    readonly for: number;
    readonly against: number;
    readonly abstained: number;
    readonly needed: number;
  } | null;
  /** A person's own words are in one language, whichever. */
  readonly reason: Localised | string;
  readonly carriedOut: boolean | null;
  readonly allocationId: string | null;
  /** Why not; in English where that alone was recorded. */
  readonly notCarriedOut: Localised | string | null;
  /** The earlier decision that it amends. */
  readonly amends: string | null;
  readonly amendedBy: readonly string[];
  readonly revokedBy: string | null;
}

const COLUMNS = [
  column('decisionId', 'text', 'Decision', 'Décision'),
  column('decidedOn', 'date', 'Decided on', 'Décidé le'),
  column('session', 'text', 'Session', 'Session'),
  column('onPaper', 'text', 'Document of a decision on paper', 'Document d’une décision sur papier'),
  column('subjectKind', 'text', 'Kind of subject', 'Nature de l’objet'),
  column('subject', 'text', 'Subject', 'Objet'),
  column('title', 'text', 'Title', 'Titre'),
  column('outcome', 'text', 'Outcome', 'Issue'),
  column('approved', 'money', 'Approved', 'Approuvé'),
  column('amounts', 'text', 'By pot and window', 'Par enveloppe et guichet'),
  column('entitled', 'count', 'Seats entitled', 'Sièges ayant droit'),
  column('present', 'count', 'Seats present', 'Sièges présents'),
  column('recused', 'count', 'Seats recused', 'Sièges en déport'),
  column('quorumNeeded', 'count', 'Seats needed', 'Sièges requis'),
  column('quorumMet', 'boolean', 'Quorum met', 'Quorum atteint'),
  column('method', 'text', 'Method', 'Méthode'),
  column('votesFor', 'count', 'For', 'Pour'),
  column('votesAgainst', 'count', 'Against', 'Contre'),
  column('votesAbstained', 'count', 'Abstained', 'Abstentions'),
  column('votesNeeded', 'count', 'Votes needed', 'Voix requises'),
  column('reason', 'text', 'Reason', 'Motif'),
  column('reason_fr', 'text', 'Reason (French)', 'Motif (français)'),
  column('conditions', 'text', 'Conditions', 'Conditions'),
  column('carriedOut', 'boolean', 'Carried out', 'Exécutée'),
  column('allocationId', 'text', 'Allocation', 'Allocation'),
  column('notCarriedOutReason', 'text', 'Why not carried out', 'Motif de non-exécution'),
  column(
    'notCarriedOutReason_fr',
    'text',
    'Why not carried out (French)',
    'Motif de non-exécution (français)',
  ),
  column('amends', 'text', 'Amends decision', 'Amende la décision'),
  column('amendedBy', 'text', 'Amended by', 'Amendée par'),
  column('revokedBy', 'text', 'Revoked by', 'Révoquée par'),
];

/** Every decision: on what, by whom counted, why, and whether its money was set aside. */
export function decisions(question: Question, all: readonly Decision[]): ReportBody {
  const approved = all.filter(({ outcome }) => outcome === 'approved');
  return {
    title: { en: 'Decisions', fr: 'Décisions' },
    columns: COLUMNS,
    rows: all.map((decision) => cells(question, decision)),
    totals: {
      approved: amountText(
        question,
        sumOf(approved, (decision) => decision.approved),
      ),
    },
    checks: [
      {
        check: 'what was carried out had been approved',
        holds: all.every(({ carriedOut, outcome }) => carriedOut !== true || outcome === 'approved'),
      },
    ],
  };
}

function cells(question: Question, decision: Decision): ReportRow {
  const { quorum, tally } = decision;
  return {
    decisionId: decision.decisionId,
    decidedOn: decision.decidedOn,
    session: decision.sessionId,
    onPaper: decision.onPaper,
    subjectKind: decision.subjectKind,
    subject: decision.subjectId,
    title: decision.title,
    outcome: decision.outcome,
    approved: amountText(question, decision.approved),
    amounts: decision.amounts.map(partText).join('; '),
    entitled: quorum?.entitled.length ?? null,
    present: quorum?.present.length ?? null,
    recused: quorum?.recused.length ?? null,
    quorumNeeded: quorum?.needed ?? null,
    quorumMet: quorum?.met ?? null,
    method: tally?.method ?? null,
    votesFor: tally?.for ?? null,
    votesAgainst: tally?.against ?? null,
    votesAbstained: tally?.abstained ?? null,
    votesNeeded: tally?.needed ?? null,
    reason: textIn(decision.reason, 'en'),
    reason_fr: textIn(decision.reason, 'fr'),
    conditions: decision.conditions.map(({ text }) => text).join('; '),
    carriedOut: decision.carriedOut,
    allocationId: decision.allocationId,
    notCarriedOutReason: decision.notCarriedOut && textIn(decision.notCarriedOut, 'en'),
    notCarriedOutReason_fr: decision.notCarriedOut && textIn(decision.notCarriedOut, 'fr'),
    amends: decision.amends,
    amendedBy: decision.amendedBy.join('; '),
    revokedBy: decision.revokedBy,
  };
}

function partText({ pot, windowId, amount }: ApprovedPart): string {
  return `${pot}${windowId === null ? '' : ` (${windowId})`} ${amount.amount}`;
}
