import { allocationRoutes, committeeRoutes, proposalsRoutes } from '@mdtf/contracts';
import { minorOf, moneyOf } from '@mdtf/domain';
import type { Api } from './api.ts';
import { assistanceRequest } from './assistance.ts';
import { addItem, attend, decide, vote } from './committee-work.ts';
import { allocationsOf, decisionOn, potsOf, sidesOf } from './facts.ts';
import type { FigureBook } from './figures.ts';
import { foundingFigures } from './founding-figures.ts';
import { FUND, params, usd } from './fund.ts';
import { manila } from './manila.ts';
import { lateLetters, mandatesAndFirstPayments, P5_LETTERS } from './payments.ts';
import { preparationFigures } from './preparation-figures.ts';
import { decisionFigures, proposalFigures } from './proposal-figures.ts';
import { P2_REVISED, P6_TOO_MUCH } from './proposals.ts';
import { race } from './race.ts';
import { cumulative, money, netOf } from './reading.ts';

/** What a run of the demonstration needs: the system's face, a voice, and a book of figures. */
export interface Story {
  readonly api: Api;
  readonly say: (text: string) => void;
  readonly book: FigureBook;
}

/** Goes on from the morning of 20 May 2008 to the report for Manila, checking every figure of the scenario. */
export async function tell(story: Story): Promise<void> {
  await foundingFigures(story);
  await whatIsThere(story);
  await proposalFigures(story);
  await preparationFigures(story);
  await theBite(story);
  await thirdSession(story);
  await decisionFigures(story);
  await mandatesAndFirstPayments(story);
  await assistanceRequest(story);
  await lateLetters(story);
  await fourthSession(story);
  await race(story);
  await manila(story);
}

async function whatIsThere({ api, say, book }: Story): Promise<void> {
  say('20 May 2008, 09:00 in Zurich. Agreements are signed, six deposits are in.');
  const headroom = await api.read('secretariat', allocationRoutes.getHeadroom, { params });
  book.check('agreed in all', '8000000.00', money(headroom.totals.agreed));
  book.check('of it, the bank’s', '1200000.00', money(headroom.totals.agreedInternal));
  book.check('deposited, gross', '7350000.00', money(headroom.totals.deposited));
  const pot = (name: string) => headroom.pots.find((p) => p.pot === name);
  book.check('pooled pot, net of fees', '5791500.00', netOf(pot('pooled')));
  book.check('pot of D, net of fees', '297000.00', netOf(pot('D')));
  book.check('bank pot', '1200000.00', netOf(pot('bank')));
  const deposits = await api.read('secretariat', allocationRoutes.listDeposits, {
    params: { ...params, contributionId: 'A' },
  });
  book.check(
    'fee of A’s first deposit',
    '17500.01',
    money(deposits.items.find((d) => d.gross.amount === '1750000.50')?.fee),
  );
  book.check(
    'fee of A’s second deposit',
    '12499.99',
    money(deposits.items.find((d) => d.gross.amount === '1249999.50')?.fee),
  );
  const bank = await api.read('secretariat', allocationRoutes.listDeposits, {
    params: { ...params, contributionId: 'bank-seed' },
  });
  book.check('fee of the bank’s deposit', '0.00', money(bank.items[0]?.fee));
  const requests = await api.read('secretariat', proposalsRoutes.listFacilityRequests, { params });
  const formal = requests.items.find((r) => r.stage === 'formal');
  book.check('the cap on the formal request', 'pass', formal?.verdicts.find((v) => v.rule === 'R1')?.outcome);
  book.check(
    'headroom of the formal request',
    '0.00',
    money(formal?.verdicts.find((v) => v.rule === 'R1')?.headroom),
  );
  const onDeposited = headroom.verdicts.find((v) => v.rule === 'R1' && v.place === 'deposited');
  book.check('the cap on what is deposited', 'warn', onDeposited?.outcome);
  book.check('share of the bank in deposits', '16.33', onDeposited?.percent);
  book.check('over the cap by', '-97500.00', money(onDeposited?.headroom));
}

async function theBite({ api, say, book }: Story): Promise<void> {
  say('P6 first named 160,000 of the bank’s money in a plan of 963,000. What would the check say?');
  const answer = await api.read('partner-diaspora', proposalsRoutes.checkProposal, {
    params: { ...params, proposalId: 'P6' },
    body: { stage: 'full', content: P6_TOO_MUCH },
  });
  const cap = answer.verdicts.find((v) => v.rule === 'R1');
  say(`  ${cap?.explanation.en ?? ''}`);
  say(`  ${cap?.explanation.fr ?? ''}`);
  book.check('the cap bites', 'block', cap?.outcome);
  book.check(
    'asked from the bank, of all',
    '160000.00 of 963000.00',
    `${cap?.numerator} of ${cap?.denominator}`,
  );
  book.check('P6: 20 × 160,000 and 3 × total', '3,200,000.00 > 2,889,000.00', sidesOf(cap?.explanation.en));
  const change = (code: string) => cap?.changes.find((c) => c.code === code);
  book.check('total fixed: shift', '15550.00', money(change('total-fixed')?.by));
  book.check('total fixed: leaving', '144450.00', money(change('total-fixed')?.to));
  book.check('others fixed: cut', '18294.12', money(change('others-fixed')?.by));
  book.check('others fixed: to', '141705.88', money(change('others-fixed')?.to));
  book.check('internal fixed: add', '103666.67', money(change('internal-fixed')?.by));
  for (const c of cap?.changes ?? []) say(`  ${c.holds.en}: ${c.action.en}`);
}

