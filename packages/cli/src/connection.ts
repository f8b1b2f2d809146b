import { type Client, createClient } from '@mdtf/contracts';

/** The system cannot be used: it does not answer, or does not know the caller; the message says which. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** A running system, and tokens for the personas who ask something of it. */
export interface Connection {
  readonly url: string;
  readonly client: Client;
  readonly tokenOf: (persona: string) => Promise<string>;
}

/** Where the system answers unless told otherwise. */
export const DEFAULT_URL = 'http://127.0.0.1:8080';

const CALL_TIMEOUT_MS = 60_000;
const TOKEN_TIMEOUT_MS = 10_000;

/**
 * Connects to `url`. Tokens come from `MDTF_TOKEN_<PERSONA>`, else `MDTF_TOKEN`, else the development issuer that a
 * system on loopback has.
 */
export function connectTo(
  url: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Connection {
  const baseUrl = url.replace(/\/+$/, '');
  const tokens = new Map<string, Promise<string>>();
  const find = (persona: string): Promise<string> => {
    const name = `MDTF_TOKEN_${persona.toUpperCase().replaceAll('-', '_')}`;
    const given = environment[name] ?? environment.MDTF_TOKEN;
    return given === undefined ? developmentToken(baseUrl, persona) : Promise.resolve(given);
  };
  return {
    url: baseUrl,
    client: createClient({ baseUrl, timeoutMs: CALL_TIMEOUT_MS }),
    tokenOf(persona) {
      const token = tokens.get(persona) ?? find(persona);
      tokens.set(persona, token);
      return token;
    },
  };
}

async function developmentToken(url: string, persona: string): Promise<string> {
  const response = await fetch(`${url}/dev/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: persona, client_secret: 'any' }),
    signal: AbortSignal.timeout(TOKEN_TIMEOUT_MS),
  }).catch((error: unknown) => {
    throw new Unreachable(`Nothing answers at ${url} (${reasonOf(error)}): start the system, or give --url.`);
  });
  const { access_token: token } = (await response.json().catch(() => ({}))) as { access_token?: string };
  if (token !== undefined) return token;
  throw new Unreachable(
    `${url} gives out no tokens (${response.status}): set MDTF_TOKEN to one of its issuer.`,
  );
}

/** Why a call failed, in a few words. */
export function reasonOf(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: string; message?: string }; message?: string };
  return cause?.code ?? cause?.message ?? message ?? String(error);
}
