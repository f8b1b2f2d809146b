import { partsTold, type Route } from '@mdtf/contracts';
import { type Actor, type FieldFault, isPublished } from '@mdtf/domain';
import { PLATFORM } from '@mdtf/fund-log';
import { ANONYMOUS, actorOf, describeAccess, mayUse } from './access.ts';
import { awaitPositions } from './after.ts';
import { type Identity, unauthenticated } from './authentication.ts';
import type { Edge, Operation } from './operation.ts';
import { forbidden, invalid, notFound, type Refusal } from './refusal.ts';
import { validatePart } from './validation.ts';

/** A request once it may go on: who asks, about which fund, with the path's parameters checked. */
export interface Admission {
  readonly actor: Actor;
  readonly fund: string;
  readonly params: unknown;
}

/** Who a request's token speaks for, within the caller's rate; undefined where it carries none. */
export function identify(
  { authentication, rateLimit }: Edge,
  authorization: string | undefined,
  remote: string,
): Identity | undefined | Refusal | Promise<Identity | Refusal> {
  if (authorization === undefined) return rateLimit.take(remote);
  if (!BEARER.test(authorization)) return unauthenticated(ONLY_BEARER, 'invalid_request');
  const token = authorization.slice(7);
  const known = authentication.recall(token);
  if (known !== undefined) return rateLimit.take(known.id) ?? known;
  // Checking a signature is the dearest thing a stranger can ask for, so it counts against the address.
  return rateLimit.take(remote) ?? authentication.verify(token);
}

const BEARER = /^bearer ./i;

const ONLY_BEARER = {
  en: 'Only bearer tokens are taken here.',
  fr: 'Seuls les jetons au porteur (bearer) sont acceptés ici.',
};

const NO_TOKEN = {
  en: 'Send an access token in the Authorization header.',
  fr: 'Envoyez un jeton d’accès dans l’en-tête Authorization.',
};

const UNPUBLISHED = {
  en: 'This fund does not publish it; send an access token.',
  fr: 'Ce fonds ne le publie pas ; envoyez un jeton d’accès.',
};

// The fund's charter, or a secret in the address, may let somebody in whom no token names.
const WITHOUT_TOKEN: ReadonlySet<Route['access']> = new Set(['public', 'fund-public', 'secret-address']);

/** Decides whether a caller may go on, after waiting for what it wants read: its own grants may be among that. */
export async function admit(
  operation: Operation,
  identity: Identity | undefined,
  rawParams: unknown,
  after: string | undefined,
): Promise<Admission | Refusal> {
  const { route, mount } = operation;
  const { access } = route;
  if (identity === undefined && !WITHOUT_TOKEN.has(access)) {
    return unauthenticated(NO_TOKEN);
  }
  const errors: FieldFault[] = [];
  const params = validatePart(route.params, rawParams, 'path', errors);
  if (errors.length > 0) return invalid(errors);
  const { fundId } = params as { fundId?: string };
  // What all funds share is a log and no fund: it has entries and positions, and nothing else below its name.
  if (fundId === PLATFORM && route.service !== 'portal') return notFound('fund', PLATFORM);
  if (after !== undefined) {
    const refusal = await awaitPositions(mount, after);
    if (refusal !== undefined) return refusal;
  }

  const fund = fundId ?? PLATFORM;
  if (identity === undefined) {
    const anonymous = { actor: ANONYMOUS, fund, params };
    const isOpen = access === 'public' || access === 'secret-address';
    return isOpen ? anonymous : admitToPublished(operation, undefined, anonymous);
  }
  const grants = mount.grants.rolesOf(fund, identity.id);
  const actor = actorOf(identity, grants instanceof Promise ? await grants : grants);
  const admission = { actor, fund, params };
  return mayUse(access, actor) ? admission : admitToPublished(operation, identity, admission);
}

async function admitToPublished(
  { route, mount }: Operation,
  identity: Identity | undefined,
  admission: Admission,
): Promise<Admission | Refusal> {
  const { fund } = admission;
  const publication = await mount.publicationOf(fund);
  const isOpen =
    route.access === 'fund-public' &&
    publication !== undefined &&
    isPublished(publication, partsTold(route, admission.params));
  if (isOpen) return admission;
  if (identity === undefined) return unauthenticated(UNPUBLISHED);
  if (publication === undefined && fund !== PLATFORM) return notFound('fund', fund);
  const needed = describeAccess(route.access);
  return forbidden({
    en: `This needs ${needed.en} in ${fund}.`,
    fr: `Il faut pour cela ${needed.fr} dans ${fund}.`,
  });
}
