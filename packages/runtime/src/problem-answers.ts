import { StoreFailure } from '@mdtf/fund-log';
import { isTransient } from '@mdtf/postgres';
import type { FastifyBaseLogger, FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { newId } from './new-id.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { RouteTable } from './route-table.ts';

/** Thrown by the body parser for bytes that are not acceptable JSON. */
export class UnacceptableBody extends Error {
  override readonly name = 'UnacceptableBody';
}

/** The media type of every problem. */
export const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

/** Sends a refusal as problem+json. */
export function sendRefusal(reply: FastifyReply, refusal: Refusal): FastifyReply {
  if (refusal.headers !== undefined) reply.headers(refusal.headers);
  return reply
    .code(refusal.problem.status)
    .header('content-type', PROBLEM_JSON)
    .header('cache-control', 'no-store')
    .send(JSON.stringify(refusal.problem));
}

/** Answers whatever was thrown: what the client sent wrongly by its cause, anything else as 503 or 500 with a reference and no detail. */
export function answerError(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): void {
  sendRefusal(reply, clientFault(error) ?? brokenOff(error, request) ?? ownFault(error, request.log));
}

// Nobody is left to read the answer; it is made so that a client that hangs up is not taken for a fault here.
function brokenOff(error: FastifyError | Error, { raw }: FastifyRequest): Refusal | undefined {
  const isOfClient = (error as FastifyError).code === 'ECONNRESET' && !raw.complete;
  return isOfClient ? badRequest('The request ended before all of its body had come.') : undefined;
}

function clientFault(error: FastifyError | Error): Refusal | undefined {
  if (error instanceof UnacceptableBody) return badRequest(`The body ${error.message}.`);
  const { code, statusCode } = error as FastifyError;
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return refuse(
        413,
        'body-too-large',
        'Body too large',
        'The body is larger than this route takes; send less at a time.',
      );
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return unsupportedMediaType();
    case 'FST_ERR_BAD_URL':
      return badRequest('The path is not valid percent-encoded UTF-8.');
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return refuse(
        414,
        'path-too-long',
        'Path too long',
        'A part of the path is longer than any identifier.',
      );
    default:
      return statusCode !== undefined && statusCode >= 400 && statusCode < 500 && code?.startsWith('FST_')
        ? badRequest(error.message)
        : undefined;
  }
}

/** 415, with the one media type that bodies may have. */
export function unsupportedMediaType(): Refusal {
  return refuse(
    415,
    'unsupported-media-type',
    'Bodies are JSON',
    'Send application/json, uncompressed, in UTF-8.',
    {
      headers: { 'accept-post': 'application/json' },
    },
  );
}

const badRequest = (detail: string): Refusal => refuse(400, 'malformed-request', 'Malformed request', detail);

/** What is not the client's fault: 503 where the same request may well succeed, 500 otherwise; the reason is in the log under the reference. */
export function ownFault(error: unknown, log: FastifyBaseLogger): Refusal {
  const reference = newId();
  const instance = `urn:mdtf:reference:${reference}`;
  log.error({ err: error, reference }, 'request failed');
  if (isTransient(error) || error instanceof StoreFailure || (error as Error).name === 'CommitUnknown') {
    return refuse(
      503,
      'temporarily-unavailable',
      'Temporarily unavailable',
      'Send the same request again, a command under the same Idempotency-Key: it is never carried out twice.',
      { instance, retryAfterSeconds: 2 },
    );
  }
  return refuse(
    500,
    'unexpected',
    'Something went wrong here',
    `Nothing is wrong with your request; quote the reference ${reference} when you report it.`,
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
      refuse(404, 'no-such-path', 'No such path', 'There is nothing at this path; see /documentation.'),
    );
    return;
  }
  const methods = declared.includes('GET') ? [...declared, 'HEAD', 'OPTIONS'] : [...declared, 'OPTIONS'];
  const allow = methods.sort().join(', ');
  if (request.method === 'OPTIONS') {
    reply.code(204).header('allow', allow).send();
    return;
  }
  const detail = `${request.method} is not something this path takes; it takes ${allow}.`;
  sendRefusal(reply, refuse(405, 'method-not-allowed', 'Method not allowed', detail, { headers: { allow } }));
}

/** What a path takes that is no declared route: documentation, health, pages, development. */
function undeclaredMethods({ server }: FastifyRequest, path: string): readonly string[] {
  return ['GET', 'POST'].filter((method) => server.hasRoute({ method: method as 'GET', url: path }));
}
