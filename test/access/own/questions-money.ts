import { allocationRoutes, reportingRoutes } from '@mdtf/contracts';
import { usd } from './contents.ts';
import { asking, holding, type Question } from './question.ts';
import { params, type Things } from './things.ts';

const mandate = ({ funded }: Things) => ({ ...params, mandateId: funded });
const activity = ({ funded }: Things) => ({ ...params, activityId: funded });
const NOT_OVER = { from: '2020-01-01', to: '2099-12-31' };

/** Mandates, payments and reports of a partner. Commands ask for what is refused of their owner for another reason. */
export const MONEY_QUESTIONS: readonly Question[] = [
  asking(allocationRoutes.acceptMandate, ({ things }) => ({ params: mandate(things) })),
  asking(allocationRoutes.listMandates, () => ({ params }), {
    holds: holding('mandateId', ({ things }) => things.funded),
  }),
  asking(allocationRoutes.getMandate, ({ things }) => ({ params: mandate(things) })),
  asking(allocationRoutes.requestTranche, ({ things }) => ({
    params: mandate(things),
    body: { amount: usd('90000000.00'), purpose: 'Far too much' },
  })),
  asking(allocationRoutes.listTranches, ({ things }) => ({ params: mandate(things) })),
  asking(allocationRoutes.moveBudget, ({ things }) => ({
    params: mandate(things),
    body: { from: 1, to: 4, amount: usd('90000000.00'), reason: 'Far too much' },
  })),
  asking(allocationRoutes.listBudgetMoves, ({ things }) => ({ params: mandate(things) })),
  asking(allocationRoutes.listRefunds, ({ things }) => ({ params: mandate(things) })),
  asking(reportingRoutes.submitProgressReport, ({ things }) => ({
    params: activity(things),
    body: { period: NOT_OVER, narrative: 'It will have gone on.' },
  })),
  asking(reportingRoutes.listProgressReports, ({ things }) => ({ params: activity(things) })),
  asking(reportingRoutes.submitFinancialReport, ({ things }) => ({
    params: activity(things),
    body: { period: NOT_OVER, lines: [{ category: 1, amount: usd('10.00') }] },
  })),
  asking(reportingRoutes.listFinancialReports, ({ things }) => ({ params: activity(things) })),
  asking(reportingRoutes.recordResult, ({ things }) => ({
    params: activity(things),
    body: { statement: 'It will have helped', observedOn: '2099-12-31' },
  })),
];
