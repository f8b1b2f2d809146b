import type { z } from 'zod';
import type { ByteBody } from './bytes.ts';
import type { Problem } from './problem.ts';
import type { AnswerOf, Route } from './route.ts';

/** How long one call may take unless told otherwise. */
export const DEFAULT_CALL_TIMEOUT_MS = 30_000;

/** Where a client talks to, as whom, and how long it waits. */
export interface ClientOptions {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** A bearer token, or where to get the current one. */
  readonly token?: string | (() => string | Promise<string>);
  readonly timeoutMs?: number;
}

type Given<T extends z.ZodType, K extends string> =
  Record<never, never> extends z.input<T>
    ? { readonly [P in K]?: z.input<T> }
    : { readonly [P in K]: z.input<T> };

/** What a caller gives a route; parts that may be left out are optional. */
export type CallInput<R> =
  R extends Route<infer P, infer Q, infer B, z.ZodType>
    ? Given<P, 'params'> & Given<Q, 'query'> & Given<B, 'body'>
    : never;

/** What goes beside the contract's own parts, as headers. */
export interface CallOptions {
  /** Another caller than the client's own. */
  readonly token?: string;
  readonly idempotencyKey?: string;
  /** Positions that a read waits for. */
  readonly after?: string | readonly string[];
  readonly ifMatch?: string;
  readonly ifNoneMatch?: string;
  /** When it happened and where that is known from, for records made afterwards. */
  readonly time?: string;
  readonly provenance?: Readonly<Record<string, unknown>>;
  readonly accept?: string;
  /** What refusals are to be read in. */
  readonly language?: 'en' | 'fr';
  readonly timeoutMs?: number;
}

/** An answer: the route's own where `ok`, otherwise a problem; headers that matter as members. */
export type CallAnswer<R> = (
  | { readonly ok: true; readonly body: AnswerOf<R> }
  | { readonly ok: false; readonly body: Problem }
) & {
  readonly status: number;
  readonly position: string | undefined;
  readonly etag: string | undefined;
  readonly location: string | undefined;
  readonly replayed: boolean;
};

/** Calls any declared route by its declaration; types follow from it. Network failures and time-outs reject. */
export interface Client {
  call<R extends Route>(route: R, input: CallInput<R> & CallOptions): Promise<CallAnswer<R>>;
  /** The same, leaving the answer unread: for other formats than JSON. */
  send<R extends Route>(route: R, input: CallInput<R> & CallOptions): Promise<Response>;
}

/** A client over the global fetch, for pages, the command line and tests. */
export function createClient(options: ClientOptions): Client {
  const send = async (route: Route, input: Untyped & CallOptions): Promise<Response> => {
    const token =
      input.token ?? (typeof options.token === 'function' ? await options.token() : options.token);
    const timeoutMs = input.timeoutMs ?? options.timeoutMs ?? DEFAULT_CALL_TIMEOUT_MS;
    return fetch(options.baseUrl + urlOf(route, input), {
      method: route.method,
      headers: headersOf(route, input, token),
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'manual',
      ...bodyOf(route, input),
    });
  };
  return {
    send: (route, input) => send(route, input as Untyped & CallOptions),
    call: async <R extends Route>(route: R, input: CallInput<R> & CallOptions) =>
      (await read(await send(route, input as Untyped & CallOptions))) as CallAnswer<R>,
  };
}

interface Untyped {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** The path of a route with its parameters filled in and its query, percent-encoded. */
export function urlOf(route: Route, { params = {}, query = {} }: Untyped): string {
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  if (given.length === 0) return path;
  return `${path}?${new URLSearchParams(given.map(([key, value]): [string, string] => [key, String(value)]))}`;
}

/** JSON, or bytes as they come where the route takes a stream. */
function bodyOf({ upload }: Route, { body }: Untyped): RequestInit {
  if (body === undefined) return {};
  if (upload === undefined) return { body: JSON.stringify(body) };
  const { bytes } = body as ByteBody;
  return bytes instanceof Uint8Array
    ? { body: bytes as Uint8Array<ArrayBuffer> }
    : ({ body: ReadableStream.from(bytes), duplex: 'half' } as RequestInit);
}

function headersOf(
  { upload, download }: Route,
  input: Untyped & CallOptions,
  token: string | undefined,
): Record<string, string> {
  const { after, body } = input;
  const mediaType = upload === undefined ? 'application/json' : (body as ByteBody | undefined)?.mediaType;
  const given: Record<string, string | undefined> = {
    accept: input.accept ?? (download === undefined ? 'application/json' : '*/*'),
    'accept-language': input.language,
    authorization: token === undefined ? undefined : `Bearer ${token}`,
    'content-type': body === undefined ? undefined : mediaType,
    'idempotency-key': input.idempotencyKey,
    'if-match': input.ifMatch,
    'if-none-match': input.ifNoneMatch,
    'mdtf-after': typeof after === 'string' ? after : after?.length ? after.join(', ') : undefined,
    'mdtf-time': input.time,
    'mdtf-provenance': input.provenance === undefined ? undefined : asciiJson(input.provenance),
  };
  return Object.fromEntries(
    Object.entries(given).filter((header): header is [string, string] => header[1] !== undefined),
  );
}

/** JSON that a header can carry: everything beyond ASCII escaped. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

async function read(response: Response): Promise<CallAnswer<Route>> {
  const text = await response.text();
  const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '');
  const body = text === '' ? undefined : isJson ? (JSON.parse(text) as unknown) : text;
  const header = (name: string): string | undefined => response.headers.get(name) ?? undefined;
  return {
    ok: response.ok,
    status: response.status,
    body: body as Problem,
    position: header('mdtf-position'),
    etag: header('etag'),
    location: header('location'),
    replayed: header('idempotency-replayed') === 'true',
  } as CallAnswer<Route>;
}
