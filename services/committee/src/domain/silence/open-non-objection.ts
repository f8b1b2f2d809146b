import {
  type ApprovedAmount,
  accept,
  type CommandHandler,
  type Condition,
  type Context,
  type DecisionSubject,
  type Instant,
  type LocalDate,
  localDate,
  type Money,
  type Slice,
} from '@mdtf/domain';
import { blocking } from '@mdtf/rules';
import { agendaItemAggregate, type Interest, type SplitBy } from '../agenda-item.ts';
import {
  type Amended,
  type AmendmentChanges,
  amendedOf,
  recordedAmendment,
  withProposal,
} from '../amendment.ts';
import { refuseAmendment } from '../amendment-check.ts';
import { type AdoptedCharter, CURRENT, charterAggregate } from '../charter.ts';
import { decisionAggregate } from '../decision.ts';
import { refuseApproval, refuseContent } from '../decision-content.ts';
import { reservationAggregate } from '../decision-reservation.ts';
import { proposalsIn, seatsOfLeads } from '../exclusion.ts';
import { interestNotRuled, leadNature, mustBeRuled, rolesInAll } from '../interests.ts';
import type { KnownProposal } from '../known/proposal.ts';
import { needsAbout } from '../needs-about.ts';
import { givesMoney, type ProposalAtHand, proposalAtHand } from '../proposal-at-hand.ts';
import { alreadyExists, conflict, invalid, notFound, refused, unknownIn } from '../rejections.ts';
import { holderOf, type Seats, seatsAggregate, THE_COMMITTEE } from '../seats.ts';
import { calendarRef, MAX_UNDECIDED, sessionCalendarAggregate, THE_CALENDAR } from '../session-calendar.ts';
import type { Charter } from '../shapes.ts';
import { sittingRules } from '../sitting-verdicts.ts';
import { refuseUnprepared } from '../split-by-both.ts';
import { refuseStandings } from '../standings.ts';
import { refuseBusy, subjectNeeds } from '../subject.ts';
import { defaultTitle, pinnedSubject, refuseSubject } from '../subject-check.ts';
import { refusedByRules, releaseVerdicts, verdictsOn } from '../verdicts.ts';
import {
  asOpened,
  type NonObjectionAnswer,
  nonObjectionAggregate,
  nonObjectionAnswer,
} from './non-objection.ts';
import type { NonObjectionOpened } from './non-objection-events.ts';
import { proposedFor, proposedSplitNeeds, sidesOf } from './proposed-split.ts';
import { refuseCeiling, refuseFullTrack } from './silence-bounds.ts';
import { DEFAULT_TERM_DAYS, lastDay, termEnd } from './silence-term.ts';

/** Asks that the seats be asked for their non-objection; both ids are new. */
export interface OpenNonObjection {
  readonly id: string;
  readonly decisionId: string;
  readonly subject: DecisionSubject;
  readonly title?: string | undefined;
  readonly split: readonly ApprovedAmount[];
  readonly amendment?: AmendmentChanges | undefined;
  readonly conditions: readonly Condition[];
  readonly reason: string;
  readonly workingDays?: number | undefined;
  /** As ruled before the seats are asked. */
  readonly interests?: readonly Interest[] | undefined;
  readonly expires?: LocalDate | undefined;
  readonly upTo?: Money | undefined;
}

/** What it is opened on. */
interface Opening {
  readonly current: AdoptedCharter;
  readonly hand: ProposalAtHand | undefined;
  /** What it is about: the one at hand, or a list. */
  readonly proposals: readonly KnownProposal[];
  readonly amended: Amended | undefined;
  readonly workingDays: number;
  readonly dueAt: Instant;
  /** Who stands for the split. */
  readonly splitBy: readonly SplitBy[];
}

