import type { FastifyInstance } from 'fastify';
import { frontPage, type Overview } from './front-page.ts';
import { languageOf } from './wording.ts';

/** Where the pages get what they show. */
export interface PortalSources {
  /** Throws where reporting does not answer; the page says so and stays useful. */
  readonly overview: () => Promise<Overview>;
}

const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

/** The web pages, as a plugin of the server that is the public origin. */
export function portalPages(sources: PortalSources): (app: FastifyInstance) => void {
  return (app) => {
    app.get('/', async (request, reply) => {
      const { lang } = request.query as { lang?: string };
      const language = languageOf(
        typeof lang === 'string' ? lang : undefined,
        request.headers['accept-language'],
      );
      const overview = await sources.overview().catch((error: unknown) => {
        request.log.warn(error, 'the overview cannot be read');
        return undefined;
      });
      return reply
        .header('content-security-policy', CONTENT_SECURITY_POLICY)
        .header('cache-control', 'no-cache')
        .header('vary', 'accept-language')
        .type('text/html; charset=utf-8')
        .send(frontPage(overview, language));
    });
  };
}
