import { assertDevelopmentOnly, keepToThisMachine } from '@mdtf/runtime';
import type { FastifyInstance } from 'fastify';
import type { PortalSettings } from './config.ts';
import type { Forward } from './forward.ts';
import { OWNERS } from './owners.ts';
import { createUpstream } from './upstream.ts';

const CLOCK_TIMEOUT_MS = 10_000;

/** Passes `/dev/token` on to the development issuer and `/dev/clock` to every service; throws unless on loopback. */
export function addDevelopment(app: FastifyInstance, settings: PortalSettings, forward: Forward): void {
  const { identity, services, host } = settings;
  assertDevelopmentOnly({ mode: 'apart', host });
  keepToThisMachine(app);
  app.post('/dev/clock', async (request, reply) => {
    const answers = await Promise.all(
      OWNERS.map(async (owner) => {
        const answer = await fetch(`${services[owner]}/dev/clock`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(request.body ?? null),
          signal: AbortSignal.timeout(CLOCK_TIMEOUT_MS),
        });
        return {
          status: answer.status,
          ok: answer.ok,
          type: answer.headers.get('content-type'),
          text: await answer.text(),
        };
      }),
    );
    const told = answers.find(({ ok }) => !ok) ?? answers[0];
    if (told === undefined) throw new Error('There are no services');
    return reply.code(told.status).header('content-type', told.type).send(told.text);
  });
  if (!('tokenUrl' in identity)) return;
  const issuer = createUpstream('issuer', identity.tokenUrl);
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _body, done) => done(null));
    for (const [method, url] of [
      ['POST', '/dev/token'],
      ['GET', '/dev/jwks'],
    ] as const) {
      scope.route({
        method,
        url,
        handler(request, reply) {
          // What was looked at above; the issuer knows itself by another name.
          delete request.headers.origin;
          return forward(request, reply, issuer);
        },
      });
    }
  });
}
