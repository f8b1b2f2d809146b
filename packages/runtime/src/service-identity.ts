import { readFile } from 'node:fs/promises';
import { boundedText } from './bounded-body.ts';

/** How long the token endpoint may take to answer. */
export const TOKEN_TIMEOUT_MS = 5_000;

/** How long before its expiry a token is replaced, and at the latest after half its life. */
export const REPLACE_BEFORE_MS = 30_000;

/** How long the text of a token file is believed. */
export const TOKEN_FILE_BELIEVED_MS = 5_000;

const MAX_TOKEN_ANSWER_BYTES = 64 * 1024;
const DEFAULT_LIFETIME_SECONDS = 60;

/** Where a service's own token comes from: OAuth client credentials, or a file that somebody else keeps fresh. */
export type ServiceIdentityOptions =
  | { readonly tokenUrl: string; readonly clientId: string; readonly clientSecret: string }
  | { readonly tokenFile: string };

/** The token endpoint, or the token file, does not give a token; the message says why and never the secret. */
export class NoServiceToken extends Error {
  override readonly name = 'NoServiceToken';
}

interface Held {
  readonly token: string;
  readonly untilMs: number;
}

/** Gives a service's own access token; told that one was refused, it gives that one no more. */
export type ServiceToken = (refused?: string) => Promise<string>;

/**
 * A service's own access token: remembered until shortly before it expires or until somebody refuses it, asked for once
 * however many wait.
 */
export function createServiceIdentity(
  options: ServiceIdentityOptions,
  elapsedMs: () => number = () => performance.now(),
): ServiceToken {
  let held: Held | undefined;
  let asking: Promise<Held> | undefined;
  return async (refused) => {
    // Only the one that was refused: of many that were refused it, the first asks for another.
    if (refused !== undefined && held?.token === refused) held = undefined;
    if (held !== undefined && elapsedMs() < held.untilMs) return held.token;
    asking ??= obtain(options, elapsedMs()).finally(() => {
      asking = undefined;
    });
    held = await asking;
    return held.token;
  };
}

/**
 * Asks with a service's own token, and once more with another where that one is refused: it may be before its time, when
 * the issuer's keys were changed or its clients revoked.
 */
export async function askAsService<T>(
  token: ServiceToken,
  ask: (bearer: string) => Promise<T>,
  isRefused: (answer: T) => boolean,
): Promise<T> {
  const own = await token();
  const answer = await ask(own);
  return isRefused(answer) ? ask(await token(own)) : answer;
}

async function obtain(options: ServiceIdentityOptions, nowMs: number): Promise<Held> {
  if ('tokenFile' in options) {
    const text = await readFile(options.tokenFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw new NoServiceToken(`The token file ${options.tokenFile} cannot be read (${error.code})`);
    });
    return { token: text.trim(), untilMs: nowMs + TOKEN_FILE_BELIEVED_MS };
  }
  const { access_token: token, expires_in: seconds } = await askFor(options);
  const lifetimeMs = (typeof seconds === 'number' ? seconds : DEFAULT_LIFETIME_SECONDS) * 1000;
  return { token, untilMs: nowMs + Math.max(lifetimeMs - REPLACE_BEFORE_MS, lifetimeMs / 2) };
}

interface TokenAnswer {
  readonly access_token: string;
  readonly expires_in?: unknown;
}

async function askFor({
  tokenUrl,
  clientId,
  clientSecret,
}: Extract<ServiceIdentityOptions, { tokenUrl: string }>): Promise<TokenAnswer> {
  const fail = (why: string) => new NoServiceToken(`${tokenUrl} gives ${clientId} no token: ${why}`);
  try {
    const response = await fetch(tokenUrl, {
      method: 'POST',
      headers: { authorization: `Basic ${basic(clientId, clientSecret)}`, accept: 'application/json' },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
      signal: AbortSignal.timeout(TOKEN_TIMEOUT_MS),
      redirect: 'error',
    });
    const text = await boundedText(response, MAX_TOKEN_ANSWER_BYTES);
    if (!response.ok) throw fail(`it answers ${response.status}`);
    const answer = JSON.parse(text) as Partial<TokenAnswer>;
    if (typeof answer.access_token !== 'string') throw fail('its answer has none');
    return answer as TokenAnswer;
  } catch (error) {
    if (error instanceof NoServiceToken) throw error;
    const { cause, message } = error as Error & { cause?: { code?: string } };
    throw fail(cause?.code ?? message);
  }
}

// RFC 6749, 2.3.1: both parts are form-encoded first, so that either may hold a colon.
const basic = (id: string, secret: string): string =>
  Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64');
