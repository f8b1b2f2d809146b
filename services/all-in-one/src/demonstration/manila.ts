import { allocationRoutes, reportingRoutes } from '@mdtf/contracts';
import { minorOf, percentHalfUp } from '@mdtf/domain';
import type { Api } from './api.ts';
import { daysOf, factsOf } from './facts.ts';
import { FUND } from './fund.ts';
import { deposit } from './giving.ts';
import { reportLine, reportOf, rowWhere } from './reading.ts';
import type { Story } from './story.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });

const spent: readonly { activity: string; person: string; amount: string }[] = [
  { activity: 'P1', person: 'partner-iom', amount: '312480.15' },
  { activity: 'P5', person: 'partner-health', amount: '61200.00' },
  { activity: 'P6', person: 'partner-diaspora', amount: '90115.40' },
  { activity: 'P4', person: 'partner-remit', amount: '40250.00' },
  { activity: 'T1', person: 'partner-country-w', amount: '52300.10' },
  { activity: 'S0', person: 'secretariat', amount: '98764.35' },
];

const AS_OF = '2008-09-30';

/** Expenditure to 30 September, the deposit of 6 October, the report to the Forum, and its correction. */
export async function manila({ api, say, book }: Story): Promise<void> {
  say('Partners report progress and what they spent to 30 September; another person accepts.');
  await api.clock(FUND, '2008-10-02T07:00:00.000Z');
  for (const { activity, person, amount } of spent) await reportExpenditure(api, activity, person, amount);

  say('6 October: C’s second deposit comes, three weeks late.');
  await deposit(api, '2008-10-06', 'C', '650000.00');
  await api.settle(FUND);

  say('22 October: the report to the Forum, as of 30 September.');
  await api.clock(FUND, '2008-10-22T07:00:00.000Z');
  const status = await reportOf(api, FUND, 'funding-status', { asOf: AS_OF });
  const line = (name: string) => reportLine(status.rows, name);
  book.check('deposited to 30 September', '7350000.00', line('contributions'));
  book.check('administration fees', '61500.00', line('administration-fee'));
  book.check('transferred', '1251270.00', line('transfers'));
  book.check('spent (provisional)', '655110.00', line('expenditure'));
  book.check('held by the fund', '6037230.00', line('balance-fund'));
  book.check('unallocated', '2337800.00', line('unallocated'));
  book.check('unallocated, pooled', '1564250.00', line('unallocated:pooled'));
  book.check('unallocated, bank', '773550.00', line('unallocated:bank'));
  book.check('unallocated, D', '0.00', line('unallocated:D'));
  book.check('allocated and not transferred', '3699430.00', line('allocated-not-transferred'));
  book.check('with partners', '596160.00', line('balance-partners'));
  book.check('overdue from C', '650000.00', line('overdue'));
  book.check('in kind, for information and in no sum', '36000.00', line('in-kind-information'));

  const all = await reportOf(api, FUND, 'delivery', { asOf: AS_OF });
  book.check('delivery of the fund', '52.36', all.totals.deliveryPercent);
  const transfers = {
    P1: '470800.00',
    P5: '205440.00',
    P6: '240750.00',
    P4: '89880.00',
    T1: '128400.00',
    S0: '116000.00',
    P2: '0.00',
  };
  for (const [id, amount] of Object.entries(transfers)) {
    book.check(`transferred to ${id}`, amount, rowWhere(all.rows, 'activityId', id).transferred);
  }
  for (const { activity, amount } of spent)
    book.check(`spent by ${activity}`, amount, rowWhere(all.rows, 'activityId', activity).spent);
  await partsTransferred({ api, book });

  await reportToForum({ api, say, book });
}

/** What goes to the Forum: W1 alone, each activity under the recommendation that it cites. */
async function reportToForum({ api, say, book }: Story): Promise<void> {
  const forum = await reportOf(api, FUND, 'delivery', { asOf: AS_OF, windowId: 'W1' });
  say('  To the Forum goes W1 alone: after the Troika’s letter, W2 does not act for it.');
  book.check(
    'Forum report: activities',
    'P1, P5',
    forum.rows
      .map((r) => String(r.activityId))
      .toSorted((a, b) => (a < b ? -1 : 1))
      .join(', '),
  );
  await underRecommendations({ api, book });
  const activities = await reportOf(api, FUND, 'activities', { asOf: AS_OF });
  const cited = (id: string) => rowWhere(activities.rows, 'activityId', id).recommendations;
  book.check('Forum report: P1 under', 'rec-data', cited('P1'));
  book.check('Forum report: P5 under', 'rec-marketplace', cited('P5'));
  book.check(
    'T1, in kind beside its money',
    '36000.00',
    rowWhere(activities.rows, 'activityId', 'T1').inKind,
  );
  book.check('Forum report: as of', '2008-09-30', forum.asOf);
  book.check('Forum report: published', '2008-10-22', forum.knownAt.slice(0, 10));
  book.check('Forum report: allocated', '1861800.00', forum.totals.allocated);
  book.check('Forum report: transferred', '676240.00', forum.totals.transferred);
  book.check('Forum report: spent', '373680.15', forum.totals.spent);
  book.check('Forum report: delivery', '55.26', forum.totals.deliveryPercent);
  const cap = await reportOf(api, FUND, 'cap-headroom', {});
  book.check(
    'the bank’s share of deposits after 6 October',
    '15.00',
    rowWhere(cap.rows, 'measure', 'deposited').percent,
  );
  const known = await reportOf(api, FUND, 'funding-status', { asOf: '2008-10-22' });
  book.check('the deposit of 6 October is known', '8000000.00', reportLine(known.rows, 'contributions'));
  await correction({ api, say, book }, forum.knownAt);
}