/** Opens the term of silence on what could be approved as it stands: whatever stops a decision stops it here. */
export const openNonObjection: CommandHandler<OpenNonObjection, NonObjectionOpened, NonObjectionAnswer> = {
  needs({ id, decisionId, subject: asked, split }, slice) {
    return needsAbout({ subject: asked, amounts: split }, slice, (subject) => [
      { kind: nonObjectionAggregate.kind, id },
      { kind: agendaItemAggregate.kind, id },
      { kind: decisionAggregate.kind, id: decisionId },
      { kind: reservationAggregate.kind, id: decisionId },
      { kind: seatsAggregate.kind, id: THE_COMMITTEE },
      calendarRef,
      ...subjectNeeds(subject),
      ...proposedSplitNeeds(subject),
    ]);
  },
  decide(asked, slice, context) {
    const command = { ...asked, subject: withProposal(asked.subject, slice) };
    const current = slice.get(charterAggregate, CURRENT);
    if (current === undefined) return notFound('fund', context.fund);
    const { charter } = current;
    const workingDays = command.workingDays ?? shortestTerm(charter);
    const hand = proposalAtHand(command.subject, slice, current);
    const proposed = proposedFor(command.subject, slice);
    const opening: Opening = {
      current,
      hand,
      proposals: proposalsIn(command.subject, slice, hand),
      amended: amendedOf(command.subject, slice),
      workingDays,
      dueAt: termEnd(context.time, workingDays, charter),
      splitBy: sidesOf(command.split, proposed, context.actor),
    };
    const unfit =
      refuseTaken(command, slice) ??
      refuseTerm(opening, context) ??
      refuseAmendment(
        { ...command, amounts: command.split },
        opening.amended,
        localDate(opening.dueAt, charter.timeZone),
      ) ??
      refuseSubject(command, slice, opening.hand) ??
      refuseBusy(command.subject, slice, localDate(context.time, charter.timeZone)) ??
      refuseWords(command, opening) ??
      refuseUnprepared({ split: command.split, splitBy: opening.splitBy }, proposed, charter);
    if (unfit !== undefined) return unfit;
    return open(command, opening, slice, context);
  },
};

const shortestTerm = ({ nonObjection }: Charter): number => nonObjection?.workingDays ?? DEFAULT_TERM_DAYS;

function refuseTaken({ id, decisionId }: OpenNonObjection, slice: Slice) {
  if (slice.get(nonObjectionAggregate, id) !== undefined) return alreadyExists('non-objection', id);
  if (slice.get(agendaItemAggregate, id) !== undefined) return alreadyExists('agenda item', id);
  const taken = slice.get(decisionAggregate, decisionId) ?? slice.get(reservationAggregate, decisionId);
  if (taken !== undefined) return alreadyExists('decision', decisionId);
  const calendar = slice.get(sessionCalendarAggregate, THE_CALENDAR);
  if ((calendar?.open.length ?? 0) + (calendar?.waiting.length ?? 0) < MAX_UNDECIDED) return undefined;
  return conflict(
    'too-many-undecided',
    { en: 'Too much is undecided', fr: 'Trop reste à décider' },
    {
      en: `${MAX_UNDECIDED} non-objections are undecided; convene a session first.`,
      fr: `${MAX_UNDECIDED} procédures de non-objection ne sont pas décidées ; convoquez d’abord une séance.`,
    },
  );
}

function refuseTerm({ current: { charter }, workingDays, dueAt }: Opening, { now }: Context) {
  const shortest = shortestTerm(charter);
  if (workingDays < shortest) {
    return refused(
      'term-too-short',
      { en: 'The term of silence is too short', fr: 'Le délai de silence est trop court' },
      {
        en: `By the charter the seats have ${shortest} working days; ${workingDays} were asked.`,
        fr: `Selon la charte, les sièges ont ${shortest} jours ouvrables ; ${workingDays} ont été demandés.`,
      },
      { field: 'body.workingDays', params: { shortest: String(shortest) } },
    );
  }
  if (dueAt > now) return undefined;
  return invalid(
    'term-over',
    { en: 'Its term is over already', fr: 'Son délai est déjà écoulé' },
    {
      en: `It would have ended at ${dueAt}: record what was decided as a decision on paper.`,
      fr: `Il se serait terminé à ${dueAt} : enregistrez ce qui a été décidé comme décision sur papier.`,
    },
  );
}

function refuseWords(command: OpenNonObjection, { current: { charter }, hand, dueAt }: Opening) {
  const { subject, split, conditions, reason, expires } = command;
  const content = {
    id: command.decisionId,
    outcome: 'approved' as const,
    amounts: split,
    conditions,
    reason,
  };
  const words = { ...content, expires, upTo: command.upTo };
  const unfit = refuseContent(
    words,
    { subject, currency: charter.currency },
    lastDay(dueAt, charter.timeZone),
  );
  if (unfit !== undefined) return unfit;
  if (!givesMoney(subject) || hand === undefined) return undefined;
  if (subject.kind === 'amendment' && split.length === 0) return undefined;
  return (
    refuseApproval(split, hand, charter, 'body.split') ??
    refuseCeiling([...hand.already, ...split], charter) ??
    refuseFullTrack(hand, charter)
  );
}

