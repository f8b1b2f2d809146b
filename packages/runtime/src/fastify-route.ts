import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Admission, admit, identify } from './admission.ts';
import { decodeProvenance } from './back-dating.ts';
import type { Reply } from './implementation.ts';
import { textOfBody, valueOfBody } from './json-text.ts';
import { languageFor } from './language.ts';
import { MEDIA_TYPES } from './negotiation.ts';
import type { Operation } from './operation.ts';
import { type Asked, type Conditions, perform } from './perform.ts';
import { sendRefusal, unsupportedMediaType } from './problem-answers.ts';
import { receiveBody, refuseStream } from './received-body.ts';
import { isRefusal, type Refusal } from './refusal.ts';
import { activeTraceparent } from './telemetry/trace-context.ts';

declare module 'fastify' {
  interface FastifyRequest {
    admission: Admission | null;
  }
}

/** Adds one operation: who may go on is decided before the body is read, everything else after; a stream is read by its handler. */
export function addRoute(app: FastifyInstance, operation: Operation, bodyLimit: number): void {
  if (operation.route.upload === undefined) {
    addOperation(app, operation, bodyLimit);
    return;
  }
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _stream, done) => done(null));
    addOperation(scope, operation, bodyLimit);
  });
}

function addOperation(app: FastifyInstance, operation: Operation, bodyLimit: number): void {
  const { route } = operation;
  const answerOf = route.upload === undefined ? performRequest : performStream;
  app.route({
    method: route.method,
    url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    bodyLimit,
    onRequest: async (request, reply) => {
      const admission = await admitRequest(operation, request);
      if (isRefusal(admission)) return sendRefusal(reply, admission);
      request.admission = admission;
      return undefined;
    },
    handler: async (request, reply) => send(operation, reply, await answerOf(operation, request)),
  });
}

async function admitRequest(operation: Operation, request: FastifyRequest): Promise<Admission | Refusal> {
  const { headers } = request;
  const { upload } = operation.route;
  if (isEncodedOtherwise(headers)) {
    // No stream has this type, so the refusal names those that are taken.
    const types = upload && refuseStream(upload, { 'content-type': '' });
    return types ?? unsupportedMediaType();
  }
  let identity = identify(operation.edge, headers.authorization, request.ip);
  if (identity instanceof Promise) identity = await identity;
  if (identity !== undefined && isRefusal(identity)) return identity;
  const admission = await admit(operation, identity, request.params, textOf(headers['mdtf-after']));
  if (upload === undefined || isRefusal(admission)) return admission;
  return refuseStream(upload, headers) ?? admission;
}

/** Whether a body is compressed, or said to be in another character set than the one of JSON. */
function isEncodedOtherwise(headers: FastifyRequest['headers']): boolean {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') return true;
  const charset = CHARSET.exec(headers['content-type'] ?? '')?.[1];
  return charset !== undefined && charset.toLowerCase() !== 'utf-8';
}

const CHARSET = /;\s*charset\s*=\s*"?([^\s;"]*)/i;

async function performStream(operation: Operation, request: FastifyRequest): Promise<Reply> {
  try {
    return await performRequest(operation, request);
  } finally {
    // Answered before all of it came: the rest is dropped, within the time that a request may take.
    request.raw.resume();
  }
}

async function performRequest(operation: Operation, request: FastifyRequest): Promise<Reply> {
  const { headers } = request;
  const provenance = decodeProvenance(textOf(headers['mdtf-provenance']));
  if (isRefusal(provenance)) return provenance;
  const conditions: Conditions = {
    idempotencyKey: textOf(headers['idempotency-key']),
    backDating: { time: textOf(headers['mdtf-time']), provenance: provenance.value },
    ifMatch: headers['if-match'],
    ifNoneMatch: headers['if-none-match'],
    accept: headers.accept,
    language: languageFor(headers['accept-language']),
    traceparent: activeTraceparent() ?? textOf(headers.traceparent),
  };
  const { url } = request;
  const { upload } = operation.route;
  const body = upload === undefined ? request.body : receiveBody(request.raw, headers, upload);
  const queryAt = url.indexOf('?');
  const asked: Asked = {
    path: queryAt === -1 ? url : url.slice(0, queryAt),
    query: request.query as Asked['query'],
    body,
  };
  return perform(operation, request.admission as Admission, asked, conditions);
}

const textOf = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join(', ') : header;

function send({ route, edge }: Operation, reply: FastifyReply, answer: Reply): FastifyReply {
  if (isRefusal(answer)) return sendRefusal(reply, answer);
  if (answer.headers !== undefined) reply.headers(answer.headers);
  if (answer.etag !== undefined) reply.header('etag', answer.etag);
  reply.header('x-content-type-options', 'nosniff');
  reply.header('cache-control', answer.etag === undefined ? 'no-store' : 'private, no-cache');
  if ('stream' in answer) {
    return reply.code(route.status).header('content-type', answer.contentType).send(answer.stream);
  }
  const status = answer.status ?? route.status;
  reply.code(status);
  if (status === 204 || status === 304) return reply.send();
  if (edge.checkAnswers) route.answer.parse(valueOfBody(answer.body));
  return reply.header('content-type', MEDIA_TYPES.json).send(textOfBody(answer.body));
}
