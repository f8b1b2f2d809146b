import { allocationRoutes, committeeRoutes, proposalsRoutes } from '@mdtf/contracts';
import { FUND, params, usd } from './fund.ts';
import { mandate, pay } from './payments.ts';
import { seatHolders } from './people.ts';
import { cumulative, money } from './reading.ts';
import type { Story } from './story.ts';

const T1 = { ...params, requestId: 'T1' };
const MATCH = { ...T1, matchId: 'T1-B' };
const SILENCE = { ...params, nonObjectionId: 'T1' };

/** T1's one page; its budget by category comes to 200,000 and 7 % of it. */
const page = {
  id: 'T1',
  government: 'country-w',
  title: 'Labour agreements and recognition of qualifications',
  countries: ['PH'],
  need: 'Workers leave with their qualifications recognised.',
  asked: 'Model agreements, advice to the ministry of labour, a procedure of recognition.',
  windowId: 'W2',
  objectives: ['O3'],
  startDate: '2008-06-01',
  endDate: '2010-05-31',
  budget: [
    { category: 1, amount: usd('80000.00') },
    { category: 4, amount: usd('60000.00') },
    { category: 5, amount: usd('30000.00') },
    { category: 6, amount: usd('20000.00') },
    { category: 7, amount: usd('10000.00') },
    { category: 8, amount: usd('14000.00') },
  ],
  results: [
    { statement: 'Agreements are signed', indicator: 'Agreements signed', unit: 'agreements', target: '2' },
  ],
  themes: [{ list: 'areas-of-action', version: '2007', code: 'capacity' }],
  languages: ['en'],
  inKind: [{ unit: 'expert-days', quantity: 60 }],
};

/** T1: a government's request on one page, matched with 60 expert-days of B, approved by silence to the second. */
export async function assistanceRequest(story: Story): Promise<void> {
  await filed(story);
  await matched(story);
  await silence(story);
  await funded(story);
}

async function filed({ api, say, book }: Story): Promise<void> {
  say(
    'B offers 60 expert-days. On 3 June Country W files T1 on one page, under the window that is always open.',
  );
  await api.clock(FUND, '2008-06-03T07:00:00.000Z');
  await api.send('donor-2', proposalsRoutes.makeOffer, {
    params,
    body: {
      id: 'B-experts',
      organisation: 'state-b',
      form: 'expert-days',
      title: 'Experts on labour agreements',
      description: 'Experts on labour agreements and on the recognition of qualifications',
      unit: 'expert-days',
      quantity: 60,
      informationValue: usd('36000.00'),
      themes: [{ list: 'areas-of-action', version: '2007', code: 'capacity' }],
      languages: ['en', 'fr'],
      validUntil: '2009-12-31',
    },
  });
  const tooMuch = [...page.budget, { category: 4, amount: usd('36000.01') }];
  const refusal = await api.refused('partner-country-w', proposalsRoutes.fileAssistanceRequest, {
    params,
    body: { ...page, budget: tooMuch },
  });
  say(`  ${refusal.title}: ${refusal.detail ?? ''}`);
  book.check('one cent above the threshold', '422', refusal.status);
  const t1 = await api.send('partner-country-w', proposalsRoutes.fileAssistanceRequest, {
    params,
    body: page,
  });
  book.check('T1 asks', '214000.00', money(t1.requested));
  const support = t1.verdicts.find(({ rule }) => rule === 'R3');
  book.check('T1: direct cost', '200000.00', support?.denominator);
  book.check('T1: indirect support cost', '14000.00', support?.numerator);
  book.check('T1: R3', 'pass', support?.outcome);
}

async function matched({ api, say, book }: Story): Promise<void> {
  say('The hub: what is asked is compared with what is offered; both sides accept.');
  const unmet = { params, query: { demand: 'unmet' as const } };
  const before = await api.read('secretariat', proposalsRoutes.listAssistanceRequests, unmet);
  book.check('demands unmet', '1', before.items.length);
  const { items } = await api.read('secretariat', proposalsRoutes.listSuggestions, { params: T1, query: {} });
  book.check('the offer that fits', 'B-experts', items[0]?.offerId);
  for (const { criterion, outcome, reason } of items[0]?.criteria ?? [])
    say(`  ${criterion}, ${outcome}: ${reason.en}`);
  await api.send('secretariat', proposalsRoutes.proposeMatch, {
    params: T1,
    body: { id: 'T1-B', offerId: 'B-experts' },
  });
  await api.send('partner-country-w', proposalsRoutes.answerMatch, {
    params: MATCH,
    body: { side: 'demand', accepted: true },
  });
  await api.send('donor-2', proposalsRoutes.answerMatch, {
    params: MATCH,
    body: { side: 'offer', accepted: true },
  });
  await api.settle(FUND);
  const register = await api.read('auditor', allocationRoutes.listInKind, { params });
  const gift = register.items.find(({ matchId }) => matchId === 'T1-B');
  book.check('in kind from', 'state-b', gift?.donor);
  book.check('in kind', '60 expert-days', `${gift?.quantity} ${gift?.unit}`);
  book.check('in kind, for information', '36000.00', money(gift?.informationValue));
  const { totals } = await api.read('auditor', allocationRoutes.getHeadroom, { params });
  book.check('never cash: deposited as before', '7350000.00', money(totals.deposited));
  const after = await api.read('secretariat', proposalsRoutes.listAssistanceRequests, unmet);
  book.check('demands unmet after the match', '0', after.items.length);
}

