import { type AnswerOf, allocationRoutes, committeeRoutes, logRoutes } from '@mdtf/contracts';
import { localDate } from '@mdtf/domain';
import type { Api } from './api.ts';
import { FUND, params } from './fund.ts';

/** An event of the fund's logs: what happened, on which day of the fund, with its data. */
export interface Fact {
  readonly type: string;
  readonly day: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** All that one service has recorded for the fund, as an auditor reads it. */
export async function factsOf(
  api: Api,
  service: 'committee' | 'proposals' | 'allocation',
): Promise<readonly Fact[]> {
  const { items } = await api.read('auditor', logRoutes.listLogEntries, {
    params: { ...params, service },
    query: { after: '0', limit: 1_000 },
  });
  return items.map(({ payload }) => {
    const { type, time, data } = JSON.parse(payload ?? '{}') as {
      type: string;
      time: string;
      data: Fact['data'];
    };
    const name = type.split('.')[2] ?? '';
    return { type: name, day: localDate(time, 'Europe/Zurich'), data };
  });
}

/** The days on which something of a type happened, each once. */
export const daysOf = (facts: readonly Fact[], type: string): string =>
  [...new Set(facts.filter((fact) => fact.type === type).map(({ day }) => day))].join(', ');

/** What the cap's arithmetic compares, out of its explanation: "2,040,000.00 < 2,054,400.00". */
export function sidesOf(explanation: string | undefined): string {
  const found = /20 × [\d,.]+ = ([\d,.]+) ([<=>]) ([\d,.]+) = 3 × [\d,.]+/.exec(explanation ?? '');
  return found === null ? 'nothing' : found.slice(1).join(' ');
}

type Decision = AnswerOf<typeof committeeRoutes.getDecision>;

/** A decision of the demonstration fund. */
export const decisionOn = (api: Api, id: string): Promise<Decision> =>
  api.read('auditor', committeeRoutes.getDecision, { params: { ...params, decisionId: `decision-${id}` } });

/** Amounts by pot, as text: "bank 102000.00, pooled 582800.00". */
export const potsOf = ({ amounts }: Pick<Decision, 'amounts'>): string =>
  amounts.map(({ pot, amount }) => `${pot} ${amount.amount}`).join(', ');

/** The fund's allocations. */
export const allocationsOf = async (api: Api) =>
  (
    await api.read('auditor', allocationRoutes.listAllocations, {
      params: { fundId: FUND },
      query: { limit: 100 },
    })
  ).items;
