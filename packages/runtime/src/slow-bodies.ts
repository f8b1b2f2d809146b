import type { FastifyInstance } from 'fastify';
import { answerClientError } from './protocol-answers.ts';

/** Bodies said to be no longer than this are not watched: holding one back holds hardly more than its connection. */
const SMALL_BYTES = 64 * 1024;

/**
 * Ends requests whose JSON has not come after so long, as Node ends those past the bound for all. Files have that longer
 * bound alone: they are taken as they come, and partners have slow lines.
 */
export function endSlowBodies(app: FastifyInstance, afterMs: number): void {
  app.addHook('onRequest', ({ raw }, _reply, done) => {
    const { 'content-length': length, 'content-type': type, 'transfer-encoding': encoding } = raw.headers;
    const isLong = encoding !== undefined || Number(length ?? 0) > SMALL_BYTES;
    if (isLong && (type === undefined || type.startsWith('application/json'))) {
      const timer = setTimeout(() => answerClientError(new SlowBody(), raw.socket), afterMs);
      const stop = (): void => clearTimeout(timer);
      raw.once('end', stop).once('close', stop);
    }
    done();
  });
}

class SlowBody extends Error {
  override readonly name = 'SlowBody';
  readonly code = 'ERR_HTTP_REQUEST_TIMEOUT';
}
