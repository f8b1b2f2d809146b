import type { FastifyInstance } from 'fastify';

/** Whether the process can do its work now; every check by name with what is wrong, or `ok`. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, string>>;
}

/** How long a readiness check may take before it counts as failed. */
export const READINESS_TIMEOUT_MS = 2_000;

/** `/health/live`: the process answers. `/health/ready`: 200 or 503 with every check. */
export function addHealth(app: FastifyInstance, readiness: () => Promise<Readiness>): void {
  app.get('/health/live', (_request, reply) => reply.send({ live: true }));
  app.get('/health/ready', async (_request, reply) => {
    const { ready, checks } = await boundedCheck(readiness);
    return reply.code(ready ? 200 : 503).send({ ready, checks });
  });
}

async function boundedCheck(readiness: () => Promise<Readiness>): Promise<Readiness> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Readiness>((resolve) => {
    const notReady = { ready: false, checks: { readiness: `no answer within ${READINESS_TIMEOUT_MS} ms` } };
    timer = setTimeout(() => resolve(notReady), READINESS_TIMEOUT_MS);
  });
  try {
    return await Promise.race([readiness(), late]);
  } catch (error) {
    return { ready: false, checks: { readiness: (error as Error).message } };
  } finally {
    clearTimeout(timer);
  }
}
