import {
  accept,
  type CommandHandler,
  type DecisionSubject,
  isLocalDate,
  localDate,
  type Slice,
  startOfLocalDay,
  type Verdict,
} from '@mdtf/domain';
import { CURRENT, charterAggregate } from './charter.ts';
import { type DecisionState, decisionAggregate, decisionTaken } from './decision.ts';
import { type DecisionContent, refuseApproval, refuseContent } from './decision-content.ts';
import { reservationAggregate } from './decision-reservation.ts';
import type { DecisionTaken } from './events.ts';
import { proposalAtHand, proposalNeeds } from './proposal-at-hand.ts';
import { alreadyExists, forbidden, invalid, notFound } from './rejections.ts';
import type { DocumentReference } from './shapes.ts';
import { refuseApproved, subjectAggregate, subjectId, subjectNeeds } from './subject.ts';
import { defaultTitle, facilityNeeds, refuseSubject } from './subject-check.ts';
import { verdictsOn } from './verdicts.ts';

/** Asks that a decision be recorded that the committee took outside this system: the document says so, and when. */
export interface RecordPaperDecision extends DecisionContent {
  readonly onPaper: DocumentReference & { readonly date: string };
  readonly subject: DecisionSubject;
  readonly title?: string | undefined;
}

/** Records it as the document has it: no quorum or vote is counted, verdicts are kept and refuse nothing. */
export const recordPaperDecision: CommandHandler<RecordPaperDecision, DecisionTaken, DecisionState> = {
  needs({ id, subject, amounts }, slice) {
    const about = proposalNeeds(subject, amounts, slice);
    return {
      own: [
        { kind: charterAggregate.kind, id: CURRENT },
        { kind: decisionAggregate.kind, id },
        { kind: reservationAggregate.kind, id },
        ...subjectNeeds(subject),
        ...about.own,
      ],
      facts: [...facilityNeeds(subject), ...about.facts],
    };
  },
  decide(command, slice, { fund, now, actor }) {
    const current = slice.get(charterAggregate, CURRENT);
    if (current === undefined) return notFound('fund', fund);
    if (!actor.roles.includes('secretariat')) return secretariatOnly();
    const taken = slice.get(decisionAggregate, command.id) ?? slice.get(reservationAggregate, command.id);
    if (taken !== undefined) return alreadyExists('decision', command.id);
    const { charter } = current;
    const { subject, outcome, amounts, onPaper } = command;
    const hand = proposalAtHand(subject, slice, current);
    const approvesMoney = outcome === 'approved' && subject.kind === 'proposal' && hand !== undefined;
    const unfit =
      refuseDate(onPaper.date, localDate(now, charter.timeZone)) ??
      refuseSubject(command, slice, hand) ??
      refuseContent(command, { subject, currency: charter.currency }, onPaper.date) ??
      refuseApprovedSubject(command, slice) ??
      (approvesMoney ? refuseApproval(amounts, hand, charter) : undefined);
    if (unfit !== undefined) return unfit;
    const at = startOfLocalDay(onPaper.date, charter.timeZone);
    const verdicts: readonly Verdict[] = approvesMoney
      ? verdictsOn({ place: 'decision', at, hand, amounts, currency: charter.currency })
      : [];
    const data: DecisionTaken['data'] = {
      decisionId: command.id,
      agendaItemId: null,
      sessionId: null,
      onPaper,
      decidedOn: onPaper.date,
      subject,
      title: command.title ?? defaultTitle(subject, hand?.proposal),
      partner: hand?.proposal.lead ?? null,
      outcome,
      amounts,
      conditions: command.conditions,
      reason: command.reason,
      quorum: null,
      tally: null,
      verdicts,
      expires: command.expires ?? null,
      ...(command.upTo === undefined ? {} : { upTo: command.upTo }),
    };
    return accept([{ type: 'DecisionTaken', data }], decisionTaken(data, now));
  },
};

function refuseApprovedSubject({ subject, outcome, onPaper }: RecordPaperDecision, slice: Slice) {
  if (outcome === 'deferred' || subjectNeeds(subject).length === 0) return undefined;
  return refuseApproved(subject, slice.get(subjectAggregate, subjectId(subject)), onPaper.date);
}

function secretariatOnly() {
  return forbidden(
    'secretariat-only',
    'The secretariat records what is on paper',
    'A decision taken on paper is recorded by the secretariat, with its document and date.',
  );
}

function refuseDate(date: string, today: string) {
  if (isLocalDate(date) && date <= today) return undefined;
  return invalid(
    'date-not-come',
    'The date is not possible',
    `It is dated ${date}; today is ${today} in the fund.`,
    {
      field: 'body.onPaper.date',
    },
  );
}
