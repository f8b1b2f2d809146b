import { type ProposalContent, proposalsRoutes as routes } from '@mdtf/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fundWithCall, type ProposalsUnderTest } from '../../test/demonstration.ts';
import { budget, charter, P1, P6, usd } from '../testing/imdp.ts';

const FUND = 'imdp';
const params = { fundId: FUND };
const of = (proposalId: string) => ({ ...params, proposalId });
const written = (content: object): ProposalContent => structuredClone(content) as ProposalContent;
const inCall = (content: object) => written({ ...content, callId: 'open-call' });

/** W1, of the diaspora's partner: 540,700.00 where the window leaves 538,200.00 after P1 and what is allocated. */
const P3 = {
  ...P1,
  title: 'Regulatory frameworks',
  kind: P6('0.00').kind,
  lead: 'diaspora-health',
  budget: budget(0, 0, 0, 510_000, 0, 0, 0, 35_700),
  financing: { fund: usd('545700.00'), other: [] },
};

let under: ProposalsUnderTest;

beforeAll(async () => {
  under = await fundWithCall(FUND, '2007-11-19T08:00:00.000Z');
  const { data } = charter(2, { R1: { severities: { proposal: 'block', allocation: 'block' } } });
  const ceilings: Record<string, string> = { W1: '2400000.00', W2: '3200000.00' };
  const windows = data.charter.windows.map((each) => ({ ...each, ceiling: usd(ceilings[each.id] ?? '') }));
  await under.told('committee', FUND, [
    { type: 'CharterAdopted', data: { ...data, charter: { ...data.charter, windows } } },
  ]);
  await under.ask('secretariat', routes.openCall, { params, body: { id: 'open-call', title: 'Open' } });
  for (const [person, proposalId, content] of [
    ['partner-iom', 'P1', P1],
    ['partner-diaspora', 'P3', P3],
    ['partner-diaspora', 'P6', P6('144450.00')],
  ] as const) {
    const body = { stage: 'full' as const, content: inCall(content) };
    await under.ask(person, routes.submitProposal, { params: of(proposalId), body });
  }
  const allocated = {
    allocationId: 'd0',
    decisionId: 'd0',
    subject: { kind: 'proposal', id: 'P5' },
    amounts: [
      { pot: 'bank', windowId: 'W1', amount: usd('102000.00') },
      { pot: 'pooled', windowId: 'W1', amount: usd('582800.00') },
    ],
    totals: { allocated: usd('684800.00'), allocatedInternal: usd('102000.00') },
  };
  await under.told('allocation', FUND, [{ type: 'AllocationMade', data: allocated }]);
});

afterAll(() => under?.[Symbol.asyncDispose]());

