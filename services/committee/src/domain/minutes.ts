import { type ApprovedAmount, formatInstant, type Language, type Localised, wordMoney } from '@mdtf/domain';
import type { AgendaItem } from './agenda-item.ts';
import type { DecisionState } from './decision.ts';
import { type Holder, holderOf, type Seats } from './seats.ts';
import { type Session, sessionAnswer } from './session.ts';
import type { Charter, DecisionMethod, QuorumRecord, Tally } from './shapes.ts';

/** What minutes are drafted from: the session, its items in their order, and what was decided on each. */
export interface SessionRecord {
  readonly session: Session;
  readonly charter: Charter;
  readonly seats: Seats | undefined;
  readonly items: readonly { readonly item: AgendaItem; readonly decision: DecisionState | undefined }[];
}

interface SeatedAs extends Record<'organisation' | 'organisationName', string | null> {
  readonly seat: string;
}

/** The minutes as the record has them, and the same to be read in both languages. */
export function minutesOf(record: SessionRecord) {
  const told = toldOf(record);
  const zone = record.charter.timeZone;
  return { ...told, text: { en: textOf(told, zone, 'en'), fr: textOf(told, zone, 'fr') } };
}

function toldOf({ session, charter, seats, items }: SessionRecord) {
  const { sessionId, number, title, place, startsAt, present, minutes } = session;
  const { quorum } = sessionAnswer(session, charter);
  const seated = charter.seats.map(({ id }) => seatedAs(id, holderOf(seats, id)));
  return {
    sessionId,
    number,
    title,
    place,
    startsAt,
    status: minutes === null ? ('draft' as const) : ('approved' as const),
    approvedAt: minutes?.approvedAt ?? null,
    approvedBy: minutes?.approvedBy ?? null,
    remarks: minutes?.remarks ?? null,
    present: seated.filter(({ seat }) => present.includes(seat)),
    absent: seated.filter(({ seat }) => !present.includes(seat)),
    quorum,
    items: items.map(({ item, decision }) => ({
      agendaItemId: item.agendaItemId,
      title: item.title,
      subject: item.subject,
      interests: item.interests.map(({ seat, nature, ruling }) => ({ seat, nature, ruling })),
      decision: decision === undefined ? null : decisionIn(decision),
    })),
  };
}

function decisionIn(decision: DecisionState) {
  const { decisionId, outcome, reason, amounts, conditions, quorum, tally } = decision;
  return { decisionId, outcome, reason, amounts, conditions, quorum, tally };
}

function seatedAs(seat: string, holder: Holder | undefined): SeatedAs {
  const { organisation = null, organisationName = null } = holder ?? {};
  return { seat, organisation, organisationName };
}

type Told = ReturnType<typeof toldOf>;

function textOf(told: Told, zone: string, language: Language): string {
  const words = WORDS[language];
  const seats = (list: readonly SeatedAs[]) =>
    list.map(({ seat, organisationName }) => `${seat} (${organisationName ?? words.vacant})`).join(', ') ||
    '–';
  return [
    `${words.session} ${told.number}: ${told.title}`,
    `${told.place}, ${formatInstant(told.startsAt, zone)}`,
    `${words.present}: ${seats(told.present)}`,
    `${words.absent}: ${seats(told.absent)}`,
    quorumText(told.quorum, language),
    ...told.items.flatMap((item, at) => ['', `${at + 1}. ${item.title}`, ...itemText(item, language)]),
    '',
    told.approvedAt === null
      ? words.draft
      : `${words.approved} ${formatInstant(told.approvedAt, zone)}${told.remarks === null ? '' : `: ${told.remarks}`}`,
  ].join('\n');
}

function itemText({ interests, decision }: Told['items'][number], language: Language): readonly string[] {
  const words = WORDS[language];
  const ruled = interests.map(
    ({ seat, nature, ruling }) => `${words[ruling]} (${words.seat} ${seat}): ${nature}`,
  );
  if (decision === null) return [...ruled, words.undecided];
  return [
    ...ruled,
    ...(decision.quorum === null ? [] : [quorumText(decision.quorum, language)]),
    ...(decision.tally === null ? [] : [tallyText(decision.tally, language)]),
    `${words[decision.outcome]}. ${decision.reason}`,
    ...decision.amounts.map((amount) => amountText(amount, language)),
    ...decision.conditions.map(
      ({ id, text, owner, due }) =>
        `${words.condition} ${id} (${owner}${due === undefined ? '' : `, ${due}`}): ${text}`,
    ),
  ];
}

