import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import { boundedText } from './bounded-body.ts';

/** How long the issuer may take to answer with its keys. */
export const KEYS_TIMEOUT_MS = 5_000;

/** How long its keys are believed without asking again. */
export const KEYS_BELIEVED_MS = 10 * 60_000;

/** How long after one question about an unknown key the next may be asked: strangers can name any key they like. */
export const KEYS_ASK_AGAIN_MS = 10_000;

const MAX_KEYS_BYTES = 256 * 1024;

/** The keys of an issuer at its JWKS address, asked for when first needed and when a key is unknown, within bounds. */
export function remoteKeys(url: string): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL(url), {
    timeoutDuration: KEYS_TIMEOUT_MS,
    cacheMaxAge: KEYS_BELIEVED_MS,
    cooldownDuration: KEYS_ASK_AGAIN_MS,
    [customFetch]: async (address, init) => {
      const response = await fetch(address, init);
      const text = await boundedText(response, MAX_KEYS_BYTES);
      return new Response(text, { status: response.status, headers: { 'content-type': 'application/json' } });
    },
  });
}
