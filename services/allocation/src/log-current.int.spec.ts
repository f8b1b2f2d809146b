import { setTimeout as sleep } from 'node:timers/promises';
import { allocationRoutes as routes } from '@mdtf/contracts';
import type { DomainEvent } from '@mdtf/domain';
import type { CharterRules } from '@mdtf/rules';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AllocationUnderTest, allocationUnderTest, establish, fill } from '../test/demonstration.ts';
import { BELIEVED_MS } from './log-current.ts';
import { approval, charter, part, proposal, usd } from './testing/imdp.ts';

const params = { fundId: 'imdp' };
const asked = { params, body: { decisionId: 'dec-X' } };

const blocked = {
  type: 'OrganisationFlagged',
  data: {
    flagId: 'f',
    organisation: 'iom',
    level: 'blocked',
    reason: 'An audit is open',
    evidence: [],
    until: null,
    role: 'secretariat',
  },
};

let under: AllocationUnderTest;

beforeAll(async () => {
  under = await allocationUnderTest();
  await establish(under, 'imdp');
  await under.told('committee', 'imdp', [approval('dec-X', 'X', [part('pooled', 'W1', '1.00')])]);
});

afterAll(() => under?.[Symbol.asyncDispose]());

describe('money', () => {
  it('is let out while the committee’s log is known to the last minute', async () => {
    expect(await under.refused('secretariat', routes.allocate, asked)).toMatchObject({
      code: 'insufficient-funds',
    });
  });

  it('is not let out while it is known only up to an earlier hour', async () => {
    const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
    await under.service.setClock('imdp', inAnHour);
    await sleep(BELIEVED_MS);
    const tranche = { params: { ...params, mandateId: 'M', trancheId: 'T' } };
    const answers = await Promise.all([
      under.refused('secretariat', routes.allocate, asked),
      under.refused('treasurer-1', routes.approveTranche, tranche),
      under.refused('treasurer-1', routes.disburseTranche, { ...tranche, body: { reference: 'wire' } }),
    ]);
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 503, code: 'committee-not-current', retryAfterSeconds: 2 });
    }
  });

  it('is not let out to a partner that was flagged meanwhile, neither before nor after the flag is heard of', async () => {
    expect(await under.refused('secretariat', routes.allocate, asked)).toMatchObject({ status: 503 });
    await under.setClockOf('committee', 'imdp', new Date(Date.now() + 3_600_000).toISOString());
    await under.told('committee', 'imdp', [blocked]);
    await sleep(BELIEVED_MS);
    const answer = await under.refused('secretariat', routes.allocate, asked);
    expect(answer).toMatchObject({ status: 422, code: 'organisation-blocked' });
    expect(answer.detail).toContain('by the secretariat (flag f)');
  });
});

const spent = (reportId: string, amount: string, corrects: string | null = null): DomainEvent => ({
  type: 'FinancialReportAccepted',
  data: {
    activityId: 'P1',
    reportId,
    period: { from: '2008-05-01', to: '2008-05-19' },
    expenditure: usd(amount),
    provisional: true,
    corrects,
    note: null,
  },
});

/** A fund where 40,000.00 of 100,000.00 are paid, 30,000.00 of it reported as spent, and 30,000.00 more asked for; its clock is then an hour ahead of reporting's. */
async function secondPaymentAsked(fund: string, rules: CharterRules) {
  const about = { fundId: fund };
  const { data } = charter;
  const terms = { ...data.charter, rules: { ...data.charter.rules, ...rules } };
  await establish(under, fund, { ...charter, data: { ...data, charter: terms } });
  await fill(under, fund);
  await under.told('proposals', fund, [proposal('P1', '100000.00')]);
  await under.told('committee', fund, [approval('d', 'P1', [part('pooled', 'W1', '100000.00')])]);
  await under.ask('secretariat', routes.offerMandate, {
    params: about,
    body: { id: 'M', allocationId: 'd' },
  });
  const mandate = { ...about, mandateId: 'M' };
  await under.ask('partner-iom', routes.acceptMandate, { params: mandate });
  const tranche = (trancheId: string) => ({ params: { ...mandate, trancheId } });
  const request = (id: string, amount: string) =>
    under.ask('partner-iom', routes.requestTranche, {
      params: mandate,
      body: { id, amount: usd(amount), purpose: 'the work' },
    });
  await request('one', '40000.00');
  await under.ask('treasurer-1', routes.approveTranche, tranche('one'));
  await under.ask('treasurer-1', routes.disburseTranche, { ...tranche('one'), body: { reference: 'wire' } });
  await under.told('reporting', fund, [spent('r1', '30000.00')]);
  await request('two', '30000.00');
  const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
  await under.setClockOf('committee', fund, inAnHour);
  await under.service.setClock(fund, inAnHour);
  await sleep(BELIEVED_MS);
  return { inAnHour, two: tranche('two') };
}

describe('a payment after the first', () => {
  it('that reported spending may stop is not let out while reporting’s log is behind, nor on what was corrected meanwhile', async () => {
    const fund = 'stopped';
    const { two, inAnHour } = await secondPaymentAsked(fund, { R21: { severities: { tranche: 'block' } } });
    expect(await under.refused('treasurer-1', routes.approveTranche, two)).toMatchObject({
      status: 503,
      code: 'reporting-not-current',
      retryAfterSeconds: 2,
    });
    await under.setClockOf('reporting', fund, inAnHour);
    await under.told('reporting', fund, [spent('r2', '-2000.01', 'r1')]);
    const short = await under.refused('treasurer-1', routes.approveTranche, two);
    expect(short).toMatchObject({ status: 422, code: 'payment-refused' });
    expect(short.verdicts?.find(({ rule }) => rule === 'R21')).toMatchObject({ numerator: '27999.99' });
    await under.told('reporting', fund, [spent('r3', '0.01', 'r1')]);
    expect(await under.ask('treasurer-1', routes.approveTranche, two)).toMatchObject({ status: 'approved' });
  });

  it('waits for nobody’s reports where they only warn', async () => {
    const { two } = await secondPaymentAsked('warned', { R21: { severities: { tranche: 'warn' } } });
    expect(await under.ask('treasurer-1', routes.approveTranche, two)).toMatchObject({ status: 'approved' });
  });
});
