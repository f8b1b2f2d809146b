import { fundId } from '@mdtf/contracts';
import {
  type Head,
  type HeadsPage,
  type LogReader,
  MAX_ENTRIES_PAGE,
  type StoredEntry,
} from '@mdtf/fund-log';
import { BodyTooLong, boundedText } from './bounded-body.ts';
import { askAsService, type ServiceToken } from './service-identity.ts';

/** How long another service may take to answer with a page of its log. */
export const PAGE_TIMEOUT_MS = 10_000;

/** Bytes of a page at most; one that is longer is asked for again with half the entries. */
export const MAX_PAGE_BODY_BYTES = 32 * 1024 * 1024;

/** The greatest id a fund may have: what comes after it has no fund. */
const LAST_FUND_ID = 'z'.repeat(39);

const MAX_TOLD_BODY = 300;

/** Another service's logs cannot be read now; the message names the service and what it answered. */
export class LogUnavailable extends Error {
  override readonly name = 'LogUnavailable';
}

export interface RemoteLogReaderOptions {
  readonly service: string;
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** The token of a caller with the role `service`. */
  readonly token: ServiceToken;
  readonly timeoutMs?: number;
  readonly maxBodyBytes?: number;
}

/** Reads another service's logs over HTTP, in full; throws LogUnavailable where it does not answer or gives less. */
export function createRemoteLogReader(options: RemoteLogReaderOptions): LogReader {
  const { service } = options;
  return {
    service,
    async heads(after) {
      const from = after === undefined || after === '' ? '' : `&after=${knownToContracts(after)}`;
      const { logs } = await get<HeadsAnswer>(options, `/v1/logs/heads?service=${service}${from}`);
      const log = logs.find((one) => one.service === service);
      if (log === undefined)
        throw new LogUnavailable(`${options.baseUrl} does not have the logs of ${service}`);
      return headsPage(log);
    },
    async page(fund, afterSequence, limit) {
      const path = `/v1/funds/${encodeURIComponent(fund)}/logs/${service}/entries?after=${afterSequence}`;
      // Each round asks for half of the one before, so there are few.
      for (let asked = Math.min(Math.max(limit, 1), MAX_ENTRIES_PAGE); ; asked = Math.ceil(asked / 2)) {
        try {
          const { items, head } = await get<EntriesAnswer>(options, `${path}&limit=${asked}`);
          const entries = limit === 0 ? [] : items.map((item) => entryOf(service, item));
          return { entries, ...(head !== null && { head: headOf(head) }) };
        } catch (error) {
          if (!(error instanceof BodyTooLong) || asked === 1) throw error;
        }
      }
    },
  };
}

interface WireHead extends Omit<Head, 'sequence'> {
  readonly sequence: string;
}

interface WireLog {
  readonly service: string;
  readonly heads: readonly WireHead[];
  readonly recordedThrough: string;
  readonly next: string | null;
}

interface HeadsAnswer {
  readonly logs: readonly WireLog[];
}

interface WireEntry {
  readonly envelope: string;
  readonly salt: string | null;
  readonly payload: string | null;
  readonly traceparent: string | null;
}

interface EntriesAnswer {
  readonly items: readonly WireEntry[];
  readonly head: WireHead | null;
}

const knownToContracts = (after: string): string => (fundId.safeParse(after).success ? after : LAST_FUND_ID);

const headOf = ({ fund, sequence, leafHash, recordedThrough }: WireHead): Head => ({
  fund,
  sequence: BigInt(sequence),
  leafHash,
  recordedThrough,
});

const headsPage = ({ heads, recordedThrough, next }: WireLog): HeadsPage => ({
  heads: heads.map(headOf),
  recordedThrough,
  ...(next !== null && { next }),
});

function entryOf(service: string, { envelope, salt, payload, traceparent }: WireEntry): StoredEntry {
  if (salt === null || payload === null) {
    throw new LogUnavailable(
      `${service} keeps payloads back: the token in use does not carry the role service`,
    );
  }
  return { envelope, salt, payload, ...(traceparent !== null && { traceparent }) };
}

interface Told<A> {
  readonly status: number;
  readonly text: string;
  /** Undefined where the service refuses. */
  readonly body: A | undefined;
}

async function get<A>(options: RemoteLogReaderOptions, path: string): Promise<A> {
  const told = await askAsService(
    options.token,
    (bearer) => ask<A>(options, path, bearer),
    ({ status }) => status === 401,
  );
  if (told.body !== undefined) return told.body;
  throw new LogUnavailable(`${options.service} answers ${told.status}: ${told.text.slice(0, MAX_TOLD_BODY)}`);
}

async function ask<A>(options: RemoteLogReaderOptions, path: string, bearer: string): Promise<Told<A>> {
  const { service, baseUrl } = options;
  try {
    const response = await fetch(`${baseUrl}${path}`, {
      headers: { authorization: `Bearer ${bearer}`, accept: 'application/json' },
      signal: AbortSignal.timeout(options.timeoutMs ?? PAGE_TIMEOUT_MS),
      redirect: 'error',
    });
    const text = await boundedText(response, options.maxBodyBytes ?? MAX_PAGE_BODY_BYTES);
    const body = response.ok ? (JSON.parse(text) as A) : undefined;
    return { status: response.status, text, body };
  } catch (error) {
    if (error instanceof BodyTooLong) throw error;
    const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
    const why = cause?.code ?? cause?.message ?? message;
    throw new LogUnavailable(`${service} at ${baseUrl} does not answer: ${why}`, { cause: error });
  }
}
