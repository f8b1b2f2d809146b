import type { CommitteeEvent } from '@mdtf/contracts';
import { PLATFORM, type ReadEntry } from '@mdtf/fund-log';
import { AT_SESSIONS, ofConditionOwner, ofOrganisation, ofRole, ofSeat } from '../domain/notices/audience.ts';
import { DEADLINE_TITLES } from '../domain/notices/deadline-titles.ts';
import { deadlineRow, turn } from './deadlines.ts';
import { placeOf } from './moments.ts';
import type { Projector } from './projector.ts';

const ofTerm = (nonObjectionId: string) => `non-objection:${nonObjectionId}`;
const ofAnswer = (nonObjectionId: string, seat: string) => `${ofTerm(nonObjectionId)}:${seat}`;

type Grant = Omit<Extract<CommitteeEvent, { type: 'RoleRevoked' }>['data'], 'reason'>;

function grantRow({ grantId, person, role, organisation, seat }: Grant, entry: ReadEntry, live: boolean) {
  return { ...placeOf(entry), grant_id: grantId, person, role, organisation, seat, live };
}

/** Who holds which roles, and what the committee sets dates for: sessions, terms of silence and of seats, conditions, waivers, due diligences, its calendar. */
export const committeeDeadlines: Projector<CommitteeEvent> = {
  RoleGranted: (grant, entry, rows) => void rows.role_grant.push(grantRow(grant, entry, true)),
  RoleRevoked: (grant, entry, rows) => void rows.role_grant.push(grantRow(grant, entry, false)),
  CharterAdopted({ charter }, entry, rows) {
    if (entry.fund === PLATFORM) return;
    for (const { id, title, date } of charter.calendar) {
      rows.deadline.push(
        deadlineRow(entry, {
          deadline_id: `calendar:${id}`,
          kind: 'calendar',
          subject_kind: 'calendar',
          subject_id: id,
          title,
          audience: [ofRole('secretariat')],
          due_day: date,
        }),
      );
    }
  },
  SessionConvened({ sessionId, number, startsAt, place, title }, entry, rows) {
    rows.deadline.push(
      deadlineRow(entry, {
        deadline_id: `session:${sessionId}`,
        kind: 'session',
        subject_kind: 'session',
        subject_id: sessionId,
        title: DEADLINE_TITLES.session(title),
        audience: AT_SESSIONS,
        due: startsAt,
        facts: { number, place },
      }),
    );
  },
  // A newer one takes its place, whichever holds longer.
  DueDiligenceConfirmed({ organisation, validUntil }, entry, rows) {
    rows.deadline.push(
      deadlineRow(entry, {
        deadline_id: `due-diligence:${organisation}`,
        kind: 'due-diligence',
        subject_kind: 'organisation',
        subject_id: organisation,
        title: DEADLINE_TITLES['due-diligence'](organisation),
        audience: [ofOrganisation(organisation), ofRole('secretariat')],
        due_day: validUntil,
      }),
    );
  },
  // Seated again without a last day, it has none.
  MemberSeated({ seat, organisationName, until }, entry, rows) {
    rows.deadline.push(
      deadlineRow(entry, {
        deadline_id: `seat-term:${seat}`,
        kind: 'seat-term',
        subject_kind: 'seat',
        subject_id: seat,
        title: DEADLINE_TITLES['seat-term'](seat, organisationName),
        audience: [ofSeat(seat), ofRole('secretariat'), ofRole('chair')],
        due_day: until ?? null,
      }),
    );
  },
  AgendaItemAdded({ agendaItemId, sessionId, title }, entry, rows) {
    rows.agenda_item.push({
      ...placeOf(entry),
      agenda_item_id: agendaItemId,
      session_id: sessionId,
      title,
    });
  },
  NonObjectionOpened(data, entry, rows) {
    const { nonObjectionId, title, requested, reason, dueAt: due, entitled, recused } = data;
    const common = {
      kind: 'non-objection',
      subject_kind: 'non-objection',
      subject_id: nonObjectionId,
      matter: ofTerm(nonObjectionId),
      due,
    };
    rows.deadline.push(
      deadlineRow(entry, {
        ...common,
        deadline_id: ofTerm(nonObjectionId),
        title: DEADLINE_TITLES.term(title),
        audience: [ofRole('secretariat'), ofRole('chair')],
      }),
    );
    for (const { seat } of entitled) {
      if (recused.some((recusal) => recusal.seat === seat)) continue;
      rows.deadline.push(
        deadlineRow(entry, {
          ...common,
          deadline_id: ofAnswer(nonObjectionId, seat),
          title: DEADLINE_TITLES.answer(title, seat),
          audience: [ofSeat(seat)],
          facts: { seat, title, requested, reason },
        }),
      );
    }
  },
  NoticesRecorded({ nonObjectionId, dueAt: due }, entry, rows) {
    rows.deadline_move.push({
      ...placeOf(entry),
      matter: ofTerm(nonObjectionId),
      due,
      recorded_at: entry.recordedAt,
    });
  },
  OutageRecorded({ nonObjectionId, dueAt: due }, entry, rows) {
    rows.deadline_move.push({
      ...placeOf(entry),
      matter: ofTerm(nonObjectionId),
      due,
      recorded_at: entry.recordedAt,
    });
  },
  RecusedFromNonObjection({ nonObjectionId, seat }, entry, rows) {
    turn(rows, entry, 'cancelled', ofTerm(nonObjectionId), ofAnswer(nonObjectionId, seat));
  },
  NoObjectionDeclared({ nonObjectionId, seat }, entry, rows) {
    turn(rows, entry, 'done', ofTerm(nonObjectionId), ofAnswer(nonObjectionId, seat));
  },
  // One objection brings it to a session: nobody has anything to answer any more.
  ObjectionRaised({ nonObjectionId }, entry, rows) {
    turn(rows, entry, 'done', ofTerm(nonObjectionId));
  },
  NonObjectionLapsed({ nonObjectionId }, entry, rows) {
    turn(rows, entry, 'done', ofTerm(nonObjectionId));
  },
  NonObjectionClosed({ nonObjectionId }, entry, rows) {
    turn(rows, entry, 'cancelled', ofTerm(nonObjectionId));
  },
  DecisionTaken(data, entry, rows) {
    const { decisionId, subject, title, partner, outcome, conditions, expires, bySilence } = data;
    if (bySilence !== undefined) turn(rows, entry, 'done', ofTerm(bySilence.nonObjectionId));
    if (outcome === 'approved') {
      for (const { id, text, owner, due } of conditions) {
        if (due === undefined) continue;
        rows.deadline.push(
          deadlineRow(entry, {
            deadline_id: `condition:${decisionId}:${id}`,
            kind: 'condition',
            subject_kind: 'decision',
            subject_id: decisionId,
            title: DEADLINE_TITLES.condition(title, text),
            audience: ofConditionOwner(owner, partner),
            due_day: due,
          }),
        );
      }
    }
    if (subject.kind === 'waiver' && outcome === 'approved' && expires !== null) {
      rows.deadline.push(
        deadlineRow(entry, {
          deadline_id: `waiver:${decisionId}`,
          kind: 'waiver',
          subject_kind: 'decision',
          subject_id: decisionId,
          title: DEADLINE_TITLES.waiver(title),
          audience: [ofRole('secretariat'), ...(partner === null ? [] : [ofOrganisation(partner)])],
          due_day: expires,
        }),
      );
    }
    if (subject.kind === 'proposal' && partner !== null) {
      rows.announcement.push({
        ...placeOf(entry),
        announcement_id: `decision:${decisionId}`,
        audience: [ofOrganisation(partner)],
        title,
        outcome,
        reason: data.reason,
        decided_on: data.decidedOn,
        facts: { amounts: data.amounts, conditions, reasonIn: data.reasonIn ?? null },
        recorded_at: entry.recordedAt,
      });
    }
  },
};
