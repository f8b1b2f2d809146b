import { reportingRoutes } from '@mdtf/contracts';

/** What is a person's own without a name by which anybody could ask for another's: its calendar, and what concerns it. */
export const NAMELESS_ROUTES = [
  reportingRoutes.getDeadlineFeed,
  reportingRoutes.makeDeadlineFeed,
  reportingRoutes.revokeDeadlineFeed,
  reportingRoutes.deadlineCalendar,
  reportingRoutes.listDeadlines,
  reportingRoutes.listMessages,
] as const;
