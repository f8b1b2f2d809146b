import { allocationRoutes as routes } from '@mdtf/contracts';
import type { DomainEvent } from '@mdtf/domain';
import type { CharterRules } from '@mdtf/rules';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AllocationUnderTest, allocationUnderTest, establish, fill } from '../../test/demonstration.ts';
import { approval, charter, part, proposal, usd } from '../testing/imdp.ts';

const FUND = 'imdp';
const params = { fundId: FUND };
const NOW = '2008-05-20T07:00:00.000Z';

let under: AllocationUnderTest;

const PRACTICE: CharterRules = {
  R14: { severities: { tranche: 'needs-waiver' } },
  R21: { severities: { tranche: 'block' } },
  R22: { severities: { tranche: 'block' } },
};

beforeAll(async () => {
  under = await allocationUnderTest();
  const { data } = charter;
  const terms = { ...data.charter, preparationAdvances: true, rules: { ...data.charter.rules, ...PRACTICE } };
  await establish(under, FUND, { ...charter, data: { ...data, charter: terms } });
  await under.told('committee', FUND, [granted('observer-1', 'observer'), rated('low')]);
  await under.service.setClock(FUND, NOW);
  await fill(under, FUND);
});

afterAll(() => under?.[Symbol.asyncDispose]());

const granted = (person: string, role: string): DomainEvent => ({
  type: 'RoleGranted',
  data: { grantId: `grant-${person}`, person, role, organisation: null, seat: null },
});

const rated = (rating: string, validUntil = '2009-12-31'): DomainEvent => ({
  type: 'DueDiligenceConfirmed',
  data: {
    recordId: `dd-${rating}`,
    organisation: 'iom',
    rating,
    validFrom: '2008-01-01',
    validUntil,
    role: 'treasurer',
  },
});

const spent = (activityId: string, reportId: string, amount: string): DomainEvent => ({
  type: 'FinancialReportAccepted',
  data: {
    activityId,
    reportId,
    period: { from: '2008-05-01', to: '2008-05-19' },
    expenditure: usd(amount),
    provisional: true,
    corrects: null,
    note: null,
  },
});

/** An allocation of 100,000.00 with its mandate offered, under the proposal's id; accepted unless it is not to be. */
async function mandate(id: string, accepted = true, ...conditions: Parameters<typeof approval>[3] & object) {
  await under.told('proposals', FUND, [proposal(id, '100000.00')]);
  await under.told('committee', FUND, [
    approval(`dec-${id}`, id, [part('pooled', 'W1', '100000.00')], conditions),
  ]);
  await under.ask('secretariat', routes.offerMandate, { params, body: { id, allocationId: `dec-${id}` } });
  if (accepted) await under.ask('partner-iom', routes.acceptMandate, { params: of(id) });
}

const of = (mandateId: string) => ({ ...params, mandateId });
const tranche = (mandateId: string, trancheId: string) => ({ params: { ...of(mandateId), trancheId } });

const request = (mandateId: string, id: string, amount: string, more: { readonly advance?: true } = {}) => ({
  params: of(mandateId),
  body: { id, amount: usd(amount), purpose: 'the work', ...more },
});

async function pay(mandateId: string, id: string, amount: string) {
  await under.ask('partner-iom', routes.requestTranche, request(mandateId, id, amount));
  await under.ask('treasurer-1', routes.approveTranche, tranche(mandateId, id));
  const body = { reference: 'wire' };
  return await under.ask('treasurer-1', routes.disburseTranche, { ...tranche(mandateId, id), body });
}

describe('a payment after the first (R21)', () => {
  it('waits until enough of the last is reported as spent, in accepted financial reports, to the cent', async () => {
    await mandate('P1');
    const first = await pay('P1', 'one', '40000.00');
    expect(first.verdicts.find(({ rule }) => rule === 'R21')).toMatchObject({ outcome: 'not-applicable' });
    await under.ask('partner-iom', routes.requestTranche, request('P1', 'two', '30000.00'));
    const early = await under.refused('treasurer-1', routes.approveTranche, tranche('P1', 'two'));
    expect(early).toMatchObject({ status: 422, code: 'payment-refused' });
    await under.told('reporting', FUND, [spent('P1', 'r1', '30000.00'), spent('P1', 'r2', '-2000.01')]);
    const short = await under.refused('treasurer-1', routes.approveTranche, tranche('P1', 'two'));
    expect(short.verdicts?.find(({ rule }) => rule === 'R21')).toMatchObject({
      outcome: 'block',
      numerator: '27999.99',
      denominator: '40000.00',
      changes: [{ by: usd('0.01'), to: usd('28000.00') }],
    });
    await under.told('reporting', FUND, [spent('P1', 'r3', '0.01'), spent('P5', 'r1', '1.00')]);
    const approved = await under.ask('treasurer-1', routes.approveTranche, tranche('P1', 'two'));
    expect(approved.verdicts.find(({ rule }) => rule === 'R21')).toMatchObject({
      outcome: 'pass',
      percent: '70.00',
    });
  });
});

