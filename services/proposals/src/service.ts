import { type OpenOptions, type OpenService, openService, type ServiceDefinition } from '@mdtf/runtime';
import { CURRENT, knownCharter } from './domain/known/charter.ts';
import { model } from './domain/model.ts';
import type { ScannerSettings } from './files/scanner.ts';
import { proposalsImplementations } from './http.ts';
import { reactToAllocation, reactToCommittee } from './reactions.ts';

/** How the proposals service is opened: with the scanner that documents pass, where there is one. */
export interface OpenProposalsOptions extends OpenOptions {
  readonly scanner?: ScannerSettings | undefined;
}

/** What makes the proposals service: its domain, its routes, its drafts and documents, and whose logs it follows. */
export const proposalsService: ServiceDefinition = {
  name: 'proposals',
  model,
  migrations: { component: 'proposals', folder: new URL('../migrations/', import.meta.url) },
  follows: { committee: reactToCommittee, allocation: reactToAllocation },
  implementations: (parts) => proposalsImplementations(parts),
  publicationOf: (view, fund) => view.read(fund, knownCharter, CURRENT),
};

/** Opens the proposals service on its database; disposing of it closes it. */
export function openProposals({ scanner, ...options }: OpenProposalsOptions): Promise<OpenService> {
  const implementations: ServiceDefinition['implementations'] = (parts) =>
    proposalsImplementations(parts, scanner);
  return openService({ ...proposalsService, implementations }, options);
}

export { readScanner } from './config.ts';
export type { ScannerSettings } from './files/scanner.ts';
