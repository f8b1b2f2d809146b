import {
  accept,
  type CommandHandler,
  type DecisionSubject,
  ifNamed,
  isLocalDate,
  localDate,
  type Slice,
  startOfLocalDay,
  type Verdict,
} from '@mdtf/domain';
import { agendaItemAggregate } from './agenda-item.ts';
import { type AmendmentChanges, amendedOf, recordedAmendment, withProposal } from './amendment.ts';
import { refuseAmendment } from './amendment-check.ts';
import { CURRENT, charterAggregate } from './charter.ts';
import { type DecisionState, decisionAggregate, decisionTaken } from './decision.ts';
import { type DecisionContent, refuseApproval, refuseContent } from './decision-content.ts';
import { reservationAggregate } from './decision-reservation.ts';
import type { DecisionTaken } from './events.ts';
import { needsAbout } from './needs-about.ts';
import { givesMoney, proposalAtHand } from './proposal-at-hand.ts';
import { alreadyExists, forbidden, invalid, notFound } from './rejections.ts';
import { calendarRef } from './session-calendar.ts';
import type { DocumentReference } from './shapes.ts';
import { nonObjectionAggregate } from './silence/non-objection.ts';
import type { NonObjectionClosed } from './silence/non-objection-events.ts';
import { refuseApproved, subjectAggregate, subjectId, subjectNeeds } from './subject.ts';
import { defaultTitle, pinnedSubject, refuseSubject } from './subject-check.ts';
import { releaseVerdicts, verdictsOn } from './verdicts.ts';

/** Asks that a decision be recorded that the committee took outside this system: the document says so, and when. */
export interface RecordPaperDecision extends DecisionContent {
  readonly onPaper: DocumentReference & { readonly date: string };
  readonly subject: DecisionSubject;
  readonly title?: string | undefined;
  readonly amendment?: AmendmentChanges | undefined;
}

/** Records it as the document has it: no quorum or vote is counted, verdicts are kept and refuse nothing. */
export const recordPaperDecision: CommandHandler<
  RecordPaperDecision,
  DecisionTaken | NonObjectionClosed,
  DecisionState
> = {
  needs({ id, subject: asked, amounts }, slice) {
    return needsAbout({ subject: asked, amounts }, slice, (subject) => {
      const open = slice === undefined ? null : openOn(subject, slice);
      return [
        { kind: decisionAggregate.kind, id },
        { kind: reservationAggregate.kind, id },
        ...subjectNeeds(subject),
        calendarRef,
        ...(open === null
          ? []
          : [agendaItemAggregate, nonObjectionAggregate].map(({ kind }) => ({ kind, id: open }))),
      ];
    });
  },
  decide(asked, slice, { fund, now, actor }) {
    const command = { ...asked, subject: withProposal(asked.subject, slice) };
    const current = slice.get(charterAggregate, CURRENT);
    if (current === undefined) return notFound('fund', fund);
    if (!actor.roles.includes('secretariat')) return secretariatOnly();
    const taken = slice.get(decisionAggregate, command.id) ?? slice.get(reservationAggregate, command.id);
    if (taken !== undefined) return alreadyExists('decision', command.id);
    const { charter } = current;
    const { subject, outcome, amounts, onPaper } = command;
    const hand = proposalAtHand(subject, slice, current);
    const amended = amendedOf(subject, slice);
    const amendment = recordedAmendment(command.amendment, amended);
    const approvesMoney =
      outcome === 'approved' && givesMoney(subject) && (amendment === undefined || amounts.length > 0);
    const unfit =
      refuseDate(onPaper.date, localDate(now, charter.timeZone)) ??
      refuseAmendment(command, amended, onPaper.date) ??
      refuseSubject(command, slice, hand) ??
      refuseContent(command, { subject, currency: charter.currency }, onPaper.date) ??
      refuseApprovedSubject(command, slice) ??
      (approvesMoney && hand !== undefined ? refuseApproval(amounts, hand, charter) : undefined);
    if (unfit !== undefined) return unfit;
    const at = startOfLocalDay(onPaper.date, charter.timeZone);
    const place = { place: 'decision', at, currency: charter.currency } as const;
    const verdicts: readonly Verdict[] =
      hand === undefined || outcome !== 'approved'
        ? []
        : amendment?.revoke === true
          ? releaseVerdicts({ ...place, hand })
          : approvesMoney
            ? verdictsOn({ ...place, hand, amounts })
            : [];
    const ended = outcome === 'deferred' ? ENDS_NOTHING : endedBy(command, slice);
    const data: DecisionTaken['data'] = {
      decisionId: command.id,
      agendaItemId: ended.agendaItemId,
      sessionId: null,
      onPaper,
      decidedOn: onPaper.date,
      subject: pinnedSubject(subject, slice),
      title: command.title ?? defaultTitle(subject, hand?.proposal),
      partner: hand?.proposal.implementedBy ?? null,
      ...(hand === undefined ? {} : { proposalKind: hand.proposal.kind }),
      outcome,
      amounts,
      conditions: command.conditions,
      reason: command.reason,
      quorum: null,
      tally: null,
      verdicts,
      expires: command.expires ?? null,
      ...(command.upTo === undefined ? {} : { upTo: command.upTo }),
      ...(hand === undefined ? {} : { charterVersion: hand.charterVersion }),
      ...(amendment === undefined ? {} : { amendment }),
    };
    return accept([...ended.events, { type: 'DecisionTaken', data }], decisionTaken(data, now));
  },
};

