import { committeeRoutes, proposalsRoutes } from '@mdtf/contracts';
import type { Api } from './api.ts';
import { charterVersion2 } from './charter.ts';
import { askP4 } from './clarifications.ts';
import { addItem, attend, decide, vote } from './committee-work.ts';
import { changeManila } from './follow-up.ts';
import { firstRound } from './founding.ts';
import { FUND, morning, params, STOPPED_AT, usd } from './fund.ts';
import { seatHolders } from './people.ts';
import { reviews } from './reviews.ts';

const P4_WAIVER = 'P4-waiver';

/** Reviews, the secretariat's budget, the refused waiver of P4, and the second charter. */
export async function secondSession(api: Api): Promise<void> {
  await reviews(api);
  await changeManila(api);
  for (const proposalId of Object.keys(firstRound)) {
    await api.send('secretariat', proposalsRoutes.screenProposal, {
      params: { ...params, proposalId },
      body: { stage: 'full', eligible: true, reasons: 'Complete; reviewed from 3 to 21 March.' },
    });
  }
  await api.send('secretariat', committeeRoutes.conveneSession, {
    params,
    body: {
      id: 'session-2',
      number: 2,
      startsAt: morning('2008-03-27'),
      place: 'Geneva',
      title: 'Second session',
    },
  });
  await addItem(api, 'session-2', 'S0', 'S0', [{ pot: 'pooled', windowId: null, amount: usd('232000.00') }]);
  await api.send('secretariat', committeeRoutes.addAgendaItem, {
    params,
    body: {
      id: P4_WAIVER,
      sessionId: 'session-2',
      subject: { kind: 'waiver', id: 'P4', rule: 'R3' },
      title: 'Waiver of the limit on indirect support cost for P4',
    },
  });
  await addItem(api, 'session-2', 'P4-return', 'P4', []);
  await api.send('secretariat', committeeRoutes.addAgendaItem, {
    params,
    body: {
      id: 'charter-2',
      sessionId: 'session-2',
      subject: { kind: 'charter', id: 'version-2' },
      title: 'The window for coherence and capacity outside the Forum',
    },
  });
  await api.clock(FUND, morning('2008-03-27'));
  await attend(api, 'session-2', Object.keys(seatHolders));
  await decide(api, 'S0', 'approved', 'Within 3 % of net agreed contributions (237,960.00).');
  await vote(api, P4_WAIVER, {
    '1': 'for',
    '2': 'against',
    '3': 'against',
    '4': 'against',
    '5': 'against',
    '6': 'against',
    '7': 'against',
    '8': 'against',
    '9': 'abstain',
  });
  await decide(
    api,
    P4_WAIVER,
    'rejected',
    'One vote for, seven against, one abstention: 12 % is not accepted.',
  );
  await decide(
    api,
    'P4-return',
    'returned',
    'Bring indirect support cost to 7 % of direct cost, by 18 April.',
  );
  await adoptSecondCharter(api);
  await api.settle(FUND);
  await askP4(api);
}

async function adoptSecondCharter(api: Api): Promise<void> {
  await decide(api, 'charter-2', 'approved', 'As the Troika’s letter of 18 March has it.');
  await api.send('secretariat', committeeRoutes.adoptCharter, {
    params,
    body: {
      charter: charterVersion2,
      decisionId: 'decision-charter-2',
      document: { reference: 'Second session, item 6; letter of the Troika', date: '2008-03-18' },
    },
  });
}

const thirdSessionSplits = {
  P1: [{ pot: 'pooled', windowId: 'W1', amount: usd('1177000.00') }],
  P2: [{ pot: 'pooled', windowId: 'W2', amount: usd('1498000.00') }],
  P3: [{ pot: 'pooled', windowId: 'W1', amount: usd('545700.00') }],
  P4: [
    { pot: 'D', windowId: 'W2', amount: usd('297000.00') },
    { pot: 'pooled', windowId: 'W2', amount: usd('152400.00') },
  ],
  P5: [
    { pot: 'bank', windowId: 'W1', amount: usd('102000.00') },
    { pot: 'pooled', windowId: 'W1', amount: usd('582800.00') },
  ],
  P6: [
    { pot: 'bank', windowId: 'W2', amount: usd('144450.00') },
    { pot: 'pooled', windowId: 'W2', amount: usd('818550.00') },
  ],
};

/** The third session as it stands on the morning of 20 May: convened, agenda and splits prepared, eight seats present. */
export async function agendaOfThirdSession(api: Api): Promise<void> {
  await api.send('secretariat', committeeRoutes.conveneSession, {
    params,
    body: { id: 'session-3', number: 3, startsAt: STOPPED_AT, place: 'Geneva', title: 'Third session' },
  });
  for (const [proposalId, split] of Object.entries(thirdSessionSplits)) {
    await addItem(api, 'session-3', proposalId, proposalId, split);
  }
  await api.clock(FUND, STOPPED_AT);
  await attend(api, 'session-3', ['1', '2', '3', '4', '5', '6', '7', '8']);
  await api.settle(FUND);
}
