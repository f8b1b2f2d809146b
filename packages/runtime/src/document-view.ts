import { type Access, type Aggregate, accessAggregate, holdingsOf } from '@mdtf/domain';
import { decodeState } from '@mdtf/fund-log';
import type pg from 'pg';
import type { GrantLookup, Grants } from './ports.ts';

/** Documents remembered; the oldest go first. */
const MAX_REMEMBERED = 20_000;

/** How long a document is believed without asking again: another process may have changed it unnoticed here. */
const BELIEVED_MS = 1_000;

/** Documents looked up by one statement. */
const MAX_ASKED_AT_ONCE = 500;

const SELECT_DOCUMENTS = `SELECT k.number::int AS number, s.data::text AS data
  FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS k (fund, kind, id, number)
  CROSS JOIN LATERAL (SELECT data FROM state s WHERE s.fund = k.fund AND s.kind = k.kind AND s.id = k.id LIMIT 1) s`;

/** What may have changed in a fund: the service's own documents, or what it knows of the others. */
export type Changed = 'own' | 'facts';

/** Reads single documents for requests, from memory as long as this process has written nothing newer. */
export interface DocumentView {
  // biome-ignore lint/suspicious/noExplicitAny: only the state type matters to a reader
  read<S>(fund: string, aggregate: Aggregate<S, any>, id: string): S | undefined | Promise<S | undefined>;
  /** Forgets what is remembered of a fund. */
  forget(fund: string, changed: Changed): void;
}

interface Remembered {
  state: unknown;
  loading: Promise<unknown> | undefined;
  readonly era: number;
  readonly atMs: number;
}

/** A view of the state table of a service whose facts are of these kinds; `elapsedMs` is any clock that only goes forward. */
export function createDocumentView(
  pool: pg.Pool,
  factKinds: ReadonlySet<string>,
  elapsedMs: () => number,
): DocumentView {
  const remembered = new Map<string, Remembered>();
  const eras = { own: new Map<string, number>(), facts: new Map<string, number>() };

  const load = lookUpTogether(pool);

  function remember(key: string, era: number, loading: Promise<unknown>): Promise<unknown> {
    // The era is taken before the query: what changes meanwhile makes this answer old, not the next one.
    const entry: Remembered = { state: undefined, loading, era, atMs: elapsedMs() };
    remembered.delete(key);
    remembered.set(key, entry);
    if (remembered.size > MAX_REMEMBERED) remembered.delete(remembered.keys().next().value ?? key);
    return loading.then(
      (state) => {
        entry.state = state;
        entry.loading = undefined;
        return state;
      },
      (error: unknown) => {
        if (remembered.get(key) === entry) remembered.delete(key);
        throw error;
      },
    );
  }

  return {
    // biome-ignore lint/suspicious/noExplicitAny: as declared
    read<S>(fund: string, { kind }: Aggregate<S, any>, id: string) {
      const key = `${fund}\u0000${kind}\u0000${id}`;
      const era = eras[factKinds.has(kind) ? 'facts' : 'own'].get(fund) ?? 0;
      const known = remembered.get(key);
      if (known !== undefined && known.era === era && elapsedMs() - known.atMs < BELIEVED_MS) {
        return (known.loading ?? known.state) as S | undefined | Promise<S | undefined>;
      }
      return remember(key, era, load(fund, kind, id)) as Promise<S | undefined>;
    },
    forget(fund, changed) {
      eras[changed].set(fund, (eras[changed].get(fund) ?? 0) + 1);
    },
  };
}

interface Asked {
  readonly fund: string;
  readonly kind: string;
  readonly id: string;
  readonly tell: (state: unknown) => void;
  readonly fail: (error: unknown) => void;
}

/** Looks documents up, those asked for in one turn of the event loop by one statement. */
function lookUpTogether(pool: pg.Pool): (fund: string, kind: string, id: string) => Promise<unknown> {
  let waiting: Asked[] = [];

  const lookUp = async (asked: readonly Asked[]): Promise<void> => {
    try {
      const values = [
        asked.map(({ fund }) => fund),
        asked.map(({ kind }) => kind),
        asked.map(({ id }) => id),
      ];
      const { rows } = await pool.query<{ number: number; data: string }>(SELECT_DOCUMENTS, values);
      const found = new Map(rows.map(({ number, data }) => [number, data]));
      for (const [at, { tell }] of asked.entries()) {
        const data = found.get(at + 1);
        tell(data === undefined ? undefined : decodeState(data));
      }
    } catch (error) {
      for (const { fail } of asked) fail(error);
    }
  };

  const lookUpAll = (): void => {
    const asked = waiting;
    waiting = [];
    for (let first = 0; first < asked.length; first += MAX_ASKED_AT_ONCE) {
      void lookUp(asked.slice(first, first + MAX_ASKED_AT_ONCE));
    }
  };

  return (fund, kind, id) =>
    new Promise((tell, fail) => {
      if (waiting.length === 0) setImmediate(lookUpAll);
      waiting.push({ fund, kind, id, tell, fail });
    });
}

/** Who may do what, from the access documents that the committee's entries fold into. */
export function grantLookup(view: DocumentView): GrantLookup {
  return {
    rolesOf(fund: string, person: string): Grants | Promise<Grants> {
      const access = view.read<Access>(fund, accessAggregate, person);
      return access instanceof Promise ? access.then(holdingsOf) : holdingsOf(access);
    },
  };
}
