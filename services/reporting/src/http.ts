import { reportingRoutes } from '@mdtf/contracts';
import { type Implementation, implementAll, type ServiceParts } from '@mdtf/runtime';
import { activityHandlers } from './http/activities.ts';
import { contactHandlers } from './http/contacts.ts';
import { deadlineHandlers } from './http/deadlines.ts';
import { followUpHandlers } from './http/follow-up-events.ts';
import { openDataHandlers } from './http/open-data.ts';
import { partnerReportHandlers } from './http/partner-reports.ts';
import { reportHandlers } from './http/reports.ts';
import { type WebhookParts, webhookHandlers } from './http/webhooks.ts';
import { createOpenData } from './queries/open-data.ts';
import { createSources } from './queries/sources.ts';

/** Every route of the reporting service: contract in, command or query out. */
export function reportingImplementations(
  parts: ServiceParts,
  { refuseUrl }: Pick<WebhookParts, 'refuseUrl'>,
): readonly Implementation[] {
  const { pool } = parts;
  const sources = createSources(pool, () => parts.streams);
  const openData = createOpenData(pool, () => sources.platform());
  return implementAll(reportingRoutes, {
    ...activityHandlers(parts),
    ...partnerReportHandlers(parts),
    ...followUpHandlers(parts),
    ...reportHandlers({ pool, sources }),
    ...openDataHandlers({ pool, openData }),
    ...deadlineHandlers(parts),
    ...contactHandlers(parts),
    ...webhookHandlers({ pool, refuseUrl }),
  });
}
