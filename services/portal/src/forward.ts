import { type Refusal, refuse, sendRefusal } from '@mdtf/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { headersBack, headersOnward } from './passed-headers.ts';
import { passOn, type Upstream, UpstreamFailure } from './upstream.ts';

/** Requests under way at once, of all services together; past it the answer is 503. */
export const MAX_UNDER_WAY = 2_000;

/** Passes a whole request on and its answer back, both as streams. */
export type Forward = (
  request: FastifyRequest,
  reply: FastifyReply,
  upstream: Upstream,
) => Promise<FastifyReply>;

const WITHOUT_BODY = new Set(['GET', 'HEAD']);
const NO_CONTENT = new Set([204, 304]);

/** A forwarder with its own count of what is under way. */
export function createForward(maxUnderWay = MAX_UNDER_WAY): Forward {
  let underWay = 0;
  return async (request, reply, upstream) => {
    if (underWay >= maxUnderWay) return sendRefusal(reply, TOO_BUSY);
    underWay += 1;
    const gone = new AbortController();
    reply.raw.once('close', () => {
      underWay -= 1;
      if (reply.raw.writableFinished && request.raw.complete) return;
      gone.abort();
      // Answered before all of it came: what still comes is dropped, within the time that a request may take.
      request.raw.unpipe().resume();
    });
    const hasBody = bringsBody(request);
    const answer = await passOn(upstream, {
      method: request.method,
      path: request.url,
      headers: headersOnward(request, hasBody),
      ...(hasBody && { body: request.raw }),
      signal: gone.signal,
    }).catch((error: unknown) => refusalOf(error, request));
    if ('problem' in answer) return sendRefusal(reply, answer);
    const { statusCode = 502 } = answer;
    reply.code(statusCode).headers(headersBack(answer.headers));
    if (!NO_CONTENT.has(statusCode)) return reply.send(answer);
    answer.resume();
    return reply.send();
  };
}

function bringsBody({ method, headers }: FastifyRequest): boolean {
  const { 'content-length': length = '0', 'transfer-encoding': encoding } = headers;
  return !WITHOUT_BODY.has(method) && (encoding !== undefined || length !== '0');
}

/** What a caller is told when a service does not answer. */
export function refusalOf(error: unknown, request: Pick<FastifyRequest, 'log'>): Refusal {
  if (!(error instanceof UpstreamFailure)) throw error;
  request.log.warn({ err: error.cause, upstream: error.upstream }, error.message);
  return error.silent
    ? refuse(
        504,
        'service-silent',
        { en: 'No answer in time', fr: 'Pas de réponse à temps' },
        {
          en: `The service ${error.upstream} fell silent; ${AGAIN.en}`,
          fr: `Le service ${error.upstream} s’est tu ; ${AGAIN.fr}`,
        },
        { retryAfterSeconds: 2 },
      )
    : refuse(
        503,
        'service-away',
        { en: 'A service is away', fr: 'Un service est absent' },
        {
          en: `The service ${error.upstream} does not answer; ${AGAIN.en}`,
          fr: `Le service ${error.upstream} ne répond pas ; ${AGAIN.fr}`,
        },
        { retryAfterSeconds: 2 },
      );
}

const AGAIN = {
  en: 'send the same request again shortly, a command under the same Idempotency-Key: it is never carried out twice.',
  fr: 'renvoyez la même requête sous peu, une commande sous la même Idempotency-Key : elle n’est jamais exécutée deux fois.',
};

const TOO_BUSY = refuse(
  503,
  'too-busy',
  { en: 'Too busy', fr: 'Trop de charge' },
  {
    en: 'More requests are under way than the portal passes on at once; send it again shortly.',
    fr: 'Plus de requêtes sont en cours que le portail n’en transmet à la fois ; renvoyez-la sous peu.',
  },
  { retryAfterSeconds: 1 },
);
