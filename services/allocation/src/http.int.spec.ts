import { logRoutes, allocationRoutes as routes } from '@mdtf/contracts';
import { leafHashOf } from '@mdtf/fund-log';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AllocationUnderTest, allocationUnderTest, establish, fill } from '../test/demonstration.ts';
import { allocations, approval, part, proposal, usd } from './testing/imdp.ts';

const FUND = 'imdp';
const params = { fundId: FUND };

let under: AllocationUnderTest;

beforeAll(async () => {
  under = await allocationUnderTest();
  await establish(under, FUND);
  await fill(under, FUND);
});

afterAll(() => under?.[Symbol.asyncDispose]());

async function decided(each: (typeof allocations)[number]): Promise<void> {
  await under.told('proposals', FUND, [proposal(each.id, each.asks)]);
  const conditions = 'conditions' in each ? each.conditions : [];
  await under.told('committee', FUND, [approval(`dec-${each.id}`, each.id, each.parts, conditions)]);
}

describe('contributions over HTTP', () => {
  it('are told with what was deposited and the fees taken, page by page', async () => {
    const a = await under.ask('treasurer-1', routes.getContribution, {
      params: { ...params, contributionId: 'A' },
    });
    expect(a).toMatchObject({ deposited: usd('3000000.00'), feesTaken: usd('30000.00'), pot: 'pooled' });
    const first = await under.ask(undefined, routes.listContributions, { params, query: { limit: 3 } });
    expect(first.items.map(({ contributionId }) => contributionId)).toEqual(['A', 'B', 'C']);
    const cursor = first.nextCursor ?? '';
    const rest = await under.ask(undefined, routes.listContributions, {
      params,
      query: { limit: 3, cursor },
    });
    expect(rest.items.map(({ contributionId }) => contributionId)).toEqual(['D', 'bank-1']);
    expect(rest.nextCursor).toBeNull();
  });

  it('list the deposits under each, and no other’s', async () => {
    const of = (contributionId: string) =>
      under.ask(undefined, routes.listDeposits, { params: { ...params, contributionId } });
    expect((await of('A')).items.map(({ fee }) => fee.amount)).toEqual(['17500.01', '12499.99']);
    expect((await of('bank-1')).items).toMatchObject([{ net: usd('1200000.00') }]);
    const nobody = { params: { ...params, contributionId: 'nobody' } };
    expect(await under.refused(undefined, routes.listDeposits, nobody)).toMatchObject({ status: 404 });
  });

  it('begin as a pledge and become an agreement', async () => {
    const body = { id: 'pledge', stage: 'pledged' as const, donor: 'donor-b', amount: usd('10.00') };
    expect(await under.ask('secretariat', routes.recordContribution, { params, body })).toMatchObject({
      stage: 'pledged',
    });
    const input = { params: { ...params, contributionId: 'pledge' }, body: { amount: usd('12.00') } };
    expect(await under.ask('secretariat', routes.agreeContribution, input)).toMatchObject({
      stage: 'agreed',
      amount: usd('12.00'),
    });
  });

  it('keep gifts in kind apart', async () => {
    const gift = { donor: 'donor-b', description: 'Experts', quantity: '60', unit: 'expert-days' };
    const told = await under.ask('secretariat', routes.recordInKind, { params, body: gift });
    expect(told).toMatchObject({ ...gift, informationValue: null });
    expect((await under.ask(undefined, routes.listInKind, { params })).items).toEqual([told]);
  });

  it('enter what both sides of a match agreed to give, and what of it was delivered', async () => {
    const content = { lead: 'iom', title: 'T9', kind: 'assistance-request' };
    await under.told('proposals', FUND, [
      {
        type: 'FullProposalSubmitted',
        data: { proposalId: 'T9', revision: 1, requested: usd('1.00'), bankPart: usd('0.00'), content },
      },
      {
        type: 'MatchAgreed',
        data: {
          matchId: 'm1',
          requestId: 'T9',
          offerId: 'o1',
          inKindId: 'gift-1',
          organisation: 'donor-b',
          description: 'Experts',
          quantity: 60,
          unit: 'expert-days',
          informationValue: usd('36000.00'),
        },
      },
    ]);
    const gift = async () => {
      const { items } = await under.ask(undefined, routes.listInKind, { params });
      return items.find(({ inKindId }) => inKindId === 'gift-1');
    };
    expect(await gift()).toMatchObject({
      donor: 'donor-b',
      quantity: '60',
      unit: 'expert-days',
      informationValue: usd('36000.00'),
      proposalId: 'T9',
      matchId: 'm1',
      status: 'agreed',
    });
    const delivery = {
      params: { ...params, inKindId: 'gift-1' },
      body: { quantity: '60', evidence: 'Mission report' },
    };
    expect(await under.refused('partner-iom', routes.deliverInKind, delivery)).toMatchObject({ status: 403 });
    await under.ask('secretariat', routes.deliverInKind, delivery);
    expect(await gift()).toMatchObject({ status: 'delivered', deliveries: [{ quantity: '60' }] });
  });

  it('are recorded by those who may, and once', async () => {
    const body = { id: 'again', donor: 'donor-a', amount: usd('1.00') };
    expect(await under.refused('partner-iom', routes.recordContribution, { params, body })).toMatchObject({
      status: 403,
    });
    expect(await under.refused(undefined, routes.recordContribution, { params, body })).toMatchObject({
      status: 401,
    });
    const known = { ...body, id: 'A' };
    expect(
      await under.refused('treasurer-1', routes.recordContribution, { params, body: known }),
    ).toMatchObject({
      status: 409,
      code: 'already-exists',
    });
    const euros = { ...body, amount: { amount: '1.00', currency: 'EUR' } };
    expect(
      await under.refused('treasurer-1', routes.recordContribution, { params, body: euros }),
    ).toMatchObject({
      status: 422,
      code: 'wrong-currency',
      errors: [{ field: 'body.amount' }],
    });
  });
});

