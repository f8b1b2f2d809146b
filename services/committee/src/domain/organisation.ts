import { type Aggregate, accept, type CommandHandler } from '@mdtf/domain';
import type { Organisation, OrganisationRegistered } from './events.ts';
import { alreadyExists, invalid } from './rejections.ts';

/** Asks that an organisation be registered for all funds. */
export type RegisterOrganisation = Organisation;

/** An organisation, in the platform's log. */
export const organisationAggregate: Aggregate<Organisation, OrganisationRegistered> = {
  kind: 'organisation',
  version: 1,
  concerns: { OrganisationRegistered: ({ id }) => id },
  evolve: (_, { data }) => data,
};

/** Registers an organisation once, for all funds. */
export const registerOrganisation: CommandHandler<
  RegisterOrganisation,
  OrganisationRegistered,
  Organisation
> = {
  needs: ({ id }) => ({ own: [{ kind: organisationAggregate.kind, id }] }),
  decide(command, slice) {
    if (slice.get(organisationAggregate, command.id) !== undefined) {
      return alreadyExists('organisation', command.id);
    }
    if (new Set(command.kinds).size < command.kinds.length) {
      return invalid('kind-named-twice', 'A kind is named twice', 'Name each kind once.', {
        field: 'body.kinds',
      });
    }
    return accept([{ type: 'OrganisationRegistered', data: command }], command);
  },
};
