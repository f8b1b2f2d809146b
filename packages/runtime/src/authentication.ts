import { hash } from 'node:crypto';
import { id } from '@mdtf/contracts';
import type { Localised } from '@mdtf/domain';
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import { remoteKeys } from './jwks.ts';
import { type Refusal, refuse } from './refusal.ts';

/** How many verified tokens are remembered. */
export const MAX_REMEMBERED_TOKENS = 10_000;

/** How long a verified token is remembered, never beyond its own expiry. */
export const REMEMBER_TOKEN_MS = 5 * 60_000;

/** The longest token that is looked at. */
export const MAX_TOKEN_LENGTH = 8_192;

/** Signature algorithms accepted unless configured: asymmetric ones only. */
export const DEFAULT_ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const;

/** Who a token speaks for, and the two roles that configuration or the identity provider gives. */
export interface Identity {
  readonly id: string;
  readonly admin: boolean;
  readonly service: boolean;
}

/** Verifies bearer tokens. */
export interface Authentication {
  /** Who a token speaks for, if it was verified lately. */
  readonly recall: (token: string) => Identity | undefined;
  /** Verifies a token and remembers it; refused with 401, or 503 when the issuer's keys cannot be read. */
  readonly verify: (token: string) => Promise<Identity | Refusal>;
}

export interface AuthenticationOptions {
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms?: readonly string[];
  /** Where the issuer's keys are: its JWKS address, or the keys themselves. */
  readonly keys: { readonly jwksUrl: string } | { readonly jwks: JSONWebKeySet };
  /** Subjects that administer the platform. */
  readonly admins?: readonly string[];
  /** Subjects that are services; besides them, tokens whose `mdtf_roles` claim lists `service`. */
  readonly services?: readonly string[];
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
}

/** Bearer tokens as signed JWTs: issuer, audience, algorithm and expiry checked; verified ones remembered by their SHA-256. */
export function createAuthentication(options: AuthenticationOptions): Authentication {
  const { issuer, audience, clock = Date.now } = options;
  const algorithms = [...(options.algorithms ?? DEFAULT_ALGORITHMS)];
  const keys =
    'jwks' in options.keys ? createLocalJWKSet(options.keys.jwks) : remoteKeys(options.keys.jwksUrl);
  const admins = new Set(options.admins);
  const services = new Set(options.services);
  const remembered = new Map<string, { readonly identity: Identity; readonly until: number }>();

  const identityOf = (payload: JWTPayload): Identity | undefined => {
    const { sub } = payload;
    // Who acted stands in entries and answers as an id, and roles are granted to ids alone.
    if (sub === undefined || !id.safeParse(sub).success) return undefined;
    const roles = payload.mdtf_roles;
    const isService = services.has(sub) || (Array.isArray(roles) && roles.includes('service'));
    return Object.freeze({ id: sub, admin: admins.has(sub), service: isService });
  };

  const remember = (token: string, identity: Identity, expirySeconds: number): void => {
    if (remembered.size >= MAX_REMEMBERED_TOKENS) {
      const [oldest] = remembered.keys();
      remembered.delete(oldest as string);
    }
    const until = Math.min(clock() + REMEMBER_TOKEN_MS, expirySeconds * 1000);
    remembered.set(digestOf(token), { identity, until });
  };

  return {
    recall(token) {
      const digest = digestOf(token);
      const known = remembered.get(digest);
      if (known === undefined) return undefined;
      if (known.until > clock()) return known.identity;
      remembered.delete(digest);
      return undefined;
    },
    async verify(token) {
      if (token.length > MAX_TOKEN_LENGTH) return unauthenticated(TOO_LONG, 'invalid_token');
      try {
        const { payload } = await jwtVerify(token, keys, {
          issuer,
          audience,
          algorithms,
          requiredClaims: ['sub', 'exp'],
          currentDate: new Date(clock()),
        });
        const identity = identityOf(payload);
        if (identity === undefined) return unauthenticated(UNFIT_SUBJECT, 'invalid_token');
        remember(token, identity, payload.exp as number);
        return identity;
      } catch (error) {
        return refusalOf(error);
      }
    },
  };
}

// Kept by digest so that a dump of the process holds no usable token.
const digestOf = (token: string): string => hash('sha256', token, 'base64');

const TOO_LONG = { en: 'The token is too long.', fr: 'Le jeton est trop long.' };

const UNFIT_SUBJECT = {
  en:
    'The token’s subject must be 1 to 64 letters, digits, dots, dashes or underscores and begin with a letter or digit; ' +
    'have the identity provider issue such a subject, for instance a UUID.',
  fr:
    'Le sujet du jeton doit compter de 1 à 64 lettres, chiffres, points, tirets ou tirets bas et commencer par une lettre ou un chiffre ; ' +
    'faites émettre un tel sujet par le fournisseur d’identité, par exemple un UUID.',
};

/** 401 with the challenge that RFC 6750 asks for. */
export function unauthenticated(detail: Localised, error?: 'invalid_token' | 'invalid_request'): Refusal {
  const challenge = error === undefined ? 'Bearer realm="mdtf"' : `Bearer realm="mdtf", error="${error}"`;
  return refuse(
    401,
    'unauthenticated',
    { en: 'A valid access token is needed', fr: 'Un jeton d’accès valable est nécessaire' },
    detail,
    { headers: { 'www-authenticate': challenge } },
  );
}

const EXPIRED = { en: 'The token has expired.', fr: 'Le jeton a expiré.' };

const UNVERIFIED = { en: 'The token does not verify.', fr: 'La vérification du jeton échoue.' };

function refusalOf(error: unknown): Refusal {
  if (error instanceof errors.JWTExpired) return unauthenticated(EXPIRED, 'invalid_token');
  if (error instanceof errors.JWTClaimValidationFailed) {
    const { claim } = error;
    const detail = {
      en: `The token's ${claim} is not the one expected here.`,
      fr: `La valeur « ${claim} » du jeton n’est pas celle attendue ici.`,
    };
    return unauthenticated(detail, 'invalid_token');
  }
  if (
    error instanceof errors.JOSEError &&
    !(error instanceof errors.JWKSTimeout) &&
    error.code !== 'ERR_JOSE_GENERIC'
  ) {
    return unauthenticated(UNVERIFIED, 'invalid_token');
  }
  return refuse(
    503,
    'identity-provider-unreachable',
    { en: 'Tokens cannot be verified now', fr: 'Les jetons ne peuvent être vérifiés pour le moment' },
    {
      en: 'The keys of the identity provider cannot be read; try again shortly.',
      fr: 'Les clés du fournisseur d’identité sont illisibles ; réessayez sous peu.',
    },
    { retryAfterSeconds: 5 },
  );
}
