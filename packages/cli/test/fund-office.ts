import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BulkAnswer } from '../src/import/send-bulk.ts';

/** A bulk item as it arrived. */
export interface Arrived {
  readonly path: string;
  readonly idempotencyKey: string;
  readonly body: { readonly id?: string };
  readonly time?: string;
  readonly provenance: {
    readonly source: string;
    readonly row: number;
    readonly given: Record<string, string>;
  };
}

/** A small system in memory that keeps the promises an import relies on: keys, ids, 503, positions. */
export interface FundOffice extends AsyncDisposable {
  readonly url: string;
  /** Every item of every request, in the order of arrival. */
  readonly arrived: Arrived[];
  readonly records: Map<string, Arrived>;
  /** Decides on an item that is new; undefined: accepted. */
  rule: (item: Arrived) => { readonly status: number; readonly code: string } | undefined;
  /** Called for each request; true: it is cut off unanswered after it was carried out. */
  cutOff: (request: number) => boolean;
}

/** Opens the office on a free port of loopback. */
export async function openFundOffice(): Promise<FundOffice> {
  const answers = new Map<string, BulkAnswer>();
  let requests = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const json = (body: unknown) => {
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      };
      if (request.url === '/dev/token') return json({ access_token: 'a-token' });
      if (request.url?.endsWith('/positions')) return json({ items: [] });
      requests += 1;
      const { items } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { items: Arrived[] };
      const body = { items: items.map(answer) };
      return office.cutOff(requests) ? void response.destroy() : json(body);
    });
  });

  function answer(item: Arrived): BulkAnswer {
    office.arrived.push(item);
    const before = answers.get(item.idempotencyKey);
    if (before !== undefined) return { ...before, replayed: true };
    const refusal =
      office.rule(item) ?? (isTaken(item) ? { status: 409, code: 'already-exists' } : undefined);
    const body =
      refusal === undefined
        ? {}
        : { type: `urn:mdtf:problem:${refusal.code}`, title: 'No', detail: 'It cannot be.' };
    const given = { status: refusal?.status ?? 201, body, position: null, location: null, replayed: false };
    if (given.status !== 503) answers.set(item.idempotencyKey, given);
    if (refusal === undefined) office.records.set(recordOf(item), item);
    return given;
  }

  const isTaken = (item: Arrived) => office.records.has(recordOf(item));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const office: FundOffice = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrived: [],
    records: new Map(),
    rule: () => undefined,
    cutOff: () => false,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return office;
}

const recordOf = ({ path, body }: Arrived): string => `${path}#${body.id ?? ''}`;