describe('decisions of the committee', () => {
  it('are carried out as they are heard, each in the order of its log', async () => {
    for (const each of allocations.slice(0, 5)) await decided(each);
    const { items } = await under.ask(undefined, routes.listAllocations, { params });
    expect(items.map(({ allocationId }) => allocationId)).toEqual(
      ['S0', 'P1', 'P4', 'P5', 'P6'].map((id) => `dec-${id}`).sort(),
    );
    const last = await under.ask(undefined, routes.getAllocation, {
      params: { ...params, allocationId: 'dec-P6' },
    });
    expect(last).toMatchObject({
      partner: 'iom',
      totals: { allocated: usd('3506200.00'), allocatedInternal: usd('246450.00') },
      verdicts: [{ rule: 'R1', place: 'allocation', headroom: usd('328800.00') }],
    });
  });

  it('that cannot be carried out are recorded with the reason, and may be asked for again', async () => {
    await under.told('committee', FUND, [approval('dec-X', 'X', [part('D', 'W1', '1.00')])]);
    const { rows } = await under.database.pool.query(
      "SELECT payload::jsonb -> 'data' ->> 'code' AS code FROM entry WHERE type = 'AllocationRefused'",
    );
    expect(rows).toEqual([{ code: 'insufficient-funds' }]);
    const input = { params, body: { decisionId: 'dec-X' } };
    const problem = await under.refused('secretariat', routes.allocate, input);
    expect(problem).toMatchObject({
      status: 422,
      code: 'insufficient-funds',
      verdicts: [{ rule: 'R1' }, { rule: 'R15', outcome: 'block' }],
    });
    expect(problem.detail).toContain('Pot D was given for window W2, not for window W1');
    const unknown = { params: { ...params, allocationId: 'dec-X' } };
    expect(await under.refused(undefined, routes.getAllocation, unknown)).toMatchObject({ status: 404 });
  });

  it('taken on paper keep their own time, and rules do not refuse them', async () => {
    const dated = { time: '2008-03-27T09:00:00.000Z', provenance: { source: 'minutes of session 2' } };
    await under.told('proposals', FUND, [proposal('old', '10.00')]);
    await under.told('committee', FUND, [approval('dec-old', 'old', [part('bank', 'W9', '10.00')])], dated);
    const { rows } = await under.database.pool.query(
      "SELECT time, subject FROM entry WHERE type = 'AllocationMade' AND subject = 'allocation/dec-old'",
    );
    expect(rows.map(({ time }) => new Date(time).toISOString())).toEqual([dated.time]);
  });
});

