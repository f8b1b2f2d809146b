import type { Aggregate } from '@mdtf/domain';
import { decodeState } from '@mdtf/fund-log';
import type pg from 'pg';

const UNDER = `
  SELECT id, data::text AS data FROM state
  WHERE fund = $1 AND kind = $2 AND id > $3 AND id < $4 ORDER BY id LIMIT $5`;

/** The character after the slash that separates an activity from what is reported on it. */
const AFTER_SLASH = '0';

/** Up to `limit` documents of one kind about an activity, in the order of their ids, after the one with that id. */
export async function listAboutActivity<S>(
  pool: pg.Pool,
  // biome-ignore lint/suspicious/noExplicitAny: only the state type matters to a reader
  { kind }: Aggregate<S, any>,
  page: {
    readonly fund: string;
    readonly activityId: string;
    readonly after: string | undefined;
    readonly limit: number;
  },
): Promise<readonly S[]> {
  const { fund, activityId, after = '', limit } = page;
  const values = [fund, kind, `${activityId}/${after}`, `${activityId}${AFTER_SLASH}`, limit];
  const { rows } = await pool.query<{ id: string; data: string }>({
    name: 'about_activity',
    text: UNDER,
    values,
  });
  return rows.map(({ data }) => decodeState(data) as S);
}
