import { committeeRoutes } from '@mdtf/contracts';
import { type Implementation, implementAll } from '@mdtf/runtime';
import { agendaHandlers } from './http/agenda.ts';
import { decisionHandlers } from './http/decisions.ts';
import { fundHandlers } from './http/funds.ts';
import { grantHandlers } from './http/grants.ts';
import { nonObjectionHandlers } from './http/non-objections.ts';
import { organisationHandlers } from './http/organisations.ts';
import { packHandlers } from './http/pack.ts';
import { sessionHandlers } from './http/sessions.ts';
import type { CommitteeQueries } from './queries.ts';

/** Every route of the committee's service, tied to the commands and queries behind it. */
export function committeeImplementations(queries: CommitteeQueries): readonly Implementation[] {
  const implementations = implementAll(committeeRoutes, {
    ...fundHandlers(queries),
    ...grantHandlers(queries),
    ...sessionHandlers(queries),
    ...agendaHandlers(queries),
    ...decisionHandlers(queries),
    ...nonObjectionHandlers(queries),
    ...organisationHandlers(queries),
    ...packHandlers(queries),
  });
  return implementations.map(namingAsker);
}

/** Every command names who asks, so that its roles are read again where it is decided. */
function namingAsker({ route, handler }: Implementation): Implementation {
  return {
    route,
    handler: (request) =>
      handler({
        ...request,
        submit: (type, data, options) =>
          request.submit(type, { ...(data as object), asker: request.actor.id }, options),
      }),
  };
}