describe('the check of a proposal', () => {
  it('says what allocation would say of it, on what was allocated', async () => {
    const body = { content: inCall(P6('144450.00')) };
    const { fund, supposed } = await under.ask('secretariat', routes.checkProposal, {
      params: of('P6'),
      body,
    });
    expect(supposed).toBeUndefined();
    expect(fund).toMatchObject({
      passes: true,
      window: { windowId: 'W2', allocated: usd('0.00'), asked: usd('963000.00'), left: usd('2237000.00') },
      // 246,450.00 of 1,647,800.00.
      verdicts: [{ rule: 'R1', place: 'allocation', numerator: '246450.00', denominator: '1647800.00' }],
    });
  });

  it('says before and after what is supposed: P6 with 15,550.00 more from the bank', async () => {
    const suppose = [{ suppose: 'bank-part' as const, by: usd('15550.00') }];
    const answer = await under.ask('partner-diaspora', routes.checkProposal, {
      params: of('P6'),
      body: { suppose },
    });
    expect(answer.verdicts[0]).toMatchObject({ rule: 'R1', outcome: 'pass' });
    expect(answer.supposed?.suppositions[0]?.en).toBe('The bank gives USD 15,550.00 more; the total stays.');
    const [cap] = answer.supposed?.verdicts ?? [];
    expect(cap).toMatchObject({ rule: 'R1', outcome: 'block' });
    expect(cap?.changes.map(({ code, by, to }) => [code, by?.amount, to?.amount])).toEqual([
      ['total-fixed', '15550.00', '144450.00'],
      ['others-fixed', '18294.12', '141705.88'],
      ['internal-fixed', '103666.67', '906666.67'],
    ]);
  });

  it('saves nothing', async () => {
    const before = await under.ask('secretariat', routes.getProposal, { params: of('P6') });
    const suppose = [{ suppose: 'request' as const, amount: usd('1.00') }];
    const refused = await under.refused('secretariat', routes.checkProposal, {
      params: of('P6'),
      body: { suppose },
    });
    expect(refused).toMatchObject({ status: 422, code: 'more-than-asked' });
    expect(await under.ask('secretariat', routes.getProposal, { params: of('P6') })).toEqual(before);
  });

  it('with another approved first, for those who read for the fund; to its competitor the other is not there', async () => {
    const suppose = [{ suppose: 'approved-first' as const, proposalId: 'P1' }];
    const asked = { params: of('P3'), body: { suppose } };
    const { fund, supposed } = await under.ask('chair', routes.checkProposal, asked);
    expect(fund?.window).toMatchObject({ fits: true, left: usd('1169500.00') });
    expect(supposed?.fund).toMatchObject({
      passes: false,
      window: { fits: false, left: usd('-7500.00'), changes: [{ to: usd('538200.00') }, {}] },
    });
    expect(await under.refused('partner-diaspora', routes.checkProposal, asked)).toMatchObject({
      status: 422,
      code: 'unknown-proposal',
    });
  });

  it('with another cap: at 12 % P6 asks too much of the bank', async () => {
    const suppose = [
      {
        suppose: 'rule' as const,
        rule: 'R1',
        parameters: { limitNumerator: 12, limitDenominator: 100 },
      },
    ];
    const { supposed } = await under.ask('treasurer-1', routes.checkProposal, {
      params: of('P6'),
      body: { suppose },
    });
    expect(supposed?.verdicts[0]).toMatchObject({ rule: 'R1', outcome: 'block', limit: '115560.00' });
  });

  it('refuses what makes no sense, naming the field', async () => {
    const body = { suppose: [{ suppose: 'window' as const, windowId: 'W9', by: usd('-1.00') }] };
    expect(await under.refused('chair', routes.checkProposal, { params: of('P6'), body })).toMatchObject({
      status: 422,
      code: 'unknown-window',
    });
    const nothing = { suppose: [{ suppose: 'window' as const, windowId: 'W1', by: usd('0.00') }] };
    const refused = await under.refused('chair', routes.checkProposal, { params: of('P6'), body: nothing });
    expect(refused.status).toBe(400);
  });
});

describe('a call', () => {
  const params_ = { ...params, callId: 'open-call' };
  const passing = (proposals: readonly { proposalId: string; passes: boolean }[] = []) =>
    proposals.map(({ proposalId, passes }) => `${proposalId} ${passes}`);

  it('says which pass in the order of their submission, and what is left in each window', async () => {
    const { before, after, charterVersion } = await under.ask('chair', routes.checkCall, {
      params: params_,
      body: {},
    });
    expect(charterVersion).toBe(2);
    expect(after).toBeUndefined();
    expect(passing(before.proposals)).toEqual(['P1 true', 'P3 false', 'P6 true']);
    expect(before.windows.map(({ windowId, left }) => `${windowId} ${left?.amount}`)).toEqual([
      'W1 538200.00',
      'W2 2237000.00',
    ]);
    expect(before.proposals[1]?.reasons[0]?.fr).toContain('7 500,00'.replace(' ', '\u202f'));
  });

  it('says it in another order, and with what is supposed', async () => {
    const body = {
      order: ['P3'],
      suppose: [{ suppose: 'window' as const, windowId: 'W1', by: usd('7500.00') }],
    };
    const { before, after } = await under.ask('secretariat', routes.checkCall, { params: params_, body });
    expect(passing(before.proposals)).toEqual(['P3 true', 'P1 false', 'P6 true']);
    expect(passing(after?.proposals)).toEqual(['P3 true', 'P1 true', 'P6 true']);
  });

  it('is not for partners, and an unknown one is not there', async () => {
    expect(await under.refused('partner-iom', routes.checkCall, { params: params_, body: {} })).toMatchObject(
      {
        status: 403,
      },
    );
    const other = { params: { ...params, callId: 'none' }, body: {} };
    expect(await under.refused('chair', routes.checkCall, other)).toMatchObject({ status: 404 });
    const stray = { params: params_, body: { order: ['P9'] } };
    expect(await under.refused('chair', routes.checkCall, stray)).toMatchObject({ code: 'unknown-proposal' });
  });
});
