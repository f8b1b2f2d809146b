import type pg from 'pg';
import { type EntryRow, entriesOf } from './postgres-reader.ts';
import {
  MAX_SET_ASIDE,
  type RelayEntry,
  type RelayLog,
  type RelayPlace,
  type RelayWant,
} from './relay-log.ts';
import { int8Array, textArray } from './sql-arrays.ts';

// Reading is planned anew each time: a plan made while the tables were small would be kept as they grow.
const BEHIND = `SELECT h.fund, coalesce(r.sequence, 0) AS published, h.sequence AS head
                FROM head h LEFT JOIN relayed r USING (fund)
                WHERE h.sequence > coalesce(r.sequence, 0) AND r.set_aside_at IS NULL`;

/** The relay's side of a log in PostgreSQL. What it notes may be lost in a crash of the server: then it is sent again. */
export function postgresRelayLog({ pool, service }: { pool: pg.Pool; service: string }): RelayLog {
  return { service, ...leaseIn(pool), ...placesIn(pool), ...relayShelf(pool) };
}

function leaseIn(pool: pg.Pool): Pick<RelayLog, 'takeLease' | 'renewLease' | 'releaseLease'> {
  return {
    async takeLease(holder, leaseMs) {
      const { rows } = await pool.query<{ epoch: bigint }>({
        name: 'relay_take_lease',
        text: `UPDATE relay_lease
               SET epoch = epoch + 1, holder = $1, expires_at = clock_timestamp() + $2::int * interval '1 ms'
               WHERE expires_at <= clock_timestamp() RETURNING epoch`,
        values: [holder, leaseMs],
      });
      return rows[0]?.epoch;
    },
    async renewLease(epoch, leaseMs) {
      const { rowCount } = await pool.query({
        name: 'relay_renew_lease',
        text: `UPDATE relay_lease SET expires_at = clock_timestamp() + $2::int * interval '1 ms' WHERE epoch = $1`,
        values: [epoch, leaseMs],
      });
      return rowCount === 1;
    },
    async releaseLease(epoch) {
      await pool.query('UPDATE relay_lease SET expires_at = clock_timestamp() WHERE epoch = $1', [epoch]);
    },
  };
}

function placesIn(pool: pg.Pool): Pick<RelayLog, 'behind' | 'read' | 'advance'> {
  return {
    async behind(limit, funds) {
      const { rows } =
        funds === undefined
          ? await pool.query<RelayPlace>({
              text: `${BEHIND} ORDER BY h.fund LIMIT $1`,
              values: [limit],
            })
          : await pool.query<RelayPlace>({
              text: `${BEHIND} AND h.fund = ANY ($2::text[]) LIMIT $1`,
              values: [limit, textArray(funds)],
            });
      return rows;
    },
    read: (wanted, maxBytes) => read(pool, wanted, maxBytes),
    async advance(epoch, published) {
      const { rows } = await pool.query<{ leads: boolean }>({
        name: 'relay_advance',
        // The lock on the lease holds back whoever would take it over until this is noted, or shows that it was.
        text: `WITH lease AS (SELECT epoch FROM relay_lease WHERE epoch = $1 FOR SHARE),
               noted AS (
                 INSERT INTO relayed AS r (fund, sequence)
                 SELECT p.fund, p.sequence FROM unnest($2::text[], $3::bigint[]) AS p (fund, sequence), lease
                 ON CONFLICT (fund) DO UPDATE SET sequence = excluded.sequence WHERE r.sequence < excluded.sequence)
               SELECT EXISTS (SELECT FROM lease) AS leads, set_config('synchronous_commit', 'off', true)`,
        values: [
          epoch,
          textArray(published.map(({ fund }) => fund)),
          int8Array(published.map(({ sequence }) => sequence)),
        ],
      });
      return rows[0]?.leads === true;
    },
  };
}

/** Funds that a relay does not publish, as an operator sees and changes them; every process of the service goes by it. */
export function relayShelf(pool: pg.Pool): Pick<RelayLog, 'setAside' | 'takeUp' | 'aside'> {
  return {
    async setAside(fund, reason) {
      await pool.query(
        `INSERT INTO relayed (fund, set_aside_reason, set_aside_at) VALUES ($1, $2, clock_timestamp())
         ON CONFLICT (fund) DO UPDATE SET set_aside_reason = $2, set_aside_at = clock_timestamp()`,
        [fund, reason],
      );
    },
    async takeUp(fund) {
      await pool.query('UPDATE relayed SET set_aside_reason = NULL, set_aside_at = NULL WHERE fund = $1', [
        fund,
      ]);
    },
    async aside() {
      const { rows } = await pool.query<{ fund: string; reason: string }>(
        `SELECT fund, set_aside_reason AS reason FROM relayed WHERE set_aside_at IS NOT NULL ORDER BY fund LIMIT $1`,
        [MAX_SET_ASIDE],
      );
      return rows;
    },
  };
}

async function read(pool: pg.Pool, wanted: readonly RelayWant[], maxBytes: number): Promise<RelayEntry[]> {
  const { rows } = await pool.query<EntryRow & { fund: string; sequence: bigint }>({
    // The length of a compressed text is known without unpacking it.
    text: `SELECT fund, sequence, envelope, salt, payload, traceparent
             FROM (SELECT w.line, e.*,
                          sum(octet_length(e.payload) + octet_length(e.envelope)) OVER (ORDER BY w.line, e.sequence) AS bytes,
                          row_number() OVER (ORDER BY w.line, e.sequence) AS row
                   FROM unnest($1::text[], $2::bigint[], $3::bigint[]) WITH ORDINALITY AS w (fund, after, most, line)
                   CROSS JOIN LATERAL (SELECT * FROM entry WHERE entry.fund = w.fund AND entry.sequence > w.after
                                       ORDER BY entry.sequence LIMIT w.most) e) page
             WHERE bytes <= $4 OR row = 1
             ORDER BY line, sequence`,
    values: [
      textArray(wanted.map(({ fund }) => fund)),
      int8Array(wanted.map(({ after }) => after)),
      int8Array(wanted.map(({ limit }) => limit)),
      maxBytes,
    ],
  });
  const stored = entriesOf(rows);
  return rows.flatMap(({ fund, sequence }, at) => {
    const entry = stored[at];
    return entry === undefined ? [] : [{ fund, sequence, stored: entry }];
  });
}
