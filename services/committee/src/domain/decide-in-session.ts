import {
  type ApprovedAmount,
  accept,
  type CommandHandler,
  type Context,
  type DecisionOutcome,
  type LocalDate,
  localDate,
  type Slice,
  type Verdict,
} from '@mdtf/domain';
import { blocking } from '@mdtf/rules';
import { type AgendaItem, agendaItemAggregate, isOpen, quorumOn } from './agenda-item.ts';
import { amendedOf } from './amendment.ts';
import { refuseAmendment } from './amendment-check.ts';
import { type AdoptedCharter, CURRENT, charterAggregate } from './charter.ts';
import { type DecisionState, decisionAggregate, decisionTaken } from './decision.ts';
import { type DecisionContent, refuseApproval, refuseContent } from './decision-content.ts';
import { methodFor } from './decision-method.ts';
import { reservationAggregate } from './decision-reservation.ts';
import type { DecisionTaken } from './events.ts';
import { proposalsIn, seatsOfLeads } from './exclusion.ts';
import { ITEM_STATUS_IN_FRENCH, OUTCOME_IN_FRENCH } from './french-words.ts';
import { interestNotRuled, isRuled, mustBeRuled, type RoleInItem, rolesInAll } from './interests.ts';
import { knownFacilityRequest } from './known/facility-request.ts';
import { givesMoney, type ProposalAtHand, proposalAtHand, proposalNeeds } from './proposal-at-hand.ts';
import { wordQuorum } from './quorum.ts';
import { alreadyExists, conflict, notFound, refused, unknownIn } from './rejections.ts';
import { holderOf, isExpired, seatsAggregate, THE_COMMITTEE } from './seats.ts';
import { refuseBeforeBeginning, type Session, sessionAggregate } from './session.ts';
import type { QuorumRecord, Tally } from './shapes.ts';
import { sittingVerdicts } from './sitting-verdicts.ts';
import { refuseOneSided } from './split-by-both.ts';
import { refuseStandings } from './standings.ts';
import { refuseApproved, subjectAggregate, subjectId, subjectNeeds } from './subject.ts';
import { refuseRevision, subjectFacts, withdrawn } from './subject-check.ts';
import { type Ballots, tallyOf, wordTally } from './tally.ts';
import { refusedByRules, releaseVerdicts, verdictsOn } from './verdicts.ts';

/** Asks that it be recorded what the committee decided on an item of its session; amounts absent: as the agenda splits it. */
export interface DecideInSession extends DecisionContent {
  readonly agendaItemId: string;
}

/** What a decision in session is taken on. */
interface Sitting {
  readonly current: AdoptedCharter;
  readonly item: AgendaItem;
  readonly session: Session;
  readonly hand: ProposalAtHand | undefined;
  /** The seats of organisations that lead what is decided on. */
  readonly leads: readonly { readonly seat: string; readonly lead: string }[];
  /** A seat present whose interest nobody has ruled. */
  readonly unruled: { readonly seat: string; readonly roles: readonly RoleInItem[] } | undefined;
  readonly quorum: QuorumRecord;
  readonly tally: Tally;
}

/** Counts quorum and votes, asks the rules, and records the decision; what is not carried or not quorate is refused with its arithmetic. */
export const decideInSession: CommandHandler<DecideInSession, DecisionTaken, DecisionState> = {
  needs(command, slice) {
    const item = slice?.get(agendaItemAggregate, command.agendaItemId);
    const amounts = [...command.amounts, ...(item?.split ?? [])];
    const about =
      item === undefined ? undefined : proposalNeeds(item.subject, amounts, slice, item.charterVersion);
    return {
      own: [
        { kind: charterAggregate.kind, id: CURRENT },
        { kind: agendaItemAggregate.kind, id: command.agendaItemId },
        { kind: seatsAggregate.kind, id: THE_COMMITTEE },
        { kind: decisionAggregate.kind, id: command.id },
        { kind: reservationAggregate.kind, id: command.id },
        ...(item === undefined ? [] : [{ kind: sessionAggregate.kind, id: item.sessionId }]),
        ...(item === undefined ? [] : subjectNeeds(item.subject)),
        ...(about?.own ?? []),
      ],
      facts: [...(about?.facts ?? []), ...(item === undefined ? [] : subjectFacts(item.subject))],
      platform: about?.platform ?? [],
    };
  },
  decide(command, slice, context) {
    const current = slice.get(charterAggregate, CURRENT);
    if (current === undefined) return notFound('fund', context.fund);
    const taken = slice.get(decisionAggregate, command.id) ?? slice.get(reservationAggregate, command.id);
    if (taken !== undefined) return alreadyExists('decision', command.id);
    const item = slice.get(agendaItemAggregate, command.agendaItemId);
    const session = item === undefined ? undefined : slice.get(sessionAggregate, item.sessionId);
    if (item === undefined || session === undefined) {
      return unknownIn('body.agendaItemId', 'agenda item', command.agendaItemId);
    }
    const decidedOn = localDate(context.time, current.charter.timeZone);
    const sitting = sittingOn(item, session, current, slice, decidedOn);
    const unfit =
      refuseTime(sitting, slice, context, decidedOn, command) ??
      refuseContent(command, { subject: item.subject, currency: current.charter.currency }, decidedOn) ??
      (command.outcome === 'approved' ? refuseAmended(command, item, slice, decidedOn) : undefined) ??
      (command.outcome === 'deferred' ? undefined : refuseDecision(command, sitting));
    if (unfit !== undefined) return unfit;
    return record(command, sitting, context, decidedOn);
  },
};

