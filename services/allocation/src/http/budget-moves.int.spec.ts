import { allocationRoutes as routes } from '@mdtf/contracts';
import type { DomainEvent, LocalDate } from '@mdtf/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AllocationUnderTest, allocationUnderTest, establish, fill } from '../../test/demonstration.ts';
import { approval, part, proposal, usd } from '../testing/imdp.ts';

const FUND = 'imdp';
const params = { fundId: FUND };
const of = { ...params, mandateId: 'M' };

let under: AllocationUnderTest;

beforeAll(async () => {
  under = await allocationUnderTest();
  await establish(under, FUND);
  await under.service.setClock(FUND, '2008-05-20T07:00:00.000Z');
  await fill(under, FUND);
  const { data } = proposal('P1', '107000.00');
  const line = (category: number, amount: string) => ({ category, amount: usd(amount) });
  const budget = [line(1, '50000.00'), line(1, '10000.00'), line(4, '40000.00'), line(8, '7000.00')];
  await under.told('proposals', FUND, [
    { type: 'FullProposalSubmitted', data: { ...data, content: { ...data.content, budget } } },
  ]);
  await under.told('committee', FUND, [approval('dec-P1', 'P1', [part('pooled', 'W1', '107000.00')])]);
  await under.ask('secretariat', routes.offerMandate, { params, body: { id: 'M', allocationId: 'dec-P1' } });
});

afterAll(() => under?.[Symbol.asyncDispose]());

interface More {
  readonly from?: number;
  readonly to?: number;
  readonly decisionId?: string;
  readonly askedOn?: LocalDate;
}

const move = (id: string, amount: string, more: More = {}) => ({
  params: of,
  body: { id, from: 1, to: 4, amount: usd(amount), reason: 'The surveys cost more.', ...more },
});

const decided = (
  decisionId: string,
  id: string,
  decidedOn: LocalDate,
  outcome: 'approved' | 'rejected' = 'approved',
): DomainEvent => {
  const { data } = approval(decisionId, 'P1', []);
  const subject = { kind: 'other' as const, id };
  return { type: 'DecisionTaken', data: { ...data, decidedOn, subject, outcome, partner: null } };
};

describe('money inside a budget (R5)', () => {
  it('is moved only once the mandate is accepted, by its partner or the secretariat', async () => {
    expect(await under.refused('partner-iom', routes.moveBudget, move('a', '1.00'))).toMatchObject({
      status: 422,
      code: 'mandate-not-accepted',
    });
    await under.ask('partner-iom', routes.acceptMandate, { params: of });
    expect(await under.refused('partner-x', routes.moveBudget, move('a', '1.00'))).toMatchObject({
      status: 403,
    });
    expect(await under.refused('treasurer-1', routes.moveBudget, move('a', '1.00'))).toMatchObject({
      status: 403,
    });
  });

  it('is free up to 15 % of either category, all moves together, to the cent', async () => {
    // 15 % of the smaller category, 40,000.00.
    const first = await under.ask('partner-iom', routes.moveBudget, move('a', '5000.00'));
    expect(first).toMatchObject({ decisionId: null, verdicts: [{ rule: 'R5', outcome: 'pass' }] });
    const over = await under.refused('partner-iom', routes.moveBudget, move('b', '1000.01'));
    expect(over).toMatchObject({ status: 422, code: 'rule-not-kept' });
    expect(over.verdicts).toMatchObject([
      {
        rule: 'R5',
        outcome: 'block',
        numerator: '6000.01',
        denominator: '40000.00',
        limit: '6000.00',
        changes: [{ by: usd('0.01'), to: usd('6000.00') }, { toDate: '2008-08-20' }],
      },
    ]);
    expect(over.detail).toContain('with the id b');
    await under.ask('partner-iom', routes.moveBudget, move('b', '1000.00'));
    const again = await under.refused('partner-iom', routes.moveBudget, move('b', '1.00'));
    expect(again).toMatchObject({ status: 409, code: 'already-exists' });
    // What goes back is not moved any more.
    await under.ask('partner-iom', routes.moveBudget, move('c', '1000.00', { from: 4, to: 1 }));
  });

  it('beyond that needs the committee’s non-objection to this very move, recorded in time', async () => {
    const asked = (decisionId: string, askedOn?: LocalDate) =>
      move('d', '20000.00', askedOn === undefined ? { decisionId } : { decisionId, askedOn });
    await under.told('committee', FUND, [
      decided('other-move', 'x', '2008-05-19'),
      decided('refused', 'd', '2008-05-19', 'rejected'),
      decided('agreed', 'd', '2008-05-19'),
    ]);
    expect(await under.refused('partner-iom', routes.moveBudget, asked('nothing'))).toMatchObject({
      status: 422,
      code: 'unknown-decision',
    });
    for (const decision of ['other-move', 'refused', 'dec-P1']) {
      expect(await under.refused('partner-iom', routes.moveBudget, asked(decision))).toMatchObject({
        code: 'not-its-decision',
      });
    }
    const late = await under.refused('partner-iom', routes.moveBudget, asked('agreed', '2008-02-18'));
    expect(late.verdicts).toMatchObject([{ rule: 'R5', outcome: 'block' }]);
    const moved = await under.ask('partner-iom', routes.moveBudget, asked('agreed', '2008-02-19'));
    expect(moved).toMatchObject({ decisionId: 'agreed', verdicts: [{ rule: 'R5', outcome: 'pass' }] });
  });

  it('counts from what the committee agreed to, and takes no category below nothing', async () => {
    // Category 1: 60,000 − 25,000; category 4: 40,000 + 25,000. 15 % of 35,000.00 are free again.
    const over = await under.refused('partner-iom', routes.moveBudget, move('e', '5250.01'));
    expect(over.verdicts).toMatchObject([{ numerator: '5250.01', denominator: '35000.00' }]);
    await under.ask('partner-iom', routes.moveBudget, move('e', '5250.00'));
    expect(await under.refused('partner-iom', routes.moveBudget, move('f', '29750.01'))).toMatchObject({
      code: 'exceeds-category',
    });
    expect(await under.refused('partner-iom', routes.moveBudget, move('f', '1.00', { to: 1 }))).toMatchObject(
      {
        code: 'same-category',
      },
    );
    const { items } = await under.ask('partner-iom', routes.listBudgetMoves, { params: of });
    expect(items.map(({ moveId }) => moveId)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(await under.refused('partner-x', routes.listBudgetMoves, { params: of })).toMatchObject({
      status: 404,
    });
  });
});
