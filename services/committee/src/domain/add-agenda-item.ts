import {
  type ApprovedAmount,
  accept,
  type CommandHandler,
  type DecisionSubject,
  localDate,
  type Verdict,
} from '@mdtf/domain';
import { blockingForGood } from '@mdtf/rules';
import { type AgendaItemAnswer, agendaItemAggregate, agendaItemAnswer } from './agenda-item.ts';
import {
  type Amended,
  type AmendmentChanges,
  amendedOf,
  recordedAmendment,
  withProposal,
} from './amendment.ts';
import { refuseAmendment } from './amendment-check.ts';
import { refuseAmounts } from './amounts.ts';
import { type AdoptedCharter, CURRENT, charterAggregate } from './charter.ts';
import type { AgendaItemAdded } from './events.ts';
import { SUBJECT_IN_FRENCH } from './french-words.ts';
import { needsAbout } from './needs-about.ts';
import { givesMoney, type ProposalAtHand, proposalAtHand } from './proposal-at-hand.ts';
import { alreadyExists, conflict, invalid, notFound, unknownIn } from './rejections.ts';
import { MAX_ITEMS, refuseMinuted, type Session, sessionAggregate } from './session.ts';
import { nonObjectionAggregate } from './silence/non-objection.ts';
import { refuseStandings } from './standings.ts';
import { refuseBusy, subjectNeeds } from './subject.ts';
import { defaultTitle, pinnedSubject, refuseSubject } from './subject-check.ts';
import { refusedByRules, releaseVerdicts, verdictsOn } from './verdicts.ts';

/** Asks that an item be put on a session's agenda, with the split by pot and window that is proposed. */
export interface AddAgendaItem {
  readonly id: string;
  readonly sessionId: string;
  readonly subject: DecisionSubject;
  readonly title?: string | undefined;
  readonly split: readonly ApprovedAmount[];
  /** What an amendment changes; a top-up is the split. */
  readonly amendment?: AmendmentChanges | undefined;
}

/** Puts a known subject on the agenda with the rules' verdicts: what blocks stays off it, what needs a waiver may be put. */
export const addAgendaItem: CommandHandler<AddAgendaItem, AgendaItemAdded, AgendaItemAnswer> = {
  needs({ id, sessionId, subject: asked, split }, slice) {
    return needsAbout({ subject: asked, amounts: split }, slice, (subject) => [
      { kind: agendaItemAggregate.kind, id },
      // An item that was first asked outside a meeting keeps its id.
      { kind: nonObjectionAggregate.kind, id },
      { kind: sessionAggregate.kind, id: sessionId },
      ...subjectNeeds(subject),
    ]);
  },
  decide(asked, slice, { fund, time, backDated, actor }) {
    const command = { ...asked, subject: withProposal(asked.subject, slice) };
    const current = slice.get(charterAggregate, CURRENT);
    if (current === undefined) return notFound('fund', fund);
    const { charter } = current;
    const taken = slice.get(agendaItemAggregate, command.id) ?? slice.get(nonObjectionAggregate, command.id);
    if (taken !== undefined) return alreadyExists('agenda item', command.id);
    const session = slice.get(sessionAggregate, command.sessionId);
    if (session === undefined) return unknownIn('body.sessionId', 'session', command.sessionId);
    const full = refuseMinuted(session) ?? refuseFull(session);
    if (full !== undefined) return full;
    const hand = proposalAtHand(command.subject, slice, current);
    const amended = amendedOf(command.subject, slice);
    const today = localDate(time, charter.timeZone);
    const unfit =
      refuseAmendment({ ...command, amounts: command.split }, amended, today) ??
      refuseSubject(command, slice, hand) ??
      refuseBusy(command.subject, slice, today) ??
      refuseSplit(command, current, hand);
    if (unfit !== undefined) return unfit;
    const verdicts = verdictsAbout(command, hand, charter.currency, time);
    if (blockingForGood(verdicts) && !backDated) {
      const stopped = hand === undefined ? undefined : refuseStandings(hand, [time], verdicts);
      return stopped ?? refusedByRules(verdicts);
    }
    const subject = pinnedSubject(command.subject, slice);
    const told = itemOf({ ...command, subject }, current, hand, verdicts, amended);
    const bySecretariat = command.split.length > 0 && actor.roles.includes('secretariat');
    const data = bySecretariat
      ? { ...told, splitBy: [{ person: actor.id, role: 'secretariat' as const }] }
      : told;
    const item = { ...data, status: 'open' as const, interests: [], ballots: {}, decisionId: null };
    return accept([{ type: 'AgendaItemAdded', data }], agendaItemAnswer(item, session, charter));
  },
};

function refuseFull({ sessionId, items }: Session) {
  if (items.length < MAX_ITEMS) return undefined;
  return conflict(
    'agenda-full',
    { en: 'The agenda is full', fr: 'L’ordre du jour est complet' },
    {
      en: `Session ${sessionId} has ${MAX_ITEMS} items.`,
      fr: `La séance ${sessionId} compte ${MAX_ITEMS} points.`,
    },
  );
}

/** What keeps a split from being proposed for a subject. */
export function refuseSplit(
  { subject, split }: Pick<AddAgendaItem, 'subject' | 'split'>,
  { charter }: AdoptedCharter,
  hand: ProposalAtHand | undefined,
) {
  if (givesMoney(subject) && hand !== undefined) {
    const { proposal, pot, already } = hand;
    return refuseAmounts(split, { charter, proposal, pot, already, field: 'body.split' });
  }
  if (split.length === 0) return undefined;
  return invalid(
    'amounts-only-for-proposals',
    { en: 'No money here', fr: 'Pas d’argent ici' },
    {
      en: `A split by pot and window goes with a proposal, not with a ${subject.kind}.`,
      fr: `Une répartition par enveloppe et par guichet accompagne une proposition, non ${SUBJECT_IN_FRENCH[subject.kind]}.`,
    },
    { field: 'body.split' },
  );
}

/** What the rules say of a subject with its split; nothing where no money moves. */
export function verdictsAbout(
  { subject, split, amendment }: Pick<AddAgendaItem, 'subject' | 'split' | 'amendment'>,
  hand: ProposalAtHand | undefined,
  currency: string,
  at: string,
): readonly Verdict[] {
  if (!givesMoney(subject) || hand === undefined) return [];
  if (amendment?.revoke === true) return releaseVerdicts({ place: 'agenda', at, hand, currency });
  if (subject.kind === 'amendment' && split.length === 0) return [];
  return verdictsOn({ place: 'agenda', at, hand, amounts: split, currency });
}

function itemOf(
  { id, sessionId, subject, title, split, amendment: changes }: AddAgendaItem,
  current: AdoptedCharter,
  hand: ProposalAtHand | undefined,
  verdicts: readonly Verdict[],
  amended: Amended | undefined,
): AgendaItemAdded['data'] {
  const proposal = givesMoney(subject) ? hand?.proposal : undefined;
  const amendment = recordedAmendment(changes, amended);
  return {
    agendaItemId: id,
    sessionId,
    subject,
    title: title ?? defaultTitle(subject, hand?.proposal),
    requested: proposal?.requested ?? null,
    windowId: proposal?.windowId ?? null,
    split,
    charterVersion: hand?.charterVersion ?? current.version,
    verdicts,
    ...(amendment === undefined ? {} : { amendment }),
  };
}