function sittingOn(
  item: AgendaItem,
  session: Session,
  current: AdoptedCharter,
  slice: Slice,
  decidedOn: LocalDate,
): Sitting {
  const seats = slice.get(seatsAggregate, THE_COMMITTEE);
  // A seat whose term has ended since attendance was taken is vacant: entitled, and absent.
  const present = session.present.filter((seat) => !isExpired(seats, seat, decidedOn));
  const quorum = quorumOn(item, { ...session, present }, current.charter);
  const hand = proposalAtHand(item.subject, slice, current, item.charterVersion);
  const proposals = proposalsIn(item.subject, slice, hand);
  const { charter } = current;
  const method = methodFor(charter, item.subject, item.amendment);
  const unruled = quorum.present
    .map((seat) => ({ seat, roles: rolesInAll(holderOf(seats, seat), proposals, item.split) }))
    .find(({ seat, roles }) => mustBeRuled(roles) && !isRuled(item, seat));
  return {
    current,
    item,
    session,
    hand,
    leads: seatsOfLeads(proposals, seats, charter.seats),
    unruled,
    quorum,
    tally: tallyOf(method, item.ballots, quorum.present, charter.seats),
  };
}

/** What keeps anything from being decided now, a deferral of what stands open excepted. */
function refuseTime(
  { item, session, hand }: Sitting,
  slice: Slice,
  { time }: Context,
  decidedOn: string,
  { outcome }: DecideInSession,
) {
  if (!isOpen(item)) return itemClosed(item);
  const early = refuseBeforeBeginning(session, time, {
    en: 'nothing is decided in it before',
    fr: 'rien n’y est décidé avant',
  });
  if (early !== undefined) return early;
  if (outcome === 'deferred') return undefined;
  if (hand?.proposal.withdrawn && item.amendment?.revoke !== true) return withdrawn(hand.id);
  const facility =
    item.subject.kind === 'facility-request' ? slice.fact(knownFacilityRequest, item.subject.id) : undefined;
  if (facility !== undefined && outcome === 'approved') {
    const revised = refuseRevision(item.subject, facility.revision);
    if (revised !== undefined) return revised;
  }
  if (subjectNeeds(item.subject).length === 0) return undefined;
  return refuseApproved(item.subject, slice.get(subjectAggregate, subjectId(item.subject)), decidedOn);
}

/** What keeps the committee from deciding, and what its votes do not bear. */
function refuseDecision({ outcome }: DecideInSession, { leads, unruled, quorum, tally, item }: Sitting) {
  const own = leads.find(({ seat }) => quorum.entitled.includes(seat));
  if (own !== undefined) return ownProposal(own.seat, own.lead);
  if (unruled !== undefined) return interestNotRuled(unruled.seat, unruled.roles);
  if (!quorum.met) return notQuorate(quorum);
  if (outcome === 'approved') return tally.carried ? undefined : notCarried(tally);
  return tally.carried && wasVotedOn(item.ballots, quorum) ? approvalCarried(outcome, tally) : undefined;
}

/** What the amendment on the agenda no longer fits: the decision may have been carried out or amended since. */
function refuseAmended(command: DecideInSession, item: AgendaItem, slice: Slice, today: LocalDate) {
  const { subject, amendment } = item;
  const asked = { subject, amendment, amounts: amountsOf(command, item), conditions: command.conditions };
  return refuseAmendment(asked, amendedOf(subject, slice), today);
}