/** What is open on the subject: an agenda item, or what the seats are asked about it outside a meeting. */
function openOn(subject: DecisionSubject, slice: Slice): string | null {
  const [ref] = subjectNeeds(subject);
  return ref === undefined ? null : (ifNamed(() => slice.get(subjectAggregate, ref.id))?.openItem ?? null);
}

interface Ended {
  readonly agendaItemId: string | null;
  readonly events: readonly NonObjectionClosed[];
}

const ENDS_NOTHING: Ended = { agendaItemId: null, events: [] };

/** The open item is decided with the subject; what the seats are asked about it ends. */
function endedBy({ subject, onPaper }: RecordPaperDecision, slice: Slice): Ended {
  const open = openOn(subject, slice);
  if (open === null) return ENDS_NOTHING;
  if (slice.get(agendaItemAggregate, open) !== undefined) return { agendaItemId: open, events: [] };
  if (slice.get(nonObjectionAggregate, open) === undefined) return ENDS_NOTHING;
  const reason = `Decided on paper: ${onPaper.reference}`;
  const data = { nonObjectionId: open, subject, reason };
  return { agendaItemId: null, events: [{ type: 'NonObjectionClosed', data }] };
}

function refuseApprovedSubject({ subject, outcome, onPaper }: RecordPaperDecision, slice: Slice) {
  if (outcome === 'deferred' || subjectNeeds(subject).length === 0) return undefined;
  return refuseApproved(subject, slice.get(subjectAggregate, subjectId(subject)), onPaper.date);
}

function secretariatOnly() {
  return forbidden(
    'secretariat-only',
    {
      en: 'The secretariat records what is on paper',
      fr: 'Le secrétariat enregistre ce qui est sur papier',
    },
    {
      en: 'A decision taken on paper is recorded by the secretariat, with its document and date.',
      fr: 'Une décision prise sur papier est enregistrée par le secrétariat, avec son document et sa date.',
    },
  );
}

function refuseDate(date: string, today: string) {
  if (isLocalDate(date) && date <= today) return undefined;
  return invalid(
    'date-not-come',
    { en: 'The date is not possible', fr: 'La date n’est pas possible' },
    {
      en: `It is dated ${date}; today is ${today} in the fund.`,
      fr: `La date est le ${date} ; nous sommes le ${today} dans le fonds.`,
    },
    { field: 'body.onPaper.date' },
  );
}