describe('money to a partner over HTTP', () => {
  const mandate = { ...params, mandateId: 'M5' };
  const tranche = { ...mandate, trancheId: 'T1' };

  it('goes by mandate, condition, request, approval by another and transfer', async () => {
    const offer = { id: 'M5', allocationId: 'dec-P5' };
    expect(await under.ask('secretariat', routes.offerMandate, { params, body: offer })).toMatchObject({
      status: 'offered',
      amount: usd('684800.00'),
      tasks: 'Adding a module to surveys',
    });
    expect(await under.refused('partner-x', routes.acceptMandate, { params: mandate })).toMatchObject({
      status: 403,
    });
    await under.ask('partner-iom', routes.acceptMandate, { params: mandate });
    const body = { id: 'T1', amount: usd('205440.00'), purpose: 'first year' };
    await under.ask('partner-iom', routes.requestTranche, { params: mandate, body });

    const early = await under.refused('treasurer-1', routes.approveTranche, { params: tranche });
    expect(early).toMatchObject({ status: 422, code: 'conditions-not-met', verdicts: [{ rule: 'R14' }] });
    const condition = { ...params, allocationId: 'dec-P5', conditionId: 'letters' };
    const evidence = { evidence: 'Letters of two ministries', metOn: '2008-07-11' };
    await under.ask('secretariat', routes.meetCondition, { params: condition, body: evidence });

    await under.ask('treasurer-1', routes.approveTranche, { params: tranche });
    const done = await under.ask('treasurer-2', routes.disburseTranche, {
      params: tranche,
      body: { reference: 'wire 14 July', valueDate: '2008-07-14' },
    });
    expect(done).toMatchObject({ status: 'disbursed', approvedBy: 'treasurer-1', valueDate: '2008-07-14' });
    expect((await under.ask('auditor', routes.listTranches, { params: mandate })).items).toEqual([done]);
  });

  it('and comes back as a refund', async () => {
    const body = { id: 'R1', amount: usd('440.00'), reason: 'unspent', reference: 'wire' };
    const told = await under.ask('treasurer-1', routes.recordRefund, { params: mandate, body });
    expect(told.parts).toEqual([
      { pot: 'bank', amount: usd('65.54') },
      { pot: 'pooled', amount: usd('374.46') },
    ]);
    expect((await under.ask('auditor', routes.listRefunds, { params: mandate })).items).toEqual([told]);
    expect(await under.ask('auditor', routes.getMandate, { params: mandate })).toMatchObject({
      transferred: usd('205440.00'),
      refunded: usd('440.00'),
    });
    const input = { params: { ...params, allocationId: 'dec-P5' } };
    expect(await under.ask(undefined, routes.getAllocation, input)).toMatchObject({
      mandateId: 'M5',
      transferred: usd('205440.00'),
      refunded: usd('440.00'),
      conditions: [{ id: 'letters', metOn: '2008-07-11' }],
    });
  });

  it('is public in the log once it moved; what was asked and approved before is for the parties, and the log chains all the same', async () => {
    const read = async (person: string | undefined) => {
      const log = { params: { ...params, service: 'allocation' as const }, query: { limit: 500 } };
      return (await under.ask(person, logRoutes.listLogEntries, log)).items;
    };
    const mine = ({ payload }: { payload: string | null }) => payload?.includes('"subject":"mandate/M5"');
    const types = (items: Awaited<ReturnType<typeof read>>) =>
      items
        .filter(mine)
        .map(({ payload }) => (JSON.parse(payload ?? '') as { type: string }).type.split('.')[2]);
    const before = ['mandate-offered', 'mandate-accepted'];
    const moved = ['tranche-disbursed', 'refund-received'];
    const [seen, all] = [await read(undefined), await read('auditor')];
    expect(types(all)).toEqual([...before, 'tranche-requested', 'tranche-approved', ...moved]);
    expect(types(seen)).toEqual([...before, ...moved]);
    const withheld = seen.filter(({ payload }) => payload === null);
    expect(withheld.map(({ salt }) => salt)).toEqual(withheld.map(() => null));
    const linked = seen.map(({ envelope }) => (JSON.parse(envelope) as { prevhash: string }).prevhash);
    expect(linked.slice(1)).toEqual(seen.slice(0, -1).map(({ envelope }) => leafHashOf(envelope)));
    expect(JSON.stringify(seen)).not.toContain('first year');
  });

  it('is seen by its own partner and by those who run the fund, not by another partner', async () => {
    expect((await under.ask('partner-iom', routes.listMandates, { params })).items).toHaveLength(1);
    expect((await under.ask('partner-x', routes.listMandates, { params })).items).toEqual([]);
    for (const route of [routes.getMandate, routes.listTranches, routes.listRefunds]) {
      expect(await under.refused('partner-x', route, { params: mandate })).toMatchObject({ status: 404 });
    }
  });

  it('is asked for again under the same key without being asked for twice', async () => {
    const body = { amount: usd('1.00'), purpose: 'more' };
    const input = { params: mandate, body, idempotencyKey: 'once' };
    const first = await under.ask('partner-iom', routes.requestTranche, input);
    expect(await under.ask('partner-iom', routes.requestTranche, input)).toEqual(first);
    expect((await under.ask('auditor', routes.listTranches, { params: mandate })).items).toHaveLength(2);
  });
});