function open(command: OpenNonObjection, opening: Opening, slice: Slice, { time, backDated }: Context) {
  const { id: nonObjectionId, decisionId, subject, split, conditions, reason, expires } = command;
  const { current, hand, workingDays, dueAt, amended, splitBy } = opening;
  const { charter } = current;
  const amendment = recordedAmendment(command.amendment, amended);
  const proposal = givesMoney(subject) ? hand?.proposal : undefined;
  const isMoney = subject.kind !== 'amendment' || split.length > 0;
  const verdicts =
    proposal === undefined || hand === undefined
      ? []
      : amendment?.revoke === true
        ? releaseVerdicts({ place: 'decision', at: dueAt, hand, currency: charter.currency })
        : !isMoney
          ? []
          : // Silence decides when the term ends, so a waiver must hold until then.
            verdictsOn({ place: 'decision', at: dueAt, hand, amounts: split, currency: charter.currency });
  // An organisation that is blocked now is not asked about either, though its flag may end before the term.
  const stopped =
    proposal === undefined || hand === undefined || backDated || !isMoney
      ? undefined
      : refuseStandings(hand, [time, dueAt], verdicts);
  if (stopped !== undefined) return stopped;
  if (blocking(verdicts) && !backDated) return refusedByRules(verdicts);
  const seats = slice.get(seatsAggregate, THE_COMMITTEE);
  const voting = charter.seats.filter((seat) => seat.voting);
  const ruled = rulingsOf(command, opening, seats);
  if ('accepted' in ruled) return ruled;
  const data: NonObjectionOpened['data'] = {
    nonObjectionId,
    decisionId,
    subject: pinnedSubject(subject, slice),
    title: command.title ?? defaultTitle(subject, hand?.proposal),
    partner: hand?.proposal.implementedBy ?? null,
    ...(hand === undefined ? {} : { proposalKind: hand.proposal.kind }),
    requested: proposal?.requested ?? null,
    windowId: proposal?.windowId ?? null,
    split,
    ...(splitBy.length === 0 ? {} : { splitBy }),
    conditions,
    reason,
    expires: expires ?? null,
    ...(command.upTo === undefined ? {} : { upTo: command.upTo }),
    charterVersion: hand?.charterVersion ?? current.version,
    heldUnder: current.version,
    verdicts,
    ...(amendment === undefined ? {} : { amendment }),
    workingDays,
    timeZone: charter.timeZone,
    dueAt,
    entitled: voting.map(({ id: seat, constituency }) => ({
      seat,
      constituency,
      organisation: holderOf(seats, seat)?.organisation ?? null,
    })),
    ...ruled,
    quorum: charter.quorum,
    sittingRules: sittingRules(charter),
  };
  return accept([{ type: 'NonObjectionOpened' as const, data }], nonObjectionAnswer(asOpened(data, time)));
}

/** Who is left out and who has disclosed an interest; refused while an interest that must be ruled is not. */
function rulingsOf(
  { interests = [], split }: OpenNonObjection,
  { current, proposals }: Opening,
  seats: Seats | undefined,
) {
  const voting = current.charter.seats.filter((seat) => seat.voting).map(({ id }) => id);
  const stray = interests.findIndex(({ seat }) => !voting.includes(seat));
  if (stray !== -1) return unknownIn(`body.interests.${stray}.seat`, 'seat', interests[stray]?.seat ?? '');
  const leads = seatsOfLeads(
    proposals,
    seats,
    voting.map((id) => ({ id })),
  );
  const isLead = (wanted: string): boolean => leads.some(({ seat }) => seat === wanted);
  const others = interests.filter(({ seat }) => !isLead(seat));
  for (const seat of voting) {
    const roles = rolesInAll(holderOf(seats, seat), proposals, split);
    const isRuled = isLead(seat) || others.some((interest) => interest.seat === seat);
    if (mustBeRuled(roles) && !isRuled) return interestNotRuled(seat, roles);
  }
  const ruledAs = (wanted: Interest['ruling']) =>
    others.filter(({ ruling }) => ruling === wanted).map(({ seat, nature }) => ({ seat, nature }));
  const disclosed = ruledAs('disclosure');
  return {
    recused: [...leads.map(({ seat, lead }) => ({ seat, nature: leadNature(lead) })), ...ruledAs('recusal')],
    ...(disclosed.length === 0 ? {} : { disclosed }),
  };
}
