import { allocationEvents } from './events/allocation.ts';
import { committeeEvents } from './events/committee.ts';
import type { EventDeclaration } from './events/define-events.ts';
import { proposalsEvents } from './events/proposals.ts';
import { reportingEvents } from './events/reporting.ts';
import type { Route } from './route.ts';
import { allocationRoutes } from './routes/allocation.ts';
import { bulkRoutes } from './routes/bulk.ts';
import { committeeRoutes } from './routes/committee.ts';
import { logRoutes } from './routes/logs.ts';
import { proposalsRoutes } from './routes/proposals.ts';
import { reportingRoutes } from './routes/reporting.ts';

/** Every route of the whole system, each once. */
export const ALL_ROUTES: readonly Route[] = [
  committeeRoutes,
  proposalsRoutes,
  allocationRoutes,
  reportingRoutes,
  logRoutes,
  bulkRoutes,
].flatMap((routes) => Object.values(routes) as unknown as readonly Route[]);

/** Every event that a service of the system records, each once. */
export const ALL_EVENTS: readonly EventDeclaration[] = [
  committeeEvents,
  proposalsEvents,
  allocationEvents,
  reportingEvents,
].flatMap((events) => Object.values(events) as readonly EventDeclaration[]);
