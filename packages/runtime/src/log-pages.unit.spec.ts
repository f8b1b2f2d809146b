import type { EntryPage, LogReader, StoredEntry } from '@mdtf/fund-log';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { echoMount, echoServer } from '../test/echo-service.ts';
import type { ServiceMount } from './ports.ts';

const entry = (sequence: number, visibility: string): StoredEntry => ({
  envelope: JSON.stringify({ sequence: String(sequence), visibility }),
  salt: 'c2FsdA==',
  payload: `{"secret":${sequence}}`,
});
const ENTRIES = [entry(1, 'public'), entry(2, 'parties'), entry(3, 'restricted')];
const head = { fund: 'open', sequence: 3n, leafHash: 'ab', recordedThrough: '2026-01-01T00:00:00.000Z' };

const logs: LogReader = {
  service: 'allocation',
  heads: async (after) => ({
    heads: after === undefined ? [head] : [],
    recordedThrough: head.recordedThrough,
    ...(after ? {} : { next: 'open' }),
  }),
  page: async (fund, after, limit): Promise<EntryPage> =>
    fund === 'open' || fund === 'reticent'
      ? { entries: ENTRIES.slice(Number(after), Number(after) + limit), head }
      : { entries: [] },
};

const echo = echoMount();
const mount: ServiceMount = {
  ...echo,
  logs,
  publicationOf: (fund) =>
    fund === 'reticent' ? { publishes: true, unpublished: ['contributions'] } : echo.publicationOf(fund),
  grants: {
    rolesOf: (_, person) => ({ roles: person === 'stranger' ? [] : [person], organisations: [], seats: [] }),
  },
  positions: async (fund) =>
    fund === 'open'
      ? {
          head: { service: 'allocation', fund, sequence: 3n },
          read: [
            { service: 'committee', fund, sequence: 9n },
            { service: 'proposals', fund, sequence: 2n, parked: 'a fork' },
          ],
        }
      : undefined,
};

let app: FastifyInstance;
let token: Awaited<ReturnType<typeof echoServer>>['token'];
beforeAll(async () => {
  ({ app, token } = await echoServer({}, mount));
});
afterAll(() => app.close());

async function read(url: string, person?: string) {
  const headers: Record<string, string> =
    person === undefined ? {} : { authorization: `Bearer ${await token(person)}` };
  const answer = await app.inject({ url, headers });
  return { status: answer.statusCode, ...answer.json() };
}

describe('entries', () => {
  const url = '/v1/funds/open/logs/allocation/entries';
  const shown = (items: { payload: string | null; salt: string | null }[]) =>
    items.map(({ payload, salt }) => [payload, salt]);

  it('are served in full to services and to the fund’s auditors', async () => {
    for (const person of ['svc-reporting', 'auditor']) {
      const { items, head: served } = await read(url, person);
      expect(items).toEqual(ENTRIES.map((e) => ({ ...e, traceparent: null })));
      expect(served).toEqual({ ...head, sequence: '3' });
    }
  });

  it('show everyone else their envelopes, and payloads only where they are public', async () => {
    for (const person of [undefined, 'stranger', 'partner', 'secretariat', 'admin']) {
      const { items } = await read(url, person);
      expect(items.map((i: StoredEntry) => i.envelope)).toEqual(ENTRIES.map((e) => e.envelope));
      expect([person, shown(items)]).toEqual([
        person,
        [
          ['{"secret":1}', 'c2FsdA=='],
          [null, null],
          [null, null],
        ],
      ]);
    }
  });

  it('of a log that tells what the fund withholds show the public their envelopes alone', async () => {
    const reticent = '/v1/funds/reticent/logs/allocation/entries';
    const { items } = await read(reticent);
    expect(items.map((i: StoredEntry) => i.envelope)).toEqual(ENTRIES.map((e) => e.envelope));
    const nothing = [null, null];
    expect(shown(items)).toEqual([nothing, nothing, nothing]);
    expect(shown((await read(reticent, 'stranger')).items)).toEqual([nothing, nothing, nothing]);
    const partner = shown((await read(reticent, 'partner')).items);
    expect(partner).toEqual([['{"secret":1}', 'c2FsdA=='], nothing, nothing]);
  });

  it('of a fund that does not publish are for its roles only', async () => {
    expect((await read('/v1/funds/imdp/logs/allocation/entries')).status).toBe(401);
    expect((await read('/v1/funds/imdp/logs/allocation/entries', 'stranger')).status).toBe(403);
    expect(await read('/v1/funds/imdp/logs/allocation/entries', 'observer')).toMatchObject({
      status: 200,
      items: [],
      head: null,
    });
  });

  it('begin after a sequence and end at a limit', async () => {
    const { items } = await read(`${url}?after=1&limit=1`, 'auditor');
    expect(items.map((i: StoredEntry) => i.payload)).toEqual(['{"secret":2}']);
    expect((await read(`${url}?after=-1`, 'auditor')).status).toBe(400);
    expect((await read(`${url}?limit=1001`, 'auditor')).status).toBe(400);
  });

  it('of a service that does not answer here are not found', async () => {
    expect((await read('/v1/funds/open/logs/committee/entries', 'auditor')).status).toBe(404);
    expect((await read('/v1/funds/open/logs/other/entries', 'auditor')).status).toBe(400);
  });
});

describe('heads and positions', () => {
  it('tell where each log ends, page by page', async () => {
    const first = await read('/v1/logs/heads', 'svc-reporting');
    expect(first.logs).toEqual([
      {
        service: 'allocation',
        heads: [{ ...head, sequence: '3' }],
        recordedThrough: head.recordedThrough,
        next: 'open',
      },
    ]);
    const last = await read('/v1/logs/heads?after=open', 'svc-reporting');
    expect(last.logs[0]).toMatchObject({ heads: [], next: null });
    expect((await read('/v1/logs/heads?service=committee', 'svc-reporting')).logs).toEqual([]);
    expect((await read('/v1/logs/heads')).status).toBe(401);
  });

  it('tell how far each source has been read and why it stands still', async () => {
    expect((await read('/v1/funds/open/positions', 'auditor')).items).toEqual([
      {
        service: 'allocation',
        head: 'allocation/open/3',
        read: [
          { position: 'committee/open/9', parked: null },
          { position: 'proposals/open/2', parked: 'a fork' },
        ],
      },
    ]);
    expect((await read('/v1/funds/nowhere/positions', 'auditor')).status).toBe(404);
  });
});
