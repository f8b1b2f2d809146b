import { agendaRoutes } from './committee/agenda.ts';
import { decisionRecordRoutes } from './committee/decision-record.ts';
import { decisionRoutes } from './committee/decisions.ts';
import { fundRoutes } from './committee/funds.ts';
import { grantRoutes } from './committee/grants.ts';
import { nonObjectionRoutes } from './committee/non-objections.ts';
import { organisationRoutes } from './committee/organisations.ts';
import { packRoutes } from './committee/pack.ts';
import { sessionRoutes } from './committee/sessions.ts';

/** Every route of the committee's service. */
export const committeeRoutes = {
  ...fundRoutes,
  ...grantRoutes,
  ...sessionRoutes,
  ...agendaRoutes,
  ...decisionRoutes,
  ...decisionRecordRoutes,
  ...nonObjectionRoutes,
  ...organisationRoutes,
  ...packRoutes,
} as const;
