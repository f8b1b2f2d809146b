import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { activeTraceparent } from '@mdtf/runtime';
import type { FastifyRequest } from 'fastify';

// RFC 9110, 7.6.1: these speak of one connection.
const OF_THE_CONNECTION = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** The header that follows one request through all services. */
export const REQUEST_ID = 'x-request-id';

const FIT_TO_BE_LOGGED = /^[A-Za-z0-9._-]{1,100}$/;

/** Gives a request its id: the caller's own where it is fit to be logged, otherwise a new one. */
export function giveId({ headers }: Pick<FastifyRequest, 'headers'>): string {
  const given = headers[REQUEST_ID];
  const id = typeof given === 'string' && FIT_TO_BE_LOGGED.test(given) ? given : randomUUID();
  headers[REQUEST_ID] = id;
  return id;
}

/** What goes on to a service: everything but what speaks of the connection, and where the request came from. */
export function headersOnward(request: FastifyRequest, hasBody: boolean): IncomingHttpHeaders {
  const headers = endToEnd(request.headers);
  delete headers.host;
  if (!hasBody) delete headers['content-length'];
  return {
    ...headers,
    ...traceOnward(headers.traceparent),
    'x-forwarded-for': request.ip,
    'x-forwarded-proto': request.protocol,
    ...(request.host !== undefined && { 'x-forwarded-host': request.host }),
  };
}

/** The trace that a request is part of: the portal's own span where that is recorded, otherwise as it came. */
export function traceOnward(came: string | string[] | undefined): { readonly traceparent?: string } {
  const traceparent = activeTraceparent() ?? (typeof came === 'string' ? came : undefined);
  return traceparent === undefined ? {} : { traceparent };
}

/** What goes back to the caller. */
export const headersBack = (headers: IncomingHttpHeaders): IncomingHttpHeaders => endToEnd(headers);

function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = new Set((headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase()));
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.has(name) && !named.has(name)),
  );
}
