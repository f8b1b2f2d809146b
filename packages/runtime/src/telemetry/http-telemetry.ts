import { context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ATTRIBUTES } from './metrics.ts';
import type { Telemetry } from './telemetry.ts';
import { contextUnder } from './trace-context.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of the request, until it is answered, where its trace is recorded. */
    span: Span | null;
  }
}

/** In place of a route, for what is none: unknown paths would be as many values as there are requests. */
const NO_ROUTE = 'none';
const BROKEN_OFF = 'client-broke-off';

/** Routes that machines ask again and again: they are measured, and traced only in a trace that they come with. */
const OF_MACHINES = /^\/(health|v1\/logs)\/|\/logs\/:service\/entries$/;

/** A server span and a duration for each request: by route, never by path; a trace that comes with the request goes on. */
export function observeRequests(app: FastifyInstance, { tracer, instruments }: Telemetry): void {
  app.decorateRequest('span', null);

  app.addHook('onRequest', (request, _reply, done) => {
    const route = request.routeOptions.url ?? NO_ROUTE;
    const { method } = request;
    const given = traceparentIn(request);
    if (given === undefined && OF_MACHINES.test(route)) {
      done();
      return;
    }
    const attributes = { [ATTRIBUTES.method]: method, [ATTRIBUTES.route]: route };
    const parent = contextUnder(given);
    const span = tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, parent);
    // One that is not recorded tells nothing to anybody: neither to the log nor to what follows.
    if (span.isRecording()) request.span = span;
    done();
  });

  // After the body, which is read in the connection's own context.
  app.addHook('preHandler', ({ span }, _reply, done) => {
    if (span === null) done();
    else context.with(trace.setSpan(context.active(), span), done);
  });

  app.addHook('onResponse', (request, reply, done) => {
    const status = reply.statusCode;
    instruments.requestDuration.record(reply.elapsedTime / 1_000, {
      [ATTRIBUTES.method]: request.method,
      [ATTRIBUTES.route]: request.routeOptions.url ?? NO_ROUTE,
      [ATTRIBUTES.status]: status,
    });
    const span = endOf(request);
    if (span !== undefined) describe(span, request, status);
    span?.end();
    done();
  });

  app.addHook('onRequestAbort', (request, done) => {
    endOf(request)?.setAttribute('error.type', BROKEN_OFF).end();
    done();
  });
}

function endOf(request: FastifyRequest): Span | undefined {
  const { span } = request;
  request.span = null;
  return span ?? undefined;
}

function describe(span: Span, { params }: FastifyRequest, status: number): void {
  span.setAttribute(ATTRIBUTES.status, status);
  const fund = (params as { fundId?: string } | undefined)?.fundId;
  if (fund !== undefined) span.setAttribute('mdtf.fund', fund);
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
}

function traceparentIn({ headers: { traceparent } }: FastifyRequest): string | undefined {
  return typeof traceparent === 'string' ? traceparent : undefined;
}
