import { allocationRoutes, committeeRoutes, type ProposalContent, proposalsRoutes } from '@mdtf/contracts';
import type { Api } from './api.ts';
import { charterVersion2 } from './charter.ts';
import { sidesOf } from './facts.ts';
import { firstGrants } from './people.ts';
import { P2_REVISED } from './proposals.ts';
import { money } from './reading.ts';
import type { Story } from './story.ts';

const TRIAL = 'imdp-trial';
const usd = (amount: string) => ({ amount, currency: 'USD' });
const params = { fundId: TRIAL };

/**
 * Two top-ups of 200,000, all of the bank's money, at the same moment: one passes, the other is refused by the cap.
 * It runs on a trial fund brought to the same cumulative figures, so that the demonstration's own stay as they are.
 */
export async function race({ api, say, book }: Story): Promise<void> {
  say('A race, on a trial fund with the same figures: two top-ups of 200,000 of the bank’s money at once.');
  await prepare(api);
  const before = await api.read('auditor', allocationRoutes.getHeadroom, { params });
  const bank = before.pots.find(({ pot }) => pot === 'bank');
  book.check('race: in the bank pot', '773550.00', money(bank?.available));
  await Promise.all(
    ['top-up-1', 'top-up-2'].map((id) => decideOnPaper(api, id, [{ pot: 'bank', amount: '200000.00' }])),
  );
  await api.settle(TRIAL);
  const outcomes = await Promise.all(
    ['top-up-1', 'top-up-2'].map((id) =>
      api.read('auditor', committeeRoutes.getDecision, {
        params: { ...params, decisionId: `decision-${id}` },
      }),
    ),
  );
  const made = outcomes.filter((o) => o.carriedOut === 'yes');
  const refused = outcomes.filter((o) => o.carriedOut === 'no');
  book.check('race: top-ups carried out', '1', made.length);
  book.check('race: top-ups refused', '1', refused.length);
  say(`  ${refused[0]?.notCarriedOut?.reason ?? ''}`);
  const reason = refused[0]?.notCarriedOut?.reason;
  book.check('race: the refused', '16,529,000.00 > 16,052,100.00', sidesOf(reason));
  const headroom = await api.read('auditor', allocationRoutes.getHeadroom, { params });
  const cap = headroom.verdicts.find((v) => v.rule === 'R1' && v.place === 'allocation');
  book.check('race: allocated from the bank', '626450.00', money(headroom.totals.allocatedInternal));
  book.check('race: allocated in all', '5150700.00', money(headroom.totals.allocated));
  book.check('race: the cap holds', 'pass', cap?.outcome);
  book.check('race: the passing', '12,529,000.00 < 15,452,100.00', sidesOf(cap?.explanation.en));
  book.check(
    'race: the bank pot is not the limit',
    '573550.00',
    money(headroom.pots.find((p) => p.pot === 'bank')?.available),
  );
}

const deposits = [
  { id: 'states', donor: 'state-a', amount: '6150000.00', internal: false, feePercent: '1' },
  { id: 'bank-seed', donor: 'the-bank', amount: '1200000.00', internal: true, feePercent: '0' },
];

async function prepare(api: Api): Promise<void> {
  await api.clock(TRIAL, '2008-09-09T08:00:00.000Z');
  await api.send('admin', committeeRoutes.establishFund, {
    body: { id: TRIAL, charter: { ...charterVersion2, publishes: false }, grants: [...firstGrants] },
  });
  await api.settle(TRIAL);
  for (const { amount, ...agreement } of deposits) {
    await api.send('treasurer-1', allocationRoutes.recordContribution, {
      params,
      body: { ...agreement, amount: usd(amount) },
    });
    await api.send('treasurer-1', allocationRoutes.recordDeposit, {
      params: { ...params, contributionId: agreement.id },
      body: { gross: usd(amount), reference: `Credit advice ${agreement.id}` },
    });
  }
  await submit(api, 'earlier', '4950700.00', '426450.00');
  await submit(api, 'top-up-1', '200000.00', '0.00');
  await submit(api, 'top-up-2', '200000.00', '0.00');
  await api.settle(TRIAL);
  await decideOnPaper(api, 'earlier', [
    { pot: 'bank', amount: '426450.00' },
    { pot: 'pooled', amount: '4524250.00' },
  ]);
  await api.settle(TRIAL);
}

async function submit(api: Api, proposalId: string, total: string, bankPart: string): Promise<void> {
  const content: ProposalContent = {
    ...P2_REVISED,
    kind: 'secretariat-budget',
    lead: 'fund-secretariat',
    partners: [],
    recommendations: [],
    title: `Trial: ${proposalId}`,
    budget: [{ category: 4, amount: usd(total) }],
    financing: { fund: usd(total), bankPart: usd(bankPart), other: [] },
  };
  delete content.callId;
  delete content.windowId;
  await api.send('secretariat', proposalsRoutes.submitProposal, {
    params: { ...params, proposalId },
    body: { stage: 'full', content },
  });
}

async function decideOnPaper(
  api: Api,
  proposalId: string,
  parts: readonly { pot: string; amount: string }[],
): Promise<void> {
  await api.send('secretariat', committeeRoutes.takeDecision, {
    params,
    body: {
      id: `decision-${proposalId}`,
      onPaper: { reference: `Trial decision ${proposalId}`, date: '2008-09-09' },
      subject: { kind: 'proposal', id: proposalId },
      title: `Trial: ${proposalId}`,
      outcome: 'approved',
      amounts: parts.map((p) => ({ pot: p.pot, windowId: null, amount: usd(p.amount) })),
      reason: 'For the trial.',
    },
  });
}
