import { fundId, instant } from '@mdtf/contracts';
import type { Instant, Localised } from '@mdtf/domain';
import type { FastifyInstance, FastifyReply } from 'fastify';
import {
  assertDevelopmentOnly,
  type DevelopmentIssuer,
  TOKEN_LIFETIME_SECONDS,
} from './development-issuer.ts';
import { sendRefusal } from './problem-answers.ts';
import { invalid, refuse } from './refusal.ts';

/** What the development routes work on. */
export interface DevelopmentOptions {
  readonly mode: string;
  readonly host: string;
  /** For `POST /dev/token` and `GET /dev/jwks`. */
  readonly issuer?: DevelopmentIssuer;
  /** For `POST /dev/clock`: moves one fund's clock; answers why not where it cannot. */
  readonly setClock?: (fund: string, now: Instant) => Promise<Localised | undefined>;
}

/** The development routes of what is given; throws unless on one machine and on loopback. */
export function addDevelopmentRoutes(app: FastifyInstance, options: DevelopmentOptions): void {
  assertDevelopmentOnly(options);
  const { issuer, setClock } = options;
  keepToThisMachine(app);
  if (issuer !== undefined) addTokens(app, issuer);
  if (setClock !== undefined) addClock(app, setClock);
}

/** Refuses what a page from elsewhere sends: nothing of development is for any but this machine's own user. */
export function keepToThisMachine(app: FastifyInstance): void {
  // A page from elsewhere, open in the same browser, can reach loopback as well: by its own name for it, or by a form.
  app.addHook('onRequest', (request, reply, done) => {
    const { host, origin } = request.headers;
    if (isLoopback(host) && (origin === undefined || origin === `http://${host}`)) done();
    else sendRefusal(reply, FROM_ELSEWHERE);
  });
}

function addTokens(app: FastifyInstance, issuer: DevelopmentIssuer): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, text, done) => done(null, Object.fromEntries(new URLSearchParams(text as string))),
  );
  app.get('/dev/jwks', () => issuer.jwks);

  app.post('/dev/token', async (request, reply) => {
    const fields = membersOf(request.body);
    const grant = fields.grant_type ?? 'client_credentials';
    const persona = fields.client_id ?? basicUser(request.headers.authorization);
    if (grant !== 'client_credentials') return oauthError(reply, 400, 'unsupported_grant_type');
    if (typeof persona !== 'string' || !PERSONA.test(persona))
      return oauthError(reply, 401, 'invalid_client');
    const token = await issuer.tokenFor(persona);
    reply.header('cache-control', 'no-store');
    return { access_token: token, token_type: 'Bearer', expires_in: TOKEN_LIFETIME_SECONDS };
  });
}

function addClock(app: FastifyInstance, setClock: NonNullable<DevelopmentOptions['setClock']>): void {
  app.post('/dev/clock', async (request, reply) => {
    const { fund, now } = membersOf(request.body);
    const errors = [
      ...(fundId.safeParse(fund).success ? [] : [{ field: 'body.fund', message: NO_FUND }]),
      ...(instant.safeParse(now).success ? [] : [{ field: 'body.now', message: NO_INSTANT }]),
    ];
    if (errors.length > 0) return sendRefusal(reply, invalid(errors));
    const set = new Date(now as string).toISOString();
    const why = await setClock(fund as string, set);
    if (why !== undefined) return sendRefusal(reply, refuse(409, 'clock-not-set', NOT_MOVED, why));
    return { fund, now: set };
  });
}

const NO_FUND = { en: 'must be the id of a fund', fr: 'doit être l’identifiant d’un fonds' };

const NO_INSTANT = {
  en: 'must be an instant such as 2008-05-20T07:00:00Z',
  fr: 'doit être un instant tel que 2008-05-20T07:00:00Z',
};

const NOT_MOVED = { en: 'The clock was not moved', fr: 'L’horloge n’a pas été avancée' };

const isLoopback = (host: string | undefined): boolean =>
  host !== undefined && /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i.test(host);

const FROM_ELSEWHERE = refuse(
  403,
  'from-elsewhere',
  { en: 'Not for pages from elsewhere', fr: 'Pas pour des pages venues d’ailleurs' },
  {
    en: 'Tokens and clocks of development are for this machine: ask at 127.0.0.1, and from no other page.',
    fr: 'Les jetons et horloges de développement sont pour cette machine : adressez-vous à 127.0.0.1, et depuis aucune autre page.',
  },
);

const PERSONA = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

function membersOf(body: unknown): Record<string, unknown> {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
}

function basicUser(authorization: string | undefined): string | undefined {
  if (authorization === undefined || !/^basic /i.test(authorization)) return undefined;
  const [user = ''] = Buffer.from(authorization.slice(6), 'base64').toString('utf8').split(':', 1);
  return user;
}

// RFC 6749, 5.2: OAuth clients expect this shape and not a problem.
function oauthError(reply: FastifyReply, status: 400 | 401, error: string): FastifyReply {
  if (status === 401) reply.header('www-authenticate', 'Basic realm="mdtf development"');
  return reply.code(status).header('cache-control', 'no-store').send({ error });
}
