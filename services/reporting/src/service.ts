import { type OpenOptions, type OpenService, openService, type ServiceDefinition } from '@mdtf/runtime';
import { CURRENT, knownCharter } from './domain/known/charter.ts';
import { model } from './domain/model.ts';
import { reportingImplementations } from './http.ts';
import type { NoticeSettings } from './notices/settings.ts';
import { startNotices } from './notices/start-notices.ts';
import { project } from './projections/project.ts';
import { TABLES } from './projections/tables.ts';
import { noReaction } from './reactions.ts';
import { refuseUrl } from './webhooks/allowed-address.ts';
import { DEFAULT_WEBHOOKS } from './webhooks/settings.ts';
import { startWebhooks } from './webhooks/start-webhooks.ts';

/** The read tables, beside the log's own. */
export const MIGRATIONS = { component: 'reporting', folder: new URL('../migrations/', import.meta.url) };

/** What makes the reporting service: its domain, its read tables, its routes, whose logs it follows, and what it sends. */
const reportingWith = ({ webhooks = DEFAULT_WEBHOOKS, ...notices }: NoticeSettings): ServiceDefinition => ({
  name: 'reporting',
  model,
  migrations: MIGRATIONS,
  follows: { committee: noReaction },
  projections: { committee: project, proposals: project, allocation: project, reporting: project },
  // The sums are added to beside the rows they sum up.
  readTables: [...Object.keys(TABLES), 'money_total'],
  implementations: (parts) =>
    reportingImplementations(parts, { refuseUrl: (url) => refuseUrl(url, webhooks) }),
  work: (parts, around) => {
    const stack = new AsyncDisposableStack();
    stack.use(startNotices(parts, around, notices));
    stack.use(startWebhooks(parts, around, webhooks));
    return stack;
  },
  publicationOf: (view, fund) => view.read(fund, knownCharter, CURRENT),
});

/** The same where it sends nothing by e-mail. */
export const reportingService = reportingWith({});

/** What the service is opened with: beside the database, what it sends by itself. */
export interface ReportingOptions extends OpenOptions {
  readonly notices?: NoticeSettings;
}

/** Opens the reporting service on its database; disposing of it closes it. */
export function openReporting({ notices = {}, ...options }: ReportingOptions): Promise<OpenService> {
  return openService(reportingWith(notices), options);
}

export { readNoticeSettings } from './config.ts';
export type { NoticeSettings } from './notices/settings.ts';
