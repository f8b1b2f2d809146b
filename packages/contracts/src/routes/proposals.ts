import { callRoutes } from './proposals/calls.ts';
import { facilityRequestRoutes } from './proposals/facility-request.ts';
import { proposalLifeRoutes } from './proposals/life.ts';
import { writingRoutes } from './proposals/writing.ts';

export { checkAnswer } from './proposals/check-answer.ts';
export { proposalStatus } from './proposals/proposal-answer.ts';

/** Every route of the proposals service. */
export const proposalsRoutes = {
  ...callRoutes,
  ...facilityRequestRoutes,
  ...writingRoutes,
  ...proposalLifeRoutes,
} as const;
