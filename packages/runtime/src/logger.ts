import { trace } from '@opentelemetry/api';
import Fastify, { type FastifyBaseLogger, type FastifyRequest, type FastifyServerOptions } from 'fastify';
import { loggedError } from './logged-error.ts';

/** How much is logged; each level holds those before it. */
export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

/** Writes one JSON object a line; see `loggerOptions` for what it never writes. */
export type Logger = FastifyBaseLogger;

export interface LoggerSettings {
  readonly level: LogLevel;
  /** Where the lines go; standard output by default. */
  readonly stream?: { write(line: string): void };
}

/** A logger for what is no server: a process's start, its end, its alarms. */
export function createLogger(settings: LoggerSettings): Logger {
  return Fastify({ logger: loggerOptions(settings) }).log;
}

/** Names under which something secret or personal could come along; whatever stands under one is left out. */
const NEVER = [
  'authorization',
  'headers',
  'cookie',
  'body',
  'payload',
  'token',
  'password',
  'secret',
  'query',
];

/**
 * JSON lines with time, level, trace id and span id. Of an error the type, the code and where it was thrown; of a
 * request method and route: never headers, bodies, tokens, addresses, or the values in a database's messages.
 */
export function loggerOptions({
  level,
  stream,
}: LoggerSettings): Extract<FastifyServerOptions['logger'], object> {
  return {
    level,
    ...(stream !== undefined && { stream }),
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    mixin: traceOfNow,
    redact: { paths: NEVER.flatMap((name) => [name, `*.${name}`]), remove: true },
    serializers: {
      err: (error: unknown) => loggedError(error),
      req: ({ method, routeOptions }: FastifyRequest) => ({ method, route: routeOptions?.url }),
      res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
    },
  };
}

function traceOfNow(): object {
  const span = trace.getActiveSpan()?.spanContext();
  return span === undefined ? {} : { trace_id: span.traceId, span_id: span.spanId };
}
