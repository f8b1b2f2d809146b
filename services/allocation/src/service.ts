import { type OpenOptions, type OpenService, openService, type ServiceDefinition } from '@mdtf/runtime';
import { CURRENT, knownCharter } from './domain/known/charter.ts';
import { model } from './domain/model.ts';
import { allocationImplementations } from './http.ts';
import { logCurrent } from './log-current.ts';
import { reactToCommittee, reactToProposals, reactToReporting } from './reactions.ts';

/** What makes the allocation service: its domain, its routes, and whose logs it follows. */
export const allocationService: ServiceDefinition = {
  name: 'allocation',
  model,
  follows: { committee: reactToCommittee, proposals: reactToProposals, reporting: reactToReporting },
  implementations: (parts) =>
    allocationImplementations(parts, {
      committee: logCurrent(parts, 'committee'),
      reporting: logCurrent(parts, 'reporting'),
    }),
  publicationOf: (view, fund) => view.read(fund, knownCharter, CURRENT),
};

/** Opens the allocation service on its database; disposing of it closes it. */
export function openAllocation(options: OpenOptions): Promise<OpenService> {
  return openService(allocationService, options);
}
