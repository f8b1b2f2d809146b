import { formatInstant, type Language, textIn } from '@mdtf/domain';
import { amendmentLines } from './amendment-text.ts';
import type { BareRecord, PartOfSeat } from './decision-record.ts';
import { amountText, outcomeText, quorumText, tallyText } from './minutes.ts';
import { OUTCOME_WORDS } from './outcome-words.ts';

/** A record to be read, line by line. */
export function recordText(record: BareRecord, zone: string, language: Language): string {
  const words = WORDS[language];
  const { quorum, tally, session, onPaper, bySilence } = record;
  return [
    `${words.decision} ${record.decisionId}: ${record.title}`,
    `${outcomeText(record.outcome)[language]}, ${record.decidedOn} (${formatInstant(record.time, zone)})`,
    ...(session === null ? [] : [`${words.session} ${session.number}, ${session.place}`]),
    ...(onPaper === null ? [] : [`${words.paper}: ${onPaper.reference}`]),
    ...(bySilence === null
      ? []
      : [
          `${words.silence} ${formatInstant(bySilence.dueAt, zone)}: ${bySilence.agreed} ${words.agree}, ${bySilence.silent} ${words.silent}`,
        ]),
    `${words.charter} ${record.charter.committee}; ${words.rulesOf} ${record.charter.rules}`,
    `${words.reason}: ${textIn(record.reasonIn ?? record.reason, language)}`,
    ...(quorum === null ? [] : [quorumText(quorum, language)]),
    ...(tally === null ? [] : [tallyText(tally, language)]),
    ...record.seats.map((part) => seatText(part, language)),
    ...record.amounts.map((amount) => amountText(amount, language)),
    ...record.conditions.map(({ id, text, owner }) => `${words.condition} ${id} (${owner}): ${text}`),
    ...amendmentLines(record, language),
    ...record.verdicts.map(
      ({ rule, version, outcome, explanation }) =>
        `${rule} v${version}: ${OUTCOME_WORDS[language][outcome]}. ${explanation[language]}`,
    ),
    ...record.effects.map(({ carriedOut, allocationId, reason, reasonIn }) =>
      carriedOut
        ? `${words.carriedOut} ${allocationId}`
        : `${words.notCarriedOut}: ${textIn(reasonIn ?? reason ?? '', language)}`,
    ),
    `${words.entries}: ${record.entries.map(({ sequence }) => sequence).join(', ')}`,
  ].join('\n');
}

function seatText(part: PartOfSeat, language: Language): string {
  const words = WORDS[language];
  const state = part.recused ? words.recused : part.present ? words.present : words.absent;
  const interest = part.interest === null ? '' : ` (${part.interest.nature})`;
  const ballot = part.ballot === null ? '' : `, ${words.ballots[part.ballot]}`;
  const vote = part.voting ? '' : `, ${words.withoutVote}`;
  return `${words.seat} ${part.seat}, ${part.organisation ?? words.vacant}${vote}: ${state}${interest}${ballot}`;
}

const WORDS = {
  en: {
    decision: 'Decision',
    session: 'Session',
    paper: 'On paper',
    silence: 'No objection by',
    agree: 'agree',
    silent: 'silent',
    charter: 'Charter version',
    rulesOf: 'rules of version',
    reason: 'Reason',
    seat: 'Seat',
    vacant: 'vacant',
    withoutVote: 'without vote',
    present: 'present',
    absent: 'absent',
    recused: 'recused',
    ballots: { for: 'for', against: 'against', abstain: 'abstains' },
    condition: 'Condition',
    carriedOut: 'Carried out by allocation',
    notCarriedOut: 'Not carried out',
    entries: 'Entries of the log',
  },
  fr: {
    decision: 'Décision',
    session: 'Séance',
    paper: 'Sur papier',
    silence: 'Sans objection au',
    agree: 'd’accord',
    silent: 'silencieux',
    charter: 'Charte, version',
    rulesOf: 'règles de la version',
    reason: 'Motif',
    seat: 'Siège',
    vacant: 'vacant',
    withoutVote: 'sans droit de vote',
    present: 'présent',
    absent: 'absent',
    recused: 'déporté',
    ballots: { for: 'pour', against: 'contre', abstain: 's’abstient' },
    condition: 'Condition',
    carriedOut: 'Exécutée par l’allocation',
    notCarriedOut: 'Non exécutée',
    entries: 'Entrées du journal',
  },
} as const;