describe('the books over HTTP', () => {
  it('balance to zero, account by account', async () => {
    const body = { line: 'bank-charge' as const, amount: usd('12.00'), note: 'wires' };
    await under.ask('treasurer-1', routes.recordLedgerLine, { params, body });
    const { items } = await under.ask('auditor', routes.listAccounts, { params, query: { limit: 500 } });
    const sum = items.reduce((cents, { balance }) => cents + BigInt(balance.amount.replace('.', '')), 0n);
    expect(sum).toBe(0n);
    expect(items).toContainEqual({ account: 'fees/administration', balance: usd('61500.00') });
    expect(items).toContainEqual({ account: 'costs/bank', balance: usd('12.00') });
  });

  it('tell each posting with what both accounts held after it, of one account or all, page by page', async () => {
    const query = { account: 'pot/D/available', limit: 1 };
    const first = await under.ask('auditor', routes.listPostings, { params, query });
    expect(first.items).toMatchObject([
      {
        type: 'DepositReceived',
        debit: 'donor/D',
        amount: usd('297000.00'),
        creditBalance: usd('297000.00'),
      },
    ]);
    const cursor = first.nextCursor ?? '';
    const second = await under.ask('auditor', routes.listPostings, { params, query: { ...query, cursor } });
    expect(second.items).toMatchObject([{ type: 'AllocationMade', debitBalance: usd('0.00') }]);
    expect(second.nextCursor).toBeNull();
    const nul = { params, query: { account: 'pot\0' } };
    expect(await under.refused('auditor', routes.listPostings, nul)).toMatchObject({ status: 400 });
    const forged = { params, query: { cursor: Buffer.from('["x","y"]').toString('base64url') } };
    expect(await under.refused('auditor', routes.listPostings, forged)).toMatchObject({ status: 400 });
  });

  it('are not for everybody, what may still be given is', async () => {
    expect(await under.refused('partner-iom', routes.listAccounts, { params })).toMatchObject({
      status: 403,
    });
    const headroom = await under.ask(undefined, routes.getHeadroom, { params });
    expect(headroom.verdicts.map(({ place }) => place)).toEqual(['agreed', 'deposited', 'allocation']);
    expect(headroom.pots.find(({ pot }) => pot === 'D')).toMatchObject({
      deposited: usd('300000.00'),
      fees: usd('3000.00'),
      available: usd('0.00'),
    });
    expect(headroom.windows).toMatchObject([
      { windowId: 'W1', allocated: usd('1861800.00'), headroom: usd('538200.00') },
      { windowId: 'W2' },
    ]);
  });

  it('are of a fund that exists', async () => {
    const input = { params: { fundId: 'nobody' } };
    expect(await under.refused('admin', routes.getHeadroom, input)).toMatchObject({ status: 404 });
  });
});