function record(
  command: DecideInSession,
  sitting: Sitting,
  { time, now, backDated }: Context,
  decidedOn: string,
) {
  const { current, item, hand, leads, quorum, tally } = sitting;
  const { charter } = current;
  const { amendment } = item;
  const approvesMoney = command.outcome === 'approved' && givesMoney(item.subject);
  const amounts = approvesMoney ? amountsOf(command, item) : [];
  let verdicts: readonly Verdict[] = [];
  if (approvesMoney && hand !== undefined && amendment?.revoke === true) {
    verdicts = releaseVerdicts({ place: 'decision', at: time, hand, currency: charter.currency });
    if (blocking(verdicts) && !backDated) return refusedByRules(verdicts);
  } else if (approvesMoney && hand !== undefined && (amendment === undefined || amounts.length > 0)) {
    const unfit = refuseApproval(amounts, hand, charter);
    if (unfit !== undefined) return unfit;
    verdicts = verdictsOn({ place: 'decision', at: time, hand, amounts, currency: charter.currency });
    if (blocking(verdicts) && !backDated) {
      return refuseStandings(hand, [time], verdicts) ?? refusedByRules(verdicts);
    }
  }
  const alone = approvesMoney && amendment?.revoke !== true ? refuseOneSided(item, charter) : undefined;
  if (alone !== undefined) return alone;
  const approved = command.outcome === 'approved';
  const counted = approved || wasVotedOn(item.ballots, quorum);
  const ownSeats = leads.map(({ seat }) => seat);
  const sat = approved ? sittingVerdicts({ charter, item, quorum, tally, ownSeats }) : [];
  const data: DecisionTaken['data'] = {
    decisionId: command.id,
    agendaItemId: item.agendaItemId,
    sessionId: item.sessionId,
    onPaper: null,
    decidedOn,
    subject: item.subject,
    title: item.title,
    partner: hand?.proposal.implementedBy ?? null,
    ...(hand === undefined ? {} : { proposalKind: hand.proposal.kind }),
    outcome: command.outcome,
    amounts,
    conditions: command.conditions,
    reason: command.reason,
    quorum,
    tally: counted ? tally : null,
    verdicts: [...verdicts, ...sat],
    expires: command.expires ?? null,
    ...(command.upTo === undefined ? {} : { upTo: command.upTo }),
    ...(hand === undefined ? {} : { charterVersion: hand.charterVersion }),
    ...(amendment === undefined ? {} : { amendment }),
  };
  return accept([{ type: 'DecisionTaken' as const, data }], decisionTaken(data, now));
}

function amountsOf({ amounts }: DecideInSession, { split }: AgendaItem): readonly ApprovedAmount[] {
  return amounts.length > 0 ? amounts : split;
}

function wasVotedOn(ballots: Ballots, { present }: QuorumRecord): boolean {
  return present.some((seat) => Object.hasOwn(ballots, seat));
}

function itemClosed({ agendaItemId, status, decisionId }: AgendaItem) {
  return conflict(
    'agenda-item-closed',
    { en: 'It is decided', fr: 'C’est décidé' },
    {
      en: `Agenda item ${agendaItemId} is ${status} by decision ${decisionId}; only an open item, or one not carried out, is decided.`,
      fr: `Le point ${agendaItemId} est ${ITEM_STATUS_IN_FRENCH[status]} par la décision ${decisionId} ; seul un point ouvert, ou inexécuté, se décide.`,
    },
  );
}

function ownProposal(seat: string, organisation: string) {
  return refused(
    'own-proposal',
    {
      en: 'Nobody decides on their own proposal',
      fr: 'Nul ne décide de sa propre proposition',
    },
    {
      en: `Seat ${seat} is held by ${organisation}, which leads the proposal: record its recusal, or defer.`,
      fr: `Le siège ${seat} est tenu par ${organisation}, chef de file de la proposition : notez son déport, ou ajournez.`,
    },
    { params: { seat, organisation } },
  );
}

function notQuorate(quorum: QuorumRecord) {
  const short = quorum.constituencies.find(({ present, needed }) => present < needed);
  const code =
    quorum.present.length >= quorum.needed && short !== undefined ? 'constituency-minimum' : 'no-quorum';
  const told = wordQuorum(quorum);
  return refused(
    code,
    { en: 'The committee cannot decide', fr: 'Le comité ne peut décider' },
    {
      en: `${told.en}. The item can only be deferred.`,
      fr: `${told.fr}. Le point ne peut qu’être ajourné.`,
    },
    short === undefined ? {} : { params: { constituency: short.constituency } },
  );
}

function notCarried(tally: Tally) {
  const { en, fr } = wordTally(tally);
  return refused(
    'not-carried',
    { en: 'The approval is not carried', fr: 'L’approbation n’est pas adoptée' },
    { en: `${en}.`, fr: `${fr}.` },
  );
}

function approvalCarried(outcome: DecisionOutcome, tally: Tally) {
  const told = wordTally(tally);
  return refused(
    'approval-carried',
    { en: 'The committee voted to approve', fr: 'Le comité a voté l’approbation' },
    {
      en: `${told.en}: the vote carries the approval, so it cannot be recorded as ${outcome}.`,
      fr: `${told.fr} : le vote adopte l’approbation, on ne peut donc noter comme issue : ${OUTCOME_IN_FRENCH[outcome]}.`,
    },
  );
}
