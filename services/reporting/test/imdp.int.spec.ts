import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { amounts, ask, broken, columnBy, percentages } from './asking.ts';
import { accepted, morning, usd } from './events.ts';
import { tellImdp } from './imdp.ts';
import { type ReadTables, readTables } from './read-tables.ts';

const asOf = '2008-09-30';
const TOLD_ON_22_OCTOBER = '2008-10-22T07:00:00.000Z';

describe('the demonstration fund on 30 September 2008', () => {
  let tables: ReadTables;
  const report = (name: Parameters<typeof ask>[1], more: object = {}) =>
    ask(tables.pool, name, { asOf, ...more });

  beforeAll(async () => {
    tables = await readTables();
    await tellImdp(tables);
  });
  afterAll(() => tables[Symbol.asyncDispose]());

  it('holds what it has not transferred, and its partners what they have not spent', async () => {
    const status = await report('funding-status');
    expect(amounts(status)).toMatchObject({
      pledged: '8000000.00',
      agreed: '8000000.00',
      overdue: '650000.00',
      contributions: '7350000.00',
      'total-source': '7350000.00',
      transfers: '1251270.00',
      refunds: '0.00',
      'net-funded': '1251270.00',
      'administration-fee': '61500.00',
      'total-use': '1312770.00',
      'balance-fund': '6037230.00',
      unallocated: '2337800.00',
      'unallocated:pooled': '1564250.00',
      'unallocated:bank': '773550.00',
      'unallocated:D': '0.00',
      'allocated-not-transferred': '3699430.00',
      uncovered: '0.00',
      'partner-resources': '1251270.00',
      expenditure: '655110.00',
      'expenditure-certified': '0.00',
      'expenditure-provisional': '655110.00',
      'balance-partners': '596160.00',
      'total-balance': '6633390.00',
      'delivery-rate': null,
    });
    expect(percentages(status)).toMatchObject({
      'balance-fund': '82.1',
      'balance-partners': '47.6',
      'total-balance': '90.3',
      'delivery-rate': '52.36',
    });
    expect(broken(status)).toEqual([]);
  });

  it('delivers 52.36 % of what it transferred', async () => {
    const all = await report('delivery');
    expect(columnBy(all.rows, 'activityId', 'transferred')).toEqual({
      P1: '470800.00',
      P2: '0.00',
      P4: '89880.00',
      P5: '205440.00',
      P6: '240750.00',
      S0: '116000.00',
      T1: '128400.00',
    });
    expect(all.totals).toMatchObject({
      spent: '655110.00',
      provisional: '655110.00',
      deliveryPercent: '52.36',
      'W1.spent': '373680.15',
      'W2.allocated': '2856900.00',
    });
    expect(columnBy(all.rows, 'activityId', 'deliveryPercent')).toMatchObject({ P1: '66.37', P2: null });
    expect(broken(all)).toEqual([]);
  });

  it('reports to the Forum on the window that acts for it alone', async () => {
    const forum = await report('delivery', { windowId: 'W1' });
    expect(forum.rows.map(({ activityId }) => activityId)).toEqual(['P1', 'P5']);
    expect(forum.totals).toMatchObject({
      allocated: '1861800.00',
      transferred: '676240.00',
      spent: '373680.15',
      deliveryPercent: '55.26',
    });
  });

  it('is over the cap on deposits by 97,500.00 until the last deposit comes', async () => {
    const before = await report('cap-headroom');
    expect(columnBy(before.rows, 'measure', 'percent')).toEqual({
      requested: '15.00',
      agreed: '15.00',
      deposited: '16.33',
      allocated: '8.61',
    });
    expect(columnBy(before.rows, 'measure', 'headroom')).toMatchObject({
      requested: '0.00',
      deposited: '-97500.00',
    });
    expect(columnBy(before.rows, 'measure', 'outcome')).toEqual({
      requested: 'pass',
      agreed: 'not-applicable',
      deposited: 'warn',
      allocated: 'pass',
    });
    const after = await ask(tables.pool, 'cap-headroom', { asOf: '2008-10-06' });
    expect(columnBy(after.rows, 'measure', 'percent')).toMatchObject({ deposited: '15.00' });
  });

  it('has headroom of 328,800.00 for the bank after 20 May', async () => {
    const cap = await ask(tables.pool, 'cap-headroom', { asOf: '2008-05-20' });
    expect(columnBy(cap.rows, 'measure', 'headroom')).toMatchObject({ allocated: '328800.00' });
    expect(columnBy(cap.rows, 'measure', 'total')).toMatchObject({ allocated: '3506200.00' });
    const dayBefore = await ask(tables.pool, 'cap-headroom', { asOf: '2008-05-19' });
    expect(columnBy(dayBefore.rows, 'measure', 'total')).toMatchObject({ allocated: '232000.00' });
  });

  it('shows each contribution with what it paid and what it still owes', async () => {
    const { rows, totals } = await report('contributions');
    expect(columnBy(rows, 'contributionId', 'deposited')).toEqual({
      A: '3000000.00',
      B: '2200000.00',
      C: '650000.00',
      D: '300000.00',
      bank: '1200000.00',
    });
    expect(columnBy(rows, 'contributionId', 'overdue')).toMatchObject({ A: '0.00', C: '650000.00' });
    expect(columnBy(rows, 'contributionId', 'withoutPreference')).toMatchObject({
      B: '2200000.00',
      D: '0.00',
    });
    expect(columnBy(rows, 'contributionId', 'shareOfYearPercent')).toMatchObject({
      A: '40.82',
      bank: '16.33',
    });
    expect(totals).toMatchObject({ pledged: '8000000.00', net: '7288500.00', fee: '61500.00' });
  });

  it('knows its activities with their recommendations, and what came of each decision', async () => {
    const activities = await report('activities');
    expect(activities.rows.find(({ activityId }) => activityId === 'P1')).toMatchObject({
      partnerName: 'The iom',
      windowId: 'W1',
      status: 'implementation',
      recommendations: 'R-1; R-2',
      approved: '1177000.00',
      netFunded: '470800.00',
      withPartner: '158319.85',
      indirectCost: '77000.00',
      indirectSharePercent: '7.00',
    });
    expect(activities.totals).toMatchObject({ approved: '4950700.00', allocated: '4950700.00' });
    expect(broken(activities)).toEqual([]);
    const decisions = await report('decisions');
    expect(decisions.rows).toHaveLength(7);
    expect(decisions.rows[0]).toMatchObject({
      decisionId: 'decision-S0',
      decidedOn: '2008-03-27',
      approved: '232000.00',
      amounts: 'pooled 232000.00',
      carriedOut: null,
    });
  });

  it('does not know on 30 September what was recorded later', async () => {
    const then = await report('funding-status', { knownAt: '2008-09-30T21:59:59.999Z' });
    expect(amounts(then)).toMatchObject({ expenditure: '0.00', contributions: '7350000.00' });
    expect(broken(then)).toEqual([]);
  });

  it('keeps the published figures when a partner corrects one, and shows the corrected ones', async () => {
    const correction = accepted('P1', '-2480.15', {
      reportId: 'P1-2008-3-correction',
      corrects: 'P1-2008-3',
    });
    await tables.tell('reporting', correction, { time: morning('2008-10-24') });
    const forum = await report('delivery', { windowId: 'W1' });
    expect(forum.totals).toMatchObject({ spent: '371200.00', deliveryPercent: '54.89' });
    expect((await report('delivery')).totals).toMatchObject({ spent: '652629.85', deliveryPercent: '52.16' });
    const published = await report('delivery', { windowId: 'W1', knownAt: TOLD_ON_22_OCTOBER });
    expect(published.totals).toMatchObject({ spent: '373680.15', deliveryPercent: '55.26' });
    const status = await report('funding-status', { knownAt: TOLD_ON_22_OCTOBER });
    expect(amounts(status)).toMatchObject({ expenditure: '655110.00' });
  });

  it('certifies a report and its provisional corrections by one that is not provisional', async () => {
    const certified = accepted('P1', '0.00', {
      reportId: 'P1-final',
      corrects: 'P1-2008-3',
      provisional: false,
    });
    await tables.tell('reporting', certified, { time: morning('2009-04-30') });
    const status = await report('funding-status');
    expect(amounts(status)).toMatchObject({
      expenditure: '652629.85',
      'expenditure-certified': '310000.00',
      'expenditure-provisional': '342629.85',
    });
    expect(broken(status)).toEqual([]);
    const before = await report('funding-status', { knownAt: '2009-04-29T00:00:00.000Z' });
    expect(amounts(before)).toMatchObject({ 'expenditure-certified': '0.00' });
  });

  it('shows gifts in kind beside the money, agreed and delivered, and counts them in no sum', async () => {
    const before = await report('funding-status');
    const gift = { inKindId: 'K1', proposalId: 'T1' };
    const recorded = {
      ...gift,
      donor: 'state-b',
      description: 'Experts on labour agreements',
      quantity: '60',
      unit: 'expert-days',
      informationValue: usd('36000.00'),
    };
    const delivered = {
      ...gift,
      deliveryId: 'd1',
      quantity: '10',
      deliveredOn: '2008-09-30',
      evidence: 'Mission report',
      informationValue: usd('6000.00'),
      complete: false,
    };
    const late = { ...delivered, deliveryId: 'd2', deliveredOn: '2008-10-01' };
    await tables.tell(
      'allocation',
      { type: 'InKindRecorded', data: recorded },
      { time: morning('2008-06-03') },
    );
    for (const data of [delivered, late])
      await tables.tell('allocation', { type: 'InKindDelivered', data }, { time: morning('2008-10-02') });
    const { 'in-kind-information': _, 'in-kind-delivered': __, ...money } = amounts(before);
    const status = await report('funding-status');
    expect(amounts(status)).toEqual({
      ...money,
      'in-kind-information': '36000.00',
      'in-kind-delivered': '6000.00',
    });
    expect(broken(status)).toEqual([]);
    const { rows } = await report('activities');
    expect(columnBy(rows, 'activityId', 'inKind')).toMatchObject({ T1: '36000.00', P1: '0.00' });
    expect(columnBy(rows, 'activityId', 'inKindDelivered')).toMatchObject({ T1: '6000.00' });
  });
});
