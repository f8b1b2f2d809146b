import { type OpenOptions, type OpenService, openService, type ServiceDefinition } from '@mdtf/runtime';
import { CURRENT, knownCharter } from './domain/known/charter.ts';
import { model } from './domain/model.ts';
import { reportingImplementations } from './http.ts';
import { project } from './projections/project.ts';
import { TABLES } from './projections/tables.ts';
import { noReaction } from './reactions.ts';

/** The read tables, beside the log's own. */
export const MIGRATIONS = { component: 'reporting', folder: new URL('../migrations/', import.meta.url) };

/** What makes the reporting service: its domain, its read tables, its routes, and whose logs it follows. */
export const reportingService: ServiceDefinition = {
  name: 'reporting',
  model,
  migrations: MIGRATIONS,
  follows: { committee: noReaction },
  projections: { committee: project, proposals: project, allocation: project, reporting: project },
  // The sums are added to beside the rows they sum up.
  readTables: [...Object.keys(TABLES), 'money_total'],
  implementations: reportingImplementations,
  fundPublishes: async (view, fund) => (await view.read(fund, knownCharter, CURRENT))?.publishes,
};

/** Opens the reporting service on its database; disposing of it closes it. */
export function openReporting(options: OpenOptions): Promise<OpenService> {
  return openService(reportingService, options);
}
