import { allocationRoutes as routes } from '@mdtf/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AllocationUnderTest, allocationUnderTest, establish, fill } from '../../test/demonstration.ts';
import { approval, part, proposal } from '../testing/imdp.ts';

const FUND = 'imdp';
const params = { fundId: FUND };
const of = { ...params, mandateId: 'M' };

let under: AllocationUnderTest;

beforeAll(async () => {
  under = await allocationUnderTest();
  await establish(under, FUND);
  await under.service.setClock(FUND, '2008-05-20T07:00:00.000Z');
  await fill(under, FUND);
  await under.told('proposals', FUND, [proposal('P1', '1177000.00')]);
  await under.told('committee', FUND, [approval('dec-P1', 'P1', [part('pooled', 'W1', '1177000.00')])]);
  await under.ask('secretariat', routes.offerMandate, { params, body: { id: 'M', allocationId: 'dec-P1' } });
  await under.ask('partner-iom', routes.acceptMandate, { params: of });
});

afterAll(() => under?.[Symbol.asyncDispose]());

it('a mandate is extended by the secretariat, once, with the verdicts of R6 and R7', async () => {
  const body = { endDate: '2011-05-31', reason: 'The surveys came later.' };
  expect(await under.refused('partner-iom', routes.extendMandate, { params: of, body })).toMatchObject({
    status: 403,
  });
  const extended = await under.ask('secretariat', routes.extendMandate, { params: of, body });
  expect(extended).toMatchObject({
    endDate: '2011-05-31',
    extensions: 1,
    verdicts: [
      { rule: 'R6', outcome: 'pass' },
      { rule: 'R7', outcome: 'pass' },
    ],
  });
  expect(await under.ask('partner-iom', routes.getMandate, { params: of })).toMatchObject({
    endDate: '2011-05-31',
    extensions: 1,
  });
  const again = { params: of, body: { ...body, endDate: '2011-12-31' } };
  const refusal = await under.refused('secretariat', routes.extendMandate, again);
  expect(refusal).toMatchObject({ status: 422, code: 'rule-not-kept' });
});

it('a waiver of the committee lifts what the rules would refuse', async () => {
  const { data } = approval('w', 'P1', []);
  const subject = { kind: 'waiver' as const, id: 'P1', rule: 'R7' };
  await under.told('committee', FUND, [
    { type: 'DecisionTaken', data: { ...data, subject, amounts: [], partner: null, expires: null } },
  ]);
  const body = { endDate: '2011-12-31', reason: 'As waived.' };
  const extended = await under.ask('secretariat', routes.extendMandate, { params: of, body });
  expect(extended).toMatchObject({
    extensions: 2,
    verdicts: [{}, { rule: 'R7', outcome: 'waived', waiver: 'w' }],
  });
});