describe('what the charter lets the committee waive', () => {
  it('is lifted for a payment by a waiver for its proposal, and by none for money that is not there', async () => {
    await mandate('P4', true, { id: 'letters', text: 'Letters of two ministries', owner: 'Partner' });
    for (const id of ['one', 'two']) {
      await under.ask('partner-iom', routes.requestTranche, request('P4', id, '60000.00'));
    }
    const unmet = await under.refused('treasurer-1', routes.approveTranche, tranche('P4', 'one'));
    expect(unmet).toMatchObject({ status: 422, code: 'conditions-not-met' });
    expect(unmet.verdicts?.[0]).toMatchObject({ rule: 'R14', outcome: 'needs-waiver' });
    const { data } = approval('w', 'P4', []);
    const subject = { kind: 'waiver' as const, id: 'P4', rule: 'R14' };
    await under.told('committee', FUND, [
      { type: 'DecisionTaken', data: { ...data, subject, amounts: [], partner: null, expires: null } },
    ]);
    const approved = await under.ask('treasurer-1', routes.approveTranche, tranche('P4', 'one'));
    expect(approved.verdicts[0]).toMatchObject({ rule: 'R14', outcome: 'waived', waiver: 'w' });
    const more = await under.refused('treasurer-1', routes.approveTranche, tranche('P4', 'two'));
    expect(more).toMatchObject({ status: 422, code: 'exceeds-means' });
    expect(more.detail).toContain('Ask for USD 40,000.00 at most.');
  });
});

describe('one payment by the partner’s risk (R22)', () => {
  it('is at most the share for the rating that holds; without one, as for high risk', async () => {
    await mandate('P2');
    await under.told('committee', FUND, [rated('moderate')]);
    await under.ask('partner-iom', routes.requestTranche, request('P2', 'one', '80000.01'));
    const over = await under.refused('treasurer-1', routes.approveTranche, tranche('P2', 'one'));
    expect(over.verdicts?.find(({ rule }) => rule === 'R22')).toMatchObject({
      outcome: 'block',
      limit: '80000.00',
      changes: [{ by: usd('0.01'), to: usd('80000.00') }],
    });
    await under.told('committee', FUND, [rated('significant')]);
    const risky = await under.refused('treasurer-1', routes.approveTranche, tranche('P2', 'one'));
    expect(risky.verdicts?.find(({ rule }) => rule === 'R22')).toMatchObject({ limit: '50000.00' });
  });

  it('is told to those who may read due diligence, and to the partner of its own', async () => {
    await under.told('committee', FUND, [rated('low')]);
    await under.ask('treasurer-1', routes.approveTranche, tranche('P2', 'one'));
    const rulesFor = async (person: string) => {
      const { items } = await under.ask(person, routes.listTranches, { params: of('P2') });
      return items.flatMap(({ verdicts }) => verdicts.map(({ rule }) => rule));
    };
    expect(await rulesFor('partner-iom')).toContain('R22');
    expect(await rulesFor('auditor')).toContain('R22');
    expect(await rulesFor('observer-1')).toEqual(['R14', 'R21']);
    const { entries } = await under.service.reader.page(FUND, 0n, 500);
    const seenBy = (type: string) => {
      const told = entries.filter(({ payload }) => payload.includes(`mdtf.allocation.${type}.v1`));
      return new Set(told.map(({ envelope }) => envelope.includes('"visibility":"parties"')));
    };
    expect([...seenBy('tranche-approved')]).toEqual([true]);
    expect([...seenBy('tranche-requested')]).toEqual([true]);
  });
});

describe('a preparation advance (R19)', () => {
  it('is asked before the mandate is accepted, all advances of a project at most 10,000 together', async () => {
    await mandate('P3', false);
    const plain = await under.refused('partner-iom', routes.requestTranche, request('P3', 'x', '1.00'));
    expect(plain).toMatchObject({ status: 422, code: 'mandate-not-accepted' });
    const advance = { advance: true } as const;
    const asked = await under.ask(
      'partner-iom',
      routes.requestTranche,
      request('P3', 'a', '6000.00', advance),
    );
    expect(asked).toMatchObject({ advance: true, status: 'requested' });
    await under.ask('partner-iom', routes.requestTranche, request('P3', 'b', '4000.01', advance));
    await under.ask('partner-iom', routes.requestTranche, request('P3', 'c', '4000.00', advance));
    await under.ask('treasurer-1', routes.approveTranche, tranche('P3', 'a'));
    const over = await under.refused('treasurer-1', routes.approveTranche, tranche('P3', 'b'));
    expect(over.verdicts?.find(({ rule }) => rule === 'R19')).toMatchObject({
      outcome: 'block',
      numerator: '10000.01',
      changes: [{ by: usd('0.01'), to: usd('4000.00') }],
    });
    const exactly = await under.ask('treasurer-1', routes.approveTranche, tranche('P3', 'c'));
    expect(exactly.verdicts.find(({ rule }) => rule === 'R19')).toMatchObject({ outcome: 'pass' });
    const body = { reference: 'wire' };
    const paid = await under.ask('treasurer-1', routes.disburseTranche, { ...tranche('P3', 'a'), body });
    expect(paid.verdicts.find(({ rule }) => rule === 'R19')).toMatchObject({
      outcome: 'pass',
      numerator: '10000.00',
    });
    await under.ask('partner-iom', routes.acceptMandate, { params: of('P3') });
    const late = await under.refused(
      'partner-iom',
      routes.requestTranche,
      request('P3', 'd', '1.00', advance),
    );
    expect(late).toMatchObject({ status: 422, code: 'mandate-accepted' });
  });

  it('is not made where the charter does not allow it', async () => {
    const other = { fundId: 'other' };
    await establish(under, 'other');
    await under.service.setClock('other', NOW);
    await fill(under, 'other');
    await under.told('proposals', 'other', [proposal('P3', '100.00')]);
    await under.told('committee', 'other', [approval('dec-P3', 'P3', [part('pooled', 'W1', '100.00')])]);
    const offer = { params: other, body: { id: 'P3', allocationId: 'dec-P3' } };
    await under.ask('secretariat', routes.offerMandate, offer);
    const { body } = request('P3', 'a', '1.00', { advance: true });
    const asked = { params: { ...other, mandateId: 'P3' }, body };
    const refused = await under.refused('partner-iom', routes.requestTranche, asked);
    expect(refused).toMatchObject({ status: 422, code: 'no-advances' });
  });
});
