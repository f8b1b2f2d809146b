import type { Problem } from '@mdtf/contracts';
import { tokenFor } from '../people-of-system.ts';

/** One request that must be refused, and how. */
export interface BadCase {
  readonly title: string;
  /** Who asks; null: without a token. */
  readonly as: string | null;
  /** Method and path. */
  readonly ask: `${'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH'} /${string}`;
  readonly body?: unknown;
  /** The bytes of the body instead. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  /** Besides authorization, content type and a new Idempotency-Key; an empty value leaves a header out. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly status: number;
  /** The problem's type without its prefix. */
  readonly type: string;
  /** True where what the caller reads cannot be read any more than the rest, so that the answer is English. */
  readonly unread?: boolean;
  /** A field at fault that must be named. */
  readonly field?: string;
}

/** An answer read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Problem & { readonly [member: string]: unknown };
}

/** Sends requests of any shape to a running system. */
export type Send = (request: Pick<BadCase, 'as' | 'ask' | 'body' | 'raw' | 'headers'>) => Promise<Answer>;

/** `run` makes the idempotency keys. */
export function senderTo(baseUrl: string, run: string): Send {
  const tokens = new Map<string, Promise<string>>();
  let keys = 0;
  const tokenOf = (person: string): Promise<string> => {
    const token = tokens.get(person) ?? tokenFor(baseUrl, person);
    tokens.set(person, token);
    return token;
  };
  return async ({ as, ask, body, raw, headers = {} }) => {
    const [method = '', path = ''] = ask.split(' ', 2);
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    keys += 1;
    const key = `${run}-${keys}`;
    const all = {
      ...(as === null ? {} : { authorization: `Bearer ${await tokenOf(as)}` }),
      ...(method === 'GET' ? {} : { 'idempotency-key': key }),
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    };
    const sent = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
    const answer = await fetch(baseUrl + path, {
      method,
      headers: sent,
      ...(payload === undefined ? {} : { body: payload }),
    });
    return { status: answer.status, headers: answer.headers, body: await bodyOf(answer) };
  };
}

async function bodyOf(answer: Response): Promise<Answer['body']> {
  const text = await answer.text();
  try {
    return JSON.parse(text) as Answer['body'];
  } catch {
    return { type: '', title: text, status: answer.status };
  }
}

/** What a refusal was, in the terms of a case. */
export function refusalOf({ status, headers, body }: Answer) {
  return {
    status,
    media: headers.get('content-type')?.split(';', 1)[0],
    type: body.type.replace('urn:mdtf:problem:', ''),
    told: body.status === status && body.title !== '' && (body.detail ?? '') !== '',
    fields: (body.errors ?? []).map(({ field }) => field),
  };
}

/** An amount in the demonstration fund's currency. */
export const usd = (amount: string) => ({ amount, currency: 'USD' });

/** The demonstration fund. */
export const IMDP = '/v1/funds/imdp';