async function thirdSession({ api, say, book }: Story): Promise<void> {
  say('Third session. P1 is approved by consensus, P2 goes back, P3 is voted on, P4 to P6 are approved.');
  await decide(api, 'P1', 'approved', 'Data that countries can compare.');
  await decide(api, 'P2', 'returned', 'Fewer countries, and an evaluation plan for each pilot.');
  await vote(api, 'P3', {
    '1': 'against',
    '2': 'against',
    '3': 'against',
    '4': 'against',
    '5': 'for',
    '6': 'for',
    '7': 'against',
    '8': 'abstain',
  });
  await decide(
    api,
    'P3',
    'rejected',
    'Two for, five against, one abstention; the window would be 7,500.00 over its ceiling.',
  );
  await decide(api, 'P4', 'approved', 'With indirect support cost at 7 %.');
  await decide(api, 'P5', 'approved', 'A pilot of the Marketplace, once both ministries have written.', [
    P5_LETTERS,
  ]);
  await api.send('seat-5', committeeRoutes.declareInterest, {
    params: { ...params, agendaItemId: 'P6' },
    body: { seat: '5', nature: 'The ministry of health of Country X is co-applicant.', ruling: 'recusal' },
  });
  await decide(api, 'P6', 'approved', 'Within the cap, to the cent.');

  const p6 = await decisionOn(api, 'P6');
  book.check('P6: entitled seats', '8', p6.quorum?.entitled.length);
  book.check('P6: seats needed', '6', p6.quorum?.needed);
  book.check('P6: seats present', '7', p6.quorum?.present.length);
  book.check(
    'P6: consensus of',
    '7',
    p6.quorum?.met === true && p6.tally?.against === 0 ? p6.quorum.present.length : 0,
  );
  book.check('P6: carried out', 'yes', p6.carriedOut);

  await cumulative({ api, book }, 'after 20 May', '3506200.00', '246450.00');
  const headroom = await api.read('secretariat', allocationRoutes.getHeadroom, { params });
  const cap = headroom.verdicts.find((v) => v.rule === 'R1' && v.place === 'allocation');
  book.check('headroom for the bank after 20 May', '328800.00', money(cap?.headroom));
  const { allocated, allocatedInternal } = headroom.totals;
  const others = minorOf(allocated) - minorOf(allocatedInternal);
  book.check('allocated from others', '3259750.00', moneyOf(others, 'USD').amount);
  const most = minorOf(allocatedInternal) + minorOf(cap?.headroom ?? usd('0.00'));
  book.check('the most from the bank: 3/17 of it', '575250.00', moneyOf(most, 'USD').amount);
}

async function fourthSession({ api, say, book }: Story): Promise<void> {
  say('18 July: P2 comes back smaller. 9 September: the fourth session approves it.');
  await api.clock(FUND, '2008-07-18T07:00:00.000Z');
  const revised = await api.send('partner-planning', proposalsRoutes.reviseProposal, {
    params: { ...params, proposalId: 'P2' },
    body: { content: P2_REVISED },
  });
  const support = revised.verdicts.find(({ rule }) => rule === 'R3');
  book.check('P2: countries now', '4', revised.content.countries.length);
  book.check('P2: steps of its evaluation', '2', revised.content.evaluation?.length);
  book.check('P2 as revised on', '2008-07-18', revised.submittedAt?.slice(0, 10));
  book.check(
    'P2 asks',
    '1150000.00 + 80500.00 = 1230500.00',
    `${support?.denominator} + ${support?.numerator} = ${money(revised.requested)}`,
  );
  await api.clock(FUND, '2008-09-09T07:00:00.000Z');
  await api.send('secretariat', committeeRoutes.conveneSession, {
    params,
    body: {
      id: 'session-4',
      number: 4,
      startsAt: '2008-09-09T07:00:00.000Z',
      place: 'Geneva',
      title: 'Fourth session',
    },
  });
  await addItem(api, 'session-4', 'P2-again', 'P2', [
    { pot: 'bank', windowId: 'W2', amount: usd('180000.00') },
    { pot: 'pooled', windowId: 'W2', amount: usd('1050500.00') },
  ]);
  await attend(api, 'session-4', ['1', '2', '3', '4', '5', '6', '7', '8', '9']);
  await decide(api, 'P2-again', 'approved', 'Four countries, and an evaluation of each pilot.');
  const p2 = await decisionOn(api, 'P2-again');
  book.check('P2', 'approved 2008-09-09', `${p2.outcome} ${p2.decidedOn}`);
  book.check('P2 from', 'bank 180000.00, pooled 1050500.00', potsOf(p2));
  const plan = p2.verdicts.find(({ rule }) => rule === 'R1');
  book.check('P2: 20 × bank and 3 × total', '3,600,000.00 < 3,691,500.00', sidesOf(plan?.explanation.en));
  await cumulative({ api, book }, 'after P2', '4950700.00', '426450.00');
  const headroom = await api.read('secretariat', allocationRoutes.getHeadroom, { params });
  const cap = headroom.verdicts.find((v) => v.rule === 'R1' && v.place === 'allocation');
  book.check('the bank’s share of allocations', '8.61', cap?.percent);
  const window = (id: string) => headroom.windows.find((w) => w.windowId === id);
  book.check('allocated under W1', '1861800.00', money(window('W1')?.allocated));
  book.check('allocated under W2', '2856900.00', money(window('W2')?.allocated));
  const s0 = (await allocationsOf(api)).find(({ subject }) => subject.id === 'S0');
  book.check('allocated to S0', '232000.00', money(s0?.total));
}
