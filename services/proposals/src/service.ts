import { type OpenOptions, type OpenService, openService, type ServiceDefinition } from '@mdtf/runtime';
import { CURRENT, knownCharter } from './domain/known/charter.ts';
import { model } from './domain/model.ts';
import { proposalsImplementations } from './http.ts';
import { reactToAllocation, reactToCommittee } from './reactions.ts';

/** What makes the proposals service: its domain, its routes, its drafts, and whose logs it follows. */
export const proposalsService: ServiceDefinition = {
  name: 'proposals',
  model,
  migrations: { component: 'proposals', folder: new URL('../migrations/', import.meta.url) },
  follows: { committee: reactToCommittee, allocation: reactToAllocation },
  implementations: proposalsImplementations,
  fundPublishes: async (view, fund) => (await view.read(fund, knownCharter, CURRENT))?.publishes,
};

/** Opens the proposals service on its database; disposing of it closes it. */
export function openProposals(options: OpenOptions): Promise<OpenService> {
  return openService(proposalsService, options);
}
