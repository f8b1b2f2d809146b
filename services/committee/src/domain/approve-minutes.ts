import { accept, type CommandHandler, ifNamed, type Slice } from '@mdtf/domain';
import { agendaItemAggregate } from './agenda-item.ts';
import { CURRENT, charterAggregate } from './charter.ts';
import type { MinutesApproved } from './events.ts';
import { conflict, notFound } from './rejections.ts';
import {
  refuseBeforeBeginning,
  refuseMinuted,
  type Session,
  type SessionAnswer,
  sessionAggregate,
  sessionAnswer,
} from './session.ts';

/** Asks that the minutes of a session be approved as the record has them. */
export interface ApproveMinutes {
  readonly sessionId: string;
  readonly remarks?: string | undefined;
}

/** Approves the minutes once every item is decided or deferred, and closes the session. */
export const approveMinutes: CommandHandler<ApproveMinutes, MinutesApproved, SessionAnswer> = {
  needs({ sessionId }, slice) {
    const items =
      slice === undefined ? [] : (ifNamed(() => slice.get(sessionAggregate, sessionId))?.items ?? []);
    return {
      own: [
        { kind: charterAggregate.kind, id: CURRENT },
        { kind: sessionAggregate.kind, id: sessionId },
        ...items.map((id) => ({ kind: agendaItemAggregate.kind, id })),
      ],
    };
  },
  decide({ sessionId, remarks }, slice, { fund, time, actor }) {
    const charter = slice.get(charterAggregate, CURRENT)?.charter;
    if (charter === undefined) return notFound('fund', fund);
    const session = slice.get(sessionAggregate, sessionId);
    if (session === undefined) return notFound('session', sessionId);
    const unfit =
      refuseBeforeBeginning(session, time, {
        en: 'it has no minutes before',
        fr: 'elle n’a pas de procès-verbal avant',
      }) ??
      refuseMinuted(session) ??
      refuseUndecided(session, slice);
    if (unfit !== undefined) return unfit;
    const items = session.items.map((agendaItemId) => ({
      agendaItemId,
      decisionId: slice.get(agendaItemAggregate, agendaItemId)?.decisionId ?? '',
    }));
    const data = { sessionId, approvedBy: actor.id, remarks: remarks ?? null, items };
    const minutes = { approvedAt: time, approvedBy: actor.id, remarks: data.remarks };
    return accept([{ type: 'MinutesApproved', data }], sessionAnswer({ ...session, minutes }, charter));
  },
};

function refuseUndecided({ items }: Session, slice: Slice) {
  const open = items.find((id) => slice.get(agendaItemAggregate, id)?.decisionId === null);
  if (open === undefined) return undefined;
  return conflict(
    'item-undecided',
    { en: 'An item is undecided', fr: 'Un point n’est pas décidé' },
    {
      en: `Agenda item ${open} is neither decided nor deferred.`,
      fr: `Le point ${open} de l’ordre du jour n’est ni décidé ni ajourné.`,
    },
    { params: { agendaItemId: open } },
  );
}
