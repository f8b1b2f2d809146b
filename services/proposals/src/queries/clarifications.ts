import type { Actor } from '@mdtf/domain';
import { decodeState } from '@mdtf/fund-log';
import { decodeCursor, isRefusal, type ListPage, pageOf, type Refusal } from '@mdtf/runtime';
import type pg from 'pg';
import {
  type CallClarification,
  type CallClarificationAnswer,
  callClarificationAnswer,
} from '../domain/clarifications/call-clarification.ts';
import type { Paging } from './states.ts';

// "0" is the character after the slash.
const SELECT_PAGE = `
  SELECT id, data::text AS data FROM state
  WHERE fund = $1 AND kind = 'call-clarification' AND id > $2 || '/' || $3 AND id < $2 || '0'
    AND ($4 OR data -> 'answered' = 'true' OR data ->> 'askedBy' = $5)
  ORDER BY id LIMIT $6`;

const SEE_UNANSWERED: readonly string[] = ['secretariat', 'auditor'];

/** A page of the questions about a call: the answered ones for all, the others for who answers, audits or asked. */
export async function listCallClarifications(
  pool: pg.Pool,
  { fund, callId, cursor, limit }: Paging & { readonly fund: string; readonly callId: string },
  { id: person, roles }: Actor,
): Promise<ListPage<CallClarificationAnswer> | Refusal> {
  const after = decodeCursor(cursor, 'text');
  if (after !== undefined && isRefusal(after)) return after;
  const seesAll = roles.some((role) => SEE_UNANSWERED.includes(role));
  const values = [fund, callId, after?.[0] ?? '', seesAll, person, limit + 1];
  const { rows } = await pool.query<{ id: string; data: string }>(SELECT_PAGE, values);
  const idOf = (document: string): string => document.slice(callId.length + 1);
  return pageOf(rows, limit, {
    key: ({ id }) => [idOf(id)],
    item: ({ id, data }) => callClarificationAnswer(idOf(id), decodeState(data) as CallClarification),
  });
}
