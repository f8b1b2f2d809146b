import { type Aggregate, accept, addMs, type CommandHandler, type Instant } from '@mdtf/domain';

/** Asks that it be recorded what came of the notice to a seat, and since when the mail server was away. */
export interface RecordNoticeDelivery {
  readonly nonObjectionId: string;
  readonly seat: string;
  /** Null: nothing came of it yet. */
  readonly outcome: 'delivered' | 'bounced' | null;
  readonly code: string | null;
  readonly outage: { readonly from: Instant; readonly until: Instant } | null;
}

export interface NoticeDelivered {
  readonly type: 'NoticeDelivered';
  readonly data: { readonly nonObjectionId: string; readonly seat: string };
}

export interface NoticeBounced {
  readonly type: 'NoticeBounced';
  readonly data: { readonly nonObjectionId: string; readonly seat: string; readonly code: string | null };
}

export interface NoticeOutageRecorded {
  readonly type: 'NoticeOutageRecorded';
  readonly data: { readonly nonObjectionId: string; readonly from: Instant; readonly until: Instant };
}

/** What is recorded of notices. */
export type NoticeEvent = NoticeDelivered | NoticeBounced | NoticeOutageRecorded;

/** What came of the notices of one non-objection; a charter has at most 100 seats. */
export interface NoticeDelivery {
  readonly seats: { readonly [seat: string]: 'delivered' | 'bounced' };
  readonly outageUntil: Instant | null;
}

/** While an outage lasts it is recorded again no sooner than this: it counts by days. */
const OUTAGE_AGAIN_MS = 12 * 3_600_000;

const itself = ({ nonObjectionId }: { readonly nonObjectionId: string }): string => nonObjectionId;

/** The notices of non-objections, a document for each. */
export const noticeDelivery: Aggregate<NoticeDelivery, NoticeEvent> = {
  kind: 'notice-delivery',
  version: 1,
  concerns: { NoticeDelivered: itself, NoticeBounced: itself, NoticeOutageRecorded: itself },
  evolve(state = { seats: {}, outageUntil: null }, { type, data }) {
    if (type === 'NoticeOutageRecorded') return { ...state, outageUntil: data.until };
    const outcome = type === 'NoticeDelivered' ? 'delivered' : 'bounced';
    return { ...state, seats: { ...state.seats, [data.seat]: outcome } };
  },
};

/** Records an outage before what came of the notice, so that its days are added to the term as it was; what is known records nothing. */
export const recordNoticeDelivery: CommandHandler<RecordNoticeDelivery, NoticeEvent, null> = {
  needs: ({ nonObjectionId }) => ({ own: [{ kind: noticeDelivery.kind, id: nonObjectionId }] }),
  decide({ nonObjectionId, seat, outcome, code, outage }, slice) {
    const known = slice.get(noticeDelivery, nonObjectionId);
    const events: NoticeEvent[] = [];
    if (outage !== null && isNews(known?.outageUntil ?? null, outage.until, outcome !== null)) {
      events.push({ type: 'NoticeOutageRecorded', data: { nonObjectionId, ...outage } });
    }
    if (outcome !== null && known?.seats[seat] !== outcome) {
      const data = { nonObjectionId, seat };
      events.push(
        outcome === 'delivered'
          ? { type: 'NoticeDelivered', data }
          : { type: 'NoticeBounced', data: { ...data, code } },
      );
    }
    return accept(events, null);
  },
};

function isNews(known: Instant | null, until: Instant, isOver: boolean): boolean {
  if (known === null) return true;
  return isOver ? until > known : until >= addMs(known, OUTAGE_AGAIN_MS);
}