/** A quorum's arithmetic for people. */
export function quorumText(quorum: QuorumRecord, language: Language): string {
  const words = WORDS[language];
  const recused = quorum.recused.length === 0 ? '' : `, ${words.recused} ${quorum.recused.join(', ')}`;
  const minima = quorum.constituencies
    .map((part) => `${part.constituency} ${part.present}/${part.needed}`)
    .join(', ');
  return (
    `${words.quorum}: ${words.entitled} ${quorum.entitled.length}, ${words.needed} ${quorum.needed}, ` +
    `${words.there} ${quorum.present.length}${recused}${minima === '' ? '' : `; ${minima}`}: ` +
    `${quorum.met ? words.met : words.notMet}`
  );
}

/** How it is decided, for people: what is counted where a vote is against, after a consensus alone. */
export function methodText({ first, otherwise }: DecisionMethod, language: Language): string {
  const words = WORDS[language];
  const counted = first === 'consensus' && otherwise !== 'none' ? otherwise : undefined;
  const then = counted === undefined ? '' : `, ${words.otherwise} ${words.methods[counted]}`;
  return `${words.decidedBy} ${words.methods[first]}${then}`;
}

/** How votes fell, for people. */
export function tallyText(tally: Tally, language: Language): string {
  const words = WORDS[language];
  return (
    `${words.votes} (${words.methods[tally.method]}): ${tally.for} ${words.for}, ${tally.against} ${words.against}, ` +
    `${tally.abstained} ${words.abstained}; ${words.needed} ${tally.needed}: ${tally.carried ? words.carried : words.notCarried}`
  );
}

/** An approved amount for people. */
export function amountText({ pot, windowId, amount }: ApprovedAmount, language: Language): string {
  const words = WORDS[language];
  return `${wordMoney(amount, language)} ${words.from} ${pot}${windowId === null ? '' : `, ${words.window} ${windowId}`}`;
}

/** An outcome for people. */
export const outcomeText = (outcome: DecisionState['outcome']): Localised => ({
  en: WORDS.en[outcome],
  fr: WORDS.fr[outcome],
});

const WORDS = {
  en: {
    session: 'Session',
    present: 'Present',
    absent: 'Absent',
    vacant: 'vacant',
    seat: 'seat',
    quorum: 'Quorum',
    entitled: 'entitled',
    needed: 'needed',
    there: 'present',
    recused: 'recused',
    met: 'met',
    notMet: 'not met',
    decidedBy: 'Decided by:',
    otherwise: 'otherwise',
    votes: 'Votes',
    for: 'for',
    against: 'against',
    abstained: 'abstaining',
    carried: 'carried',
    notCarried: 'not carried',
    methods: {
      consensus: 'consensus',
      majority: 'majority',
      'two-thirds': 'two thirds',
      'per-constituency': 'per constituency',
    },
    approved: 'Approved',
    rejected: 'Rejected',
    returned: 'Returned for revision',
    deferred: 'Deferred',
    undecided: 'Not decided',
    disclosure: 'Disclosure',
    recusal: 'Recusal',
    condition: 'Condition',
    from: 'from',
    window: 'window',
    draft: 'Draft: these minutes are not approved yet.',
  },
  fr: {
    session: 'Séance',
    present: 'Présents',
    absent: 'Absents',
    vacant: 'vacant',
    seat: 'siège',
    quorum: 'Quorum',
    entitled: 'ayants droit',
    needed: 'requis',
    there: 'présents',
    recused: 'déportés',
    met: 'atteint',
    notMet: 'non atteint',
    decidedBy: 'Mode de décision :',
    otherwise: 'à défaut',
    votes: 'Voix',
    for: 'pour',
    against: 'contre',
    abstained: 'abstentions',
    carried: 'adopté',
    notCarried: 'non adopté',
    methods: {
      consensus: 'consensus',
      majority: 'majorité',
      'two-thirds': 'deux tiers',
      'per-constituency': 'par circonscription',
    },
    approved: 'Approuvé',
    rejected: 'Rejeté',
    returned: 'Renvoyé pour révision',
    deferred: 'Ajourné',
    undecided: 'Non décidé',
    disclosure: 'Déclaration',
    recusal: 'Déport',
    condition: 'Condition',
    from: 'de',
    window: 'guichet',
    draft: 'Projet : ce procès-verbal n’est pas encore approuvé.',
  },
} as const;
