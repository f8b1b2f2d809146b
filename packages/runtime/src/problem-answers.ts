import type { Localised } from '@mdtf/domain';
import { StoreFailure } from '@mdtf/fund-log';
import { isTransient } from '@mdtf/postgres';
import type { FastifyBaseLogger, FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { languageFor, languageHeaders } from './language.ts';
import { newId } from './new-id.ts';
import { TooManyBytes } from './received-body.ts';
import { problemIn, type Refusal, refuse } from './refusal.ts';
import type { RouteTable } from './route-table.ts';

/** Thrown by the body parser for bytes that are not acceptable JSON. */
export class UnacceptableBody extends Error {
  override readonly name = 'UnacceptableBody';
  readonly reason: Localised;

  constructor(reason: Localised) {
    super(reason.en);
    this.reason = reason;
  }
}

/** The media type of every problem. */
export const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

/** Sends a refusal as problem+json in the caller's language. */
export function sendRefusal(reply: FastifyReply, { problem, headers }: Refusal): FastifyReply {
  if (headers !== undefined) reply.headers(headers);
  const language = languageFor(reply.request.headers['accept-language']);
  return reply
    .code(problem.status)
    .headers(languageHeaders(language))
    .header('content-type', PROBLEM_JSON)
    .header('cache-control', 'no-store')
    .send(JSON.stringify(problemIn(problem, language)));
}

/** Answers whatever was thrown: what the client sent wrongly by its cause, anything else as 503 or 500 with a reference and no detail. */
export function answerError(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): void {
  // Closed while more of the body comes, the connection would take the answer with it; what comes is dropped instead.
  if ((error as FastifyError).code === 'FST_ERR_CTP_BODY_TOO_LARGE') reply.removeHeader('connection');
  sendRefusal(reply, clientFault(error) ?? brokenOff(error, request) ?? ownFault(error, request.log));
}

// Nobody is left to read the answer; it is made so that a client that hangs up is not taken for a fault here.
function brokenOff(error: FastifyError | Error, { raw }: FastifyRequest): Refusal | undefined {
  const isOfClient = (error as FastifyError).code === 'ECONNRESET' && !raw.complete;
  return isOfClient ? badRequest(BROKEN_OFF) : undefined;
}

function clientFault(error: FastifyError | Error): Refusal | undefined {
  if (error instanceof UnacceptableBody) {
    const { en, fr } = error.reason;
    return badRequest({ en: `The body ${en}.`, fr: `Le corps ${fr}.` });
  }
  if (error instanceof TooManyBytes) return error.refusal;
  const { code, statusCode } = error as FastifyError;
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return refuse(
        413,
        'body-too-large',
        { en: 'Body too large', fr: 'Corps trop volumineux' },
        {
          en: 'The body is larger than this route takes; send less at a time.',
          fr: 'Le corps dépasse ce qui est accepté à cette adresse ; envoyez-en moins à la fois.',
        },
      );
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return unsupportedMediaType();
    case 'FST_ERR_BAD_URL':
      return badRequest({
        en: 'The path is not valid percent-encoded UTF-8.',
        fr: 'Le chemin n’est pas de l’UTF-8 valide en codage pourcent.',
      });
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return refuse(
        414,
        'path-too-long',
        { en: 'Path too long', fr: 'Chemin trop long' },
        {
          en: 'A part of the path is longer than any identifier.',
          fr: 'Une partie du chemin est plus longue que tout identifiant.',
        },
      );
    default:
      return statusCode !== undefined && statusCode >= 400 && statusCode < 500 && code?.startsWith('FST_')
        ? badRequest({ en: error.message, fr: `La requête ne peut être lue (${code}).` })
        : undefined;
  }
}

/** 415, with the one media type that bodies may have. */
export function unsupportedMediaType(): Refusal {
  return refuse(
    415,
    'unsupported-media-type',
    { en: 'Bodies are JSON', fr: 'Les corps sont en JSON' },
    {
      en: 'Send application/json, uncompressed, in UTF-8.',
      fr: 'Envoyez application/json, sans compression, en UTF-8.',
    },
    { headers: { 'accept-post': 'application/json' } },
  );
}

const badRequest = (detail: Localised): Refusal =>
  refuse(400, 'malformed-request', { en: 'Malformed request', fr: 'Requête mal formée' }, detail);

const BROKEN_OFF = {
  en: 'The request ended before all of its body had come.',
  fr: 'La requête s’est terminée avant que tout son corps ne soit arrivé.',
};

/** What is not the client's fault: 503 where the same request may well succeed, 500 otherwise; the reason is in the log under the reference. */
export function ownFault(error: unknown, log: FastifyBaseLogger): Refusal {
  const reference = newId();
  const instance = `urn:mdtf:reference:${reference}`;
  log.error({ err: error, reference }, 'request failed');
  if (isTransient(error) || error instanceof StoreFailure || (error as Error).name === 'CommitUnknown') {
    return refuse(
      503,
      'temporarily-unavailable',
      { en: 'Temporarily unavailable', fr: 'Momentanément indisponible' },
      {
        en: 'Send the same request again, a command under the same Idempotency-Key: it is never carried out twice.',
        fr: 'Renvoyez la même requête, une commande sous la même Idempotency-Key : elle n’est jamais exécutée deux fois.',
      },
      { instance, retryAfterSeconds: 2 },
    );
  }
  return refuse(
    500,
    'unexpected',
    { en: 'Something went wrong here', fr: 'Une erreur s’est produite ici' },
    {
      en: `Nothing is wrong with your request; quote the reference ${reference} when you report it.`,
      fr: `Votre requête n’est pas en cause ; citez la référence ${reference} en la signalant.`,
    },
    { instance },
  );
}

/** 404, 405 with Allow, or the answer to OPTIONS, for a path that has no route with this method. */
export function answerNotFound(
  table: RouteTable<unknown>,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const path = request.url.split('?', 1)[0] as string;
  const declared = table.match(request.method, path)?.methods ?? undeclaredMethods(request, path);
  if (declared.length === 0) {
    sendRefusal(
      reply,
      refuse(
        404,
        'no-such-path',
        { en: 'No such path', fr: 'Chemin inexistant' },
        {
          en: 'There is nothing at this path; see /documentation.',
          fr: 'Il n’y a rien à ce chemin ; voyez /documentation.',
        },
      ),
    );
    return;
  }
  const methods = declared.includes('GET') ? [...declared, 'HEAD', 'OPTIONS'] : [...declared, 'OPTIONS'];
  const allow = methods.sort().join(', ');
  if (request.method === 'OPTIONS') {
    reply.code(204).header('allow', allow).send();
    return;
  }
  const refusal = refuse(
    405,
    'method-not-allowed',
    { en: 'Method not allowed', fr: 'Méthode non autorisée' },
    {
      en: `${request.method} is not something this path takes; it takes ${allow}.`,
      fr: `Ce chemin n’accepte pas ${request.method} ; il accepte ${allow}.`,
    },
    { headers: { allow } },
  );
  sendRefusal(reply, refusal);
}

/** What a path takes that is no declared route: documentation, health, pages, development. */
function undeclaredMethods({ server }: FastifyRequest, path: string): readonly string[] {
  return ['GET', 'POST'].filter((method) => server.hasRoute({ method: method as 'GET', url: path }));
}