/** The register with W1's money under each recommendation, as the Forum gets it. */
async function underRecommendations({ api, book }: Pick<Story, 'api' | 'book'>): Promise<void> {
  const query = { asOf: AS_OF, windowId: 'W1' };
  const { rows, totals } = await reportOf(api, FUND, 'recommendations', query);
  const told = ({ activityIds, allocated, transferred, spent }: (typeof rows)[number]) =>
    `${activityIds}: ${allocated}, ${transferred}, ${spent}`;
  const under = (id: string) => told(rowWhere(rows, 'recommendationId', id));
  book.check(
    'allocated, transferred, spent under rec-data',
    'P1: 1177000.00, 470800.00, 312480.15',
    under('rec-data'),
  );
  book.check(
    'allocated, transferred, spent under rec-marketplace',
    'P5: 684800.00, 205440.00, 61200.00',
    under('rec-marketplace'),
  );
  const others = rows.filter(({ activities }) => activities === 0).length;
  book.check('recommendations under which W1 pays nothing', '4', others);
  book.check(
    'recommendations: allocated, transferred, spent',
    '2: 1861800.00, 676240.00, 373680.15',
    told({ ...totals, activityIds: String(totals.activities) }),
  );
}

/** Which part of each mandate was transferred, and when P5’s was, after its condition. */
async function partsTransferred({ api, book }: Pick<Story, 'api' | 'book'>): Promise<void> {
  const { items } = await api.read('auditor', allocationRoutes.listMandates, {
    params: { fundId: FUND },
    query: { limit: 100 },
  });
  const parts = { P1: '40', P5: '30', P6: '25', P4: '20', T1: '60', S0: '50' };
  for (const [id, percent] of Object.entries(parts)) {
    const mandate = items.find(({ mandateId }) => mandateId === id);
    const [part, whole] = [minorOf(mandate?.transferred ?? usd('0')), minorOf(mandate?.amount ?? usd('1'))];
    book.check(`transferred to ${id}, percent`, percent, percentHalfUp(part, whole, 0));
  }
  const facts = await factsOf(api, 'allocation');
  const late = facts.filter(
    ({ type, data }) => type === 'deposit-received' && data.contributionId === 'C',
  )[1];
  book.check('C’s second deposit came', '2008-10-06', String(late?.data.receivedOn));
  book.check('P5’s condition met', '2008-07-11', daysOf(facts, 'condition-met'));
  const paid = facts.filter(({ type, data }) => type === 'tranche-disbursed' && data.mandateId === 'P5');
  book.check('P5 paid', '2008-07-14', daysOf(paid, 'tranche-disbursed'));
}

async function reportExpenditure(
  api: Api,
  activityId: string,
  person: string,
  amount: string,
): Promise<void> {
  const params = { fundId: FUND, activityId };
  const period = { from: '2008-06-01', to: AS_OF };
  const reportId = `${activityId}-2008-3`;
  await api.send(person, reportingRoutes.submitProgressReport, {
    params,
    body: { id: reportId, period, narrative: `What ${activityId} did to 30 September 2008.` },
  });
  await api.send(person, reportingRoutes.submitFinancialReport, {
    params,
    body: { id: reportId, period, lines: [{ category: 1, amount: usd(amount) }], provisional: true },
  });
  const judge = person === 'secretariat' ? 'secretariat-2' : 'secretariat';
  await api.send(judge, reportingRoutes.judgeProgressReport, {
    params: { ...params, reportId },
    body: { accepted: true },
  });
  await api.send(judge, reportingRoutes.judgeFinancialReport, {
    params: { ...params, reportId },
    body: { accepted: true },
  });
}

async function correction({ api, say, book }: Story, knownAt: string): Promise<void> {
  say(
    '24 October: P1 corrects its figure by −2,480.15. The published report stays what it was; the new one differs.',
  );
  await api.clock(FUND, '2008-10-24T07:00:00.000Z');
  const params = { fundId: FUND, activityId: 'P1' };
  await api.send('partner-iom', reportingRoutes.submitFinancialReport, {
    params,
    body: {
      id: 'P1-2008-3-correction',
      period: { from: '2008-06-01', to: AS_OF },
      lines: [{ category: 1, amount: usd('-2480.15') }],
      corrects: 'P1-2008-3',
      note: 'An invoice counted twice.',
    },
  });
  await api.send('secretariat', reportingRoutes.judgeFinancialReport, {
    params: { ...params, reportId: 'P1-2008-3-correction' },
    body: { accepted: true },
  });
  const now = await reportOf(api, FUND, 'delivery', { asOf: AS_OF, windowId: 'W1' });
  book.check('version 2: spent', '371200.00', now.totals.spent);
  book.check('version 2: delivery', '54.89', now.totals.deliveryPercent);
  book.check('P1 as corrected', '310000.00', rowWhere(now.rows, 'activityId', 'P1').spent);
  const fund = await reportOf(api, FUND, 'delivery', { asOf: AS_OF });
  book.check('version 2: spent by all', '652629.85', fund.totals.spent);
  book.check('version 2: delivery of the fund', '52.16', fund.totals.deliveryPercent);
  const before = await reportOf(api, FUND, 'delivery', { asOf: AS_OF, windowId: 'W1', knownAt });
  book.check('as known when first published: spent', '373680.15', before.totals.spent);
  say(
    '  (Published versions of a statement come with the reports’ full work; here the same report is asked as known on both days.)',
  );
}
