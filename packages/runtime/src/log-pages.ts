import { LOGS_TELL, logRoutes, MAX_ENTRIES } from '@mdtf/contracts';
import { isPublished } from '@mdtf/domain';
import { formatPosition, type Head, MAX_ENTRIES_PAGE, type StoredEntry } from '@mdtf/fund-log';
import { type Implementation, implementAll } from './implementation.ts';
import type { ServiceMount } from './ports.ts';
import { notFound } from './refusal.ts';

/** The pages of the logs of every service mounted here: heads, entries and positions. */
export function logImplementations(mounts: readonly ServiceMount[]): readonly Implementation[] {
  const withLogs = mounts.filter((mount) => mount.logs !== undefined);
  return implementAll(logRoutes, {
    listLogHeads: async ({ query }) => {
      const asked = withLogs.filter(({ name }) => query.service === undefined || query.service === name);
      const logs = await Promise.all(
        asked.map(async ({ name, logs }) => {
          const page = await (logs as NonNullable<typeof logs>).heads(query.after);
          const { recordedThrough, next = null } = page;
          return { service: name as SourceName, heads: page.heads.map(headOf), recordedThrough, next };
        }),
      );
      return { body: { logs } };
    },

    listLogEntries: async ({ params, query, actor }) => {
      const mount = withLogs.find(({ name }) => name === params.service);
      const logs = mount?.logs;
      if (logs === undefined) return notFound('log', `${params.service}/${params.fundId}`);
      const limit = Math.min(query.limit, MAX_ENTRIES, MAX_ENTRIES_PAGE);
      const page = await logs.page(params.fundId, BigInt(query.after), limit);
      const told =
        actor.roles.length > 0 || (await isTold(mount as ServiceMount, params.service, params.fundId));
      const seesAll = actor.roles.includes('service') || actor.roles.includes('auditor');
      const show = seesAll ? inFull : told ? asVisible : envelopeAlone;
      const items = page.entries.map((entry) => show(entry));
      return { body: { items, head: page.head === undefined ? null : headOf(page.head) } };
    },

    listPositions: async ({ params }) => {
      const found = await Promise.all(
        mounts.map(async (mount) => ({ service: mount.name, at: await mount.positions(params.fundId) })),
      );
      const items = found.flatMap(({ service, at }) => {
        if (at === undefined) return [];
        const read = at.read.map((source) => ({
          position: formatPosition(source),
          parked: source.parked ?? null,
        }));
        return [{ service, head: at.head === undefined ? null : formatPosition(at.head), read }];
      });
      return items.length === 0 ? notFound('fund', params.fundId) : { body: { items } };
    },
  });
}

type SourceName = 'committee' | 'proposals' | 'allocation' | 'reporting';

const headOf = ({ fund, sequence, leafHash, recordedThrough }: Head) => ({
  fund,
  sequence: sequence.toString(),
  leafHash,
  recordedThrough,
});

interface ServedEntry {
  readonly envelope: string;
  readonly salt: string | null;
  readonly payload: string | null;
  readonly traceparent: string | null;
}

const inFull = ({ envelope, salt, payload, traceparent }: StoredEntry): ServedEntry => ({
  envelope,
  salt,
  payload,
  traceparent: traceparent ?? null,
});

/** Whether the fund withholds nothing of what the payloads of this log tell. */
async function isTold(mount: ServiceMount, source: SourceName, fund: string): Promise<boolean> {
  const publication = await mount.publicationOf(fund);
  return publication !== undefined && isPublished(publication, LOGS_TELL[source]);
}

// Without the salt nobody can test a guess at a payload against the hash in its envelope.
function asVisible(entry: StoredEntry): ServedEntry {
  const { visibility } = JSON.parse(entry.envelope) as { visibility?: string };
  return visibility === 'public' ? inFull(entry) : envelopeAlone(entry);
}

function envelopeAlone(entry: StoredEntry): ServedEntry {
  return { ...inFull(entry), salt: null, payload: null };
}
