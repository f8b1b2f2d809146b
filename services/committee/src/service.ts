import { type OpenOptions, type OpenService, openService, type ServiceDefinition } from '@mdtf/runtime';
import { fundAggregate, THE_FUND } from './domain/fund.ts';
import { committeeModel } from './domain/model.ts';
import { committeeImplementations } from './http.ts';
import { withPlatform } from './platform-grants.ts';
import { createQueries } from './queries.ts';
import { onAllocation, onCommittee, onProposals, onReporting } from './reactions.ts';

/** What makes the committee's service: its domain, its routes, and whose logs it follows. */
export const committeeService: ServiceDefinition = {
  name: 'committee',
  model: committeeModel,
  migrations: { component: 'committee', folder: new URL('../migrations/', import.meta.url) },
  follows: {
    committee: onCommittee,
    proposals: onProposals,
    allocation: onAllocation,
    reporting: onReporting,
  },
  implementations: ({ pool, view }) => committeeImplementations(createQueries(pool, view)),
  publicationOf: (view, fund) => view.read(fund, fundAggregate, THE_FUND),
};

/** Opens the committee's service on its database; it follows the logs that it is given. */
export async function openCommittee(options: OpenOptions): Promise<OpenService> {
  const service = await openService(committeeService, options);
  const grants = withPlatform(service.mount.grants, service.parts.pool);
  return { ...service, mount: { ...service.mount, grants } };
}
