import { epochMsOf } from '@mdtf/domain';
import { serviceActor } from '@mdtf/fund-log';
import type { ServiceParts } from '@mdtf/runtime';
import type { RecordNoticeDelivery } from '../domain/notice-delivery.ts';
import { deadlinesOf } from '../queries/deadlines.ts';
import { type NoticesOfSeat, noticesOf, noticesOnRecord, noticesToRecord } from '../queries/outbox.ts';

/** A mail server away for less than this is no outage: it would cost every seat a day. */
export const SHORTEST_OUTAGE_MS = 3_600_000;

type Parts = Pick<ServiceParts, 'pool' | 'committer'>;

/** Records in the log what came of notices that are settled; where it is interrupted it goes on at the next call. */
export async function recordDeliveries(parts: Parts): Promise<void> {
  for (const { fund, about } of await noticesToRecord(parts.pool)) {
    if (await recordDelivery(parts, fund, about)) await noticesOnRecord(parts.pool, fund, about);
  }
}

/** Records what came so far of the notice to one seat, and for how long it could not be sent; false: to be tried again. */
export async function recordDelivery(
  { pool, committer }: Parts,
  fund: string,
  about: string,
): Promise<boolean> {
  const notices = await noticesOf(pool, fund, about);
  const [deadline] = await deadlinesOf(pool, fund, { deadlineId: about, limit: 1 });
  if (notices === undefined || deadline === undefined) return true;
  const data: RecordNoticeDelivery = {
    nonObjectionId: deadline.subjectId,
    seat: String(deadline.facts.seat),
    outcome: outcomeOf(notices),
    code: notices.code,
    outage: outageOf(notices),
  };
  if (data.outcome === null && data.outage === null) return true;
  const actor = serviceActor('reporting');
  const result = await committer.submit({ fund, type: 'RecordNoticeDelivery', data, actor });
  return result.outcome === 'accepted' || result.outcome === 'rejected';
}

/** Delivered where anybody who fills the seat got it; bounced where it was refused for all of them. */
function outcomeOf({ states }: NoticesOfSeat): RecordNoticeDelivery['outcome'] {
  if (states.includes('accepted')) return 'delivered';
  return states.includes('refused') && !states.includes('waiting') ? 'bounced' : null;
}

function outageOf({ states, awaySince, settledAt, now }: NoticesOfSeat): RecordNoticeDelivery['outage'] {
  if (awaySince === null) return null;
  const isOver = states.includes('accepted') || states.includes('refused');
  const until = isOver && settledAt !== null ? settledAt : now;
  return epochMsOf(until) - epochMsOf(awaySince) < SHORTEST_OUTAGE_MS ? null : { from: awaySince, until };
}