async function silence({ api, say, book }: Story): Promise<void> {
  say('The secretariat screens T1 and asks the seats for their non-objection: ten working days.');
  await api.send('secretariat', proposalsRoutes.screenProposal, {
    params: { ...params, proposalId: 'T1' },
    body: { stage: 'full', eligible: true, reasons: 'Complete, below the threshold of the charter.' },
  });
  await api.settle(FUND);
  const opened = await api.send('secretariat', committeeRoutes.openNonObjection, {
    params,
    body: {
      id: 'T1',
      decisionId: 'decision-T1',
      subject: { kind: 'proposal', id: 'T1' },
      split: [{ pot: 'pooled', windowId: 'W2', amount: usd('214000.00') }],
      reason: 'Labour agreements that protect qualifications.',
    },
  });
  book.check('T1: opened', '2008-06-03', opened.openedAt.slice(0, 10));
  book.check('T1: working days', '10', opened.workingDays);
  book.check('T1: due', '2008-06-17T22:00:00.000Z', opened.dueAt);
  const seats = Object.keys(seatHolders);
  const delivered = await api.send('secretariat', committeeRoutes.recordNotices, {
    params: SILENCE,
    body: {
      notices: seats.map((seat) => ({
        seat,
        outcome: 'delivered' as const,
        evidence: `Receipt of seat ${seat}`,
      })),
    },
  });
  book.check(
    'T1: notices delivered',
    '9',
    delivered.notices.filter(({ state }) => state === 'delivered').length,
  );
  book.check('T1: seats entitled', '9', delivered.quorum.entitled.length);
  book.check('T1: due, as before', '2008-06-17T22:00:00.000Z', delivered.dueAt);
  await api.clock(FUND, '2008-06-10T07:00:00.000Z');
  for (const seat of ['1', '2', '5', '8'])
    await api.send(`seat-${seat}`, committeeRoutes.answerNotice, {
      params: SILENCE,
      body: { seat, answer: 'no-objection' },
    });
  await api.clock(FUND, '2008-06-17T21:59:59.000Z');
  const last = await api.read('auditor', committeeRoutes.getNonObjection, { params: SILENCE });
  book.check('T1 at 21:59:59 UTC', 'open', last.status);
  say('22:00:00 UTC, midnight in Zurich: seat 9 objects, too late.');
  await api.clock(FUND, '2008-06-17T22:00:00.000Z');
  const late = await api.refused('seat-9', committeeRoutes.answerNotice, {
    params: SILENCE,
    body: { seat: '9', answer: 'objection', reason: 'Not read in time.' },
  });
  say(`  ${late.title}: ${late.detail ?? ''}`);
  book.check('an objection at 22:00:00 UTC', '409', late.status);
  await api.settle(FUND);
}

async function funded({ api, book }: Story): Promise<void> {
  const decision = await api.read('auditor', committeeRoutes.getDecision, {
    params: { ...params, decisionId: 'decision-T1' },
  });
  book.check('T1: outcome', 'approved', decision.outcome);
  book.check('T1: decided on', '2008-06-17', decision.decidedOn);
  book.check('T1: agree', '4', decision.bySilence?.agreed);
  book.check('T1: silent', '5', decision.bySilence?.silent);
  const asked = await api.read('auditor', committeeRoutes.getNonObjection, { params: SILENCE });
  book.check('T1: object', '0', asked.objected);
  book.check('T1: pot', 'pooled', decision.amounts.map(({ pot }) => pot).join(', '));
  book.check('T1: carried out', 'yes', decision.carriedOut);
  await cumulative({ api, book }, 'after T1', '3720200.00', '246450.00');
  await mandate(api, 'T1', 'partner-country-w');
  await pay(api, 'T1', 'partner-country-w', '128400.00', 'First tranche, 60 %');
}
