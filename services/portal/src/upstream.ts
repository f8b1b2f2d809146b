import { Agent, type IncomingHttpHeaders, type IncomingMessage, request as plainRequest } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import type { Readable } from 'node:stream';
import type { ServiceName } from '@mdtf/contracts';

/** Connections to one service at once; further requests wait for one. */
export const MAX_CONNECTIONS = 256;

/** How long a service may stay silent while a request is under way, unless told otherwise. */
export const SILENCE_MS = 30_000;

/** How often a request without a body is tried when its kept connection turns out to be closed. */
const MAX_TRIES = 2;

/** A service to which requests are passed on, over kept connections. */
export interface Upstream {
  readonly name: ServiceName | 'issuer';
  readonly url: URL;
  readonly agent: Agent;
  /** How long it may stay silent while a request is under way. */
  readonly silenceMs: number;
}

/** What is passed on. */
export interface Passed {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders | Readonly<Record<string, string>>;
  /** Absent where there is none; a stream is passed on as it comes. */
  readonly body?: Readable | string;
  /** Given up when this is. */
  readonly signal?: AbortSignal;
}

interface FailureOf {
  readonly silent?: boolean;
  readonly wasKept?: boolean;
  readonly cause: unknown;
}

/** The service does not answer, or fell silent. */
export class UpstreamFailure extends Error {
  override readonly name = 'UpstreamFailure';
  readonly upstream: string;
  /** Whether it was connected and said nothing, or not to the end. */
  readonly silent: boolean;
  /** Whether the connection was one kept from before, which the service closed at this very moment. */
  readonly wasKept: boolean;
  constructor(upstream: string, { silent = false, wasKept = false, cause }: FailureOf) {
    super(`${upstream} ${silent ? 'fell silent' : 'does not answer'}`, { cause });
    this.upstream = upstream;
    this.silent = silent;
    this.wasKept = wasKept;
  }
}

/** A service at an address, with connections of its own. */
export function createUpstream(name: Upstream['name'], url: string, silenceMs = SILENCE_MS): Upstream {
  const parsed = new URL(url);
  const options = { keepAlive: true, maxSockets: MAX_CONNECTIONS, scheduling: 'lifo' } as const;
  const agent = parsed.protocol === 'https:' ? new SecureAgent(options) : new Agent(options);
  return { name, url: parsed, agent, silenceMs };
}

/** Passes a request on and answers with the head of what comes back; throws UpstreamFailure. */
export async function passOn(upstream: Upstream, passed: Passed): Promise<IncomingMessage> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt(upstream, passed);
    } catch (error) {
      // Nothing was done, and nothing that was sent is lost.
      const again = error instanceof UpstreamFailure && error.wasKept && passed.body === undefined;
      if (!again || tries >= MAX_TRIES) throw error;
    }
  }
}

function attempt({ name, url, agent, silenceMs }: Upstream, passed: Passed): Promise<IncomingMessage> {
  const { method, path, headers, body, signal } = passed;
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? secureRequest : plainRequest;
    let silent = false;
    const request = send(new URL(path, url), {
      method,
      agent,
      headers: headers as Record<string, string>,
      timeout: silenceMs,
      ...(signal !== undefined && { signal }),
    });
    request.once('response', resolve);
    request.once('timeout', () => {
      silent = true;
      request.destroy(new Error(`silent for ${silenceMs} ms`));
    });
    // Stays: after the answer has begun, a body that is no longer wanted may still fail.
    request.on('error', (error: NodeJS.ErrnoException) => {
      const wasKept = request.reusedSocket && error.code === 'ECONNRESET';
      reject(new UpstreamFailure(name, { silent, wasKept, cause: error }));
    });
    if (body === undefined) request.end();
    else if (typeof body === 'string') request.end(body);
    else {
      // A body that is yet to come is not waited for: the service may refuse it before it does.
      if (body.readableLength === 0) request.flushHeaders();
      body.pipe(request);
    }
  });
}
