import type { IncomingMessage } from 'node:http';
import {
  type AnswerOf,
  type BodyOf,
  bulkRoutes,
  type logRoutes,
  type Problem,
  type Route,
} from '@mdtf/contracts';
import {
  askAsService,
  languageFor,
  problemIn,
  type Refusal,
  type RouteTable,
  type ServiceToken,
} from '@mdtf/runtime';
import type { FastifyRequest } from 'fastify';
import { refusalOf } from './forward.ts';
import { OWNERS, type Owner, ownerOf } from './owners.ts';
import { REQUEST_ID, traceOnward } from './passed-headers.ts';
import { passOn, type Upstream, UpstreamFailure } from './upstream.ts';
import type { Language } from './wording.ts';

/** Bytes of a service's part of a joined answer. */
export const MAX_PART_BYTES = 32 * 1024 * 1024;

/** What is joined from: the services, and the portal's own identity where the caller's was looked at already. */
export interface JoinedFrom {
  readonly upstreams: Readonly<Record<Owner, Upstream>>;
  readonly routes: RouteTable<Route>;
  readonly token: ServiceToken;
}

/** One service's answer, read whole. */
export interface Part {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the services' answers follow the contracts
  readonly body: any;
  readonly headers: IncomingMessage['headers'];
}

/** What every service says of its logs' heads; the first that refuses speaks for all. */
export async function joinHeads({ upstreams }: JoinedFrom, request: FastifyRequest): Promise<Part> {
  const parts = await Promise.all(OWNERS.map((owner) => ask(upstreams[owner], request, {})));
  const refused = parts.find(({ status }) => status !== 200);
  if (refused !== undefined) return refused;
  const logs = parts.flatMap(({ body }) => (body as AnswerOf<typeof logRoutes.listLogHeads>).logs);
  return { status: 200, body: { logs }, headers: {} };
}

/** How far every service has come; whether the caller may know is the committee's to say, whose grants are exact. */
export async function joinPositions(
  { upstreams, token }: JoinedFrom,
  request: FastifyRequest,
): Promise<Part> {
  const first = await ask(upstreams.committee, request, afterOf(request, 'committee'));
  if (first.status !== 200) return first;
  const others = OWNERS.filter((owner) => owner !== 'committee');
  const askOthers = (own: string): Promise<readonly Part[]> => {
    const authorization = `Bearer ${own}`;
    return Promise.all(
      others.map((owner) => ask(upstreams[owner], request, { ...afterOf(request, owner), authorization })),
    );
  };
  const parts = await askAsService(token, askOthers, (told) => told.some(({ status }) => status === 401));
  // A service that has not heard of the fund yet has nothing to say of it.
  const refused = parts.find(({ status }) => status !== 200 && status !== 404);
  if (refused !== undefined) return refused;
  const items = [first, ...parts].flatMap(({ status, body }) =>
    status === 200 ? (body as AnswerOf<typeof logRoutes.listPositions>).items : [],
  );
  return { status: 200, body: { items }, headers: {} };
}

type BulkItem = BodyOf<typeof bulkRoutes.bulk>['items'][number];
type BulkResult = AnswerOf<typeof bulkRoutes.bulk>['items'][number];

/** Carries each item of a bulk request to the service that owns its path, all services at once; answers in the order given. */
export async function joinBulk(from: JoinedFrom, request: FastifyRequest): Promise<Part> {
  const { upstreams } = from;
  const { body } = request;
  // What does not fit the contract is for a service to refuse, field by field.
  if (!bulkRoutes.bulk.body.safeParse(body).success) return send(upstreams.committee, request, body);
  const { items } = body as { items: readonly BulkItem[] };
  const byOwner = Map.groupBy(items.keys(), (at) => ownerOfItem(from, items[at] as BulkItem));
  const results: BulkResult[] = [];
  const parts = await Promise.all(
    Array.from(byOwner, async ([owner, places]) => {
      const part = await send(upstreams[owner], request, { items: places.map((at) => items[at]) });
      for (const [n, at] of places.entries())
        results[at] = part.status === 200 ? part.body.items[n] : itemOf(part);
      return part;
    }),
  );
  // Nothing was carried out for a caller whom nobody knows.
  return parts.find(({ status }) => status === 401) ?? { status: 200, body: { items: results }, headers: {} };
}

function ownerOfItem({ routes }: JoinedFrom, { path, method = 'POST' }: BulkItem): Owner {
  const found = routes.match(method, path)?.found;
  // A path that nobody has is refused by any of them in the same words.
  return (found && ownerOf(found.value, found.params)) ?? 'committee';
}

const itemOf = ({ status, body }: Part): BulkResult => ({
  status,
  body: body as Problem,
  position: null,
  location: null,
  replayed: false,
});

const send = (upstream: Upstream, request: FastifyRequest, body: unknown): Promise<Part> =>
  ask(upstream, request, { 'content-type': 'application/json' }, JSON.stringify(body ?? null));

function afterOf({ headers }: FastifyRequest, owner: Owner): Record<string, string> {
  const all = headers['mdtf-after'];
  const own = (typeof all === 'string' ? all.split(',') : []).map((one) => one.trim());
  const mine = own.filter(
    (position) => position.startsWith(`${owner}/`) || (owner === 'committee' && !named(position)),
  );
  return mine.length === 0 ? {} : { 'mdtf-after': mine.join(', ') };
}

const named = (position: string): boolean => OWNERS.some((owner) => position.startsWith(`${owner}/`));

/** Asks one service the same as the caller asked, and reads its answer; where it is away, what the caller is told. */
async function ask(
  upstream: Upstream,
  request: FastifyRequest,
  headers: Readonly<Record<string, string>>,
  body?: string,
): Promise<Part> {
  const { authorization, traceparent, 'accept-language': language } = request.headers;
  try {
    const answer = await passOn(upstream, {
      method: request.method,
      path: request.url,
      headers: {
        accept: 'application/json',
        [REQUEST_ID]: request.headers[REQUEST_ID] as string,
        'x-forwarded-for': request.ip,
        ...(language !== undefined && { 'accept-language': language }),
        ...(authorization !== undefined && { authorization }),
        ...traceOnward(traceparent),
        ...headers,
      },
      ...(body !== undefined && { body }),
    });
    return {
      status: answer.statusCode ?? 502,
      body: await readJson(upstream, answer),
      headers: answer.headers,
    };
  } catch (error) {
    return partOf(refusalOf(error, request), languageFor(language));
  }
}

const partOf = ({ problem, headers = {} }: Refusal, language: Language): Part => ({
  status: problem.status,
  body: problemIn(problem, language),
  headers,
});

async function readJson({ name }: Upstream, answer: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      bytes += chunk.byteLength;
      if (bytes > MAX_PART_BYTES) throw new RangeError(`longer than ${MAX_PART_BYTES} bytes`);
      chunks.push(chunk);
    }
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (error) {
    throw new UpstreamFailure(name, { silent: true, cause: error });
  }
}
