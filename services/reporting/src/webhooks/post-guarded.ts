import { lookup as lookUp } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { type AddressRules, mayReach, refuseUrl } from './allowed-address.ts';

/** What came of one POST: the status of the answer, or why there was none. */
export type Posted = { readonly status: number } | { readonly error: string };

/** The whole of one POST, connecting included. */
const TIMEOUT_MS = 15_000;

/**
 * Posts JSON to an address that may be sent to. The host is looked up once, its addresses are checked, and the
 * connection goes to what was checked. Redirects are answers like any other, and nothing of an answer but its status is read.
 */
export function postGuarded(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  rules: AddressRules,
): Promise<Posted> {
  if (refuseUrl(url, rules) !== undefined) return Promise.resolve({ error: 'address-not-allowed' });
  // As it is understood and not as it is written: HTTPS://… is https as well.
  const target = new URL(url);
  const request = target.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve) => {
    const sent = request(
      target,
      {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
        lookup: guarded(rules),
        agent: false,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      },
      (answer) => {
        resolve({ status: answer.statusCode ?? 0 });
        answer.destroy();
      },
    );
    sent.on('error', (error: NodeJS.ErrnoException) => resolve({ error: nameOf(error) }));
    sent.end(body);
  });
}

class NotAllowed extends Error {
  override readonly name = 'NotAllowed';
}

const guarded =
  (rules: AddressRules): LookupFunction =>
  (hostname, options, callback) => {
    lookUp(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '');
      const refused = addresses.length === 0 || addresses.some(({ address }) => !mayReach(address, rules));
      if (refused) return callback(new NotAllowed(), '');
      if (options.all === true) return callback(null, addresses);
      const [first] = addresses;
      return callback(null, first?.address ?? '', first?.family);
    });
  };

/** By its kind: what an error says is not for a list that others read. */
function nameOf(error: NodeJS.ErrnoException): string {
  if (error instanceof NotAllowed) return 'address-not-allowed';
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'timed-out';
  return error.code ?? 'failed';
}
