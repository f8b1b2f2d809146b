import type pg from 'pg';
import { activities } from '../reports/activities.ts';
import { allocationRounds } from '../reports/allocation-rounds.ts';
import { capHeadroomReport } from '../reports/cap-headroom.ts';
import { contributions } from '../reports/contributions.ts';
import { decisions } from '../reports/decisions.ts';
import { delivery } from '../reports/delivery.ts';
import { fundingStatus } from '../reports/funding-status.ts';
import { type Question, whenOf } from '../reports/question.ts';
import { recommendations } from '../reports/recommendations.ts';
import type { ReportBody, ReportName } from '../reports/report.ts';
import { sumOf } from '../reports/report.ts';
import { activitiesOf } from './activities.ts';
import { capMeasures } from './cap.ts';
import { contributionYears } from './contributions.ts';
import { decisionsOf } from './decisions.ts';
import { fundMoney } from './money.ts';
import { recommendationsOf } from './recommendations.ts';
import { roundsOf } from './rounds.ts';

const MAKERS: { readonly [N in ReportName]: (pool: pg.Pool, question: Question) => Promise<ReportBody> } = {
  'funding-status': async (pool, question) => fundingStatus(question, await fundMoney(pool, question)),
  async contributions(pool, question) {
    const [years, money] = await Promise.all([contributionYears(pool, question), fundMoney(pool, question)]);
    return contributions(question, years, money);
  },
  async 'allocation-rounds'(pool, question) {
    const [rounds, money] = await Promise.all([roundsOf(pool, whenOf(question)), fundMoney(pool, question)]);
    const allocated = sumOf(money.sums, (sum) => (sum.measure === 'allocation' ? sum.amount : 0n));
    return allocationRounds(question, rounds, allocated);
  },
  async activities(pool, question) {
    const [known, money] = await Promise.all([
      activitiesOf(pool, whenOf(question)),
      fundMoney(pool, question),
    ]);
    return activities(question, known, money);
  },
  async delivery(pool, question) {
    const [known, money] = await Promise.all([
      activitiesOf(pool, whenOf(question)),
      fundMoney(pool, question),
    ]);
    return delivery(question, known, money);
  },
  'cap-headroom': async (pool, question) => capHeadroomReport(question, await capMeasures(pool, question)),
  decisions: async (pool, question) => decisions(question, await decisionsOf(pool, question)),
  async recommendations(pool, question) {
    const [register, known, money] = await Promise.all([
      recommendationsOf(pool, whenOf(question)),
      activitiesOf(pool, whenOf(question)),
      fundMoney(pool, question),
    ]);
    return recommendations(question, register, known, money);
  },
};

/** What a named report says to a question. */
export function reportBody(pool: pg.Pool, name: ReportName, question: Question): Promise<ReportBody> {
  return MAKERS[name](pool, question);
}
