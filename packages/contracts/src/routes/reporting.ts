import { activityRoutes } from './reporting/activities.ts';
import { contactRoutes } from './reporting/contacts.ts';
import { deadlineRoutes } from './reporting/deadlines.ts';
import { followUpRoutes } from './reporting/follow-up-events.ts';
import { namedReportRoutes } from './reporting/named-reports.ts';
import { openDataRoutes } from './reporting/open-data.ts';
import { partnerReportRoutes } from './reporting/partner-reports.ts';
import { webhookRoutes } from './reporting/webhooks.ts';

export { REPORT_NAMES, report } from './reporting/named-reports.ts';

/** Every route of the reporting service. */
export const reportingRoutes = {
  ...activityRoutes,
  ...partnerReportRoutes,
  ...followUpRoutes,
  ...namedReportRoutes,
  ...openDataRoutes,
  ...deadlineRoutes,
  ...contactRoutes,
  ...webhookRoutes,
} as const;
