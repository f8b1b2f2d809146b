import { hash } from 'node:crypto';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { buildOpenApi, type OpenApiInfo, type Route } from '@mdtf/contracts';
import type { FastifyInstance } from 'fastify';

/** Serves `/openapi.json` and, browsable and without the network, `/documentation`. */
export async function addDocumentation(
  app: FastifyInstance,
  routes: readonly Route[],
  info: OpenApiInfo,
): Promise<void> {
  const document = buildOpenApi(routes, info);
  const text = JSON.stringify(document);
  const etag = `"${hash('sha256', text, 'base64url')}"`;
  app.get('/openapi.json', (request, reply) => {
    reply.header('etag', etag).header('cache-control', 'no-cache').header('access-control-allow-origin', '*');
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    return reply.header('content-type', 'application/json; charset=utf-8').send(text);
  });
  await app.register(swagger, { mode: 'static', specification: { document: document as never } });
  await app.register(swaggerUi, {
    routePrefix: '/documentation',
    staticCSP: true,
    uiConfig: { docExpansion: 'none', filter: true, tryItOutEnabled: true, persistAuthorization: true },
  });
}
