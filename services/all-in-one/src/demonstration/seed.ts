import { allocationRoutes, committeeRoutes, proposalsRoutes } from '@mdtf/contracts';
import type { Api } from './api.ts';
import { charterVersion1, charterVersion2 } from './charter.ts';
import { firstGrants, organisations, personOf, seatHolders } from './people.ts';
import { CALL, P1, P2, P3, P4, P4_REVISED, P5, P6, S0 } from './proposals.ts';
import { recommendations } from './recommendations.ts';

export const FUND = 'imdp';

/** Where the seeding stops: the morning of the third session, so that whoever comes can decide. */
export const STOPPED_AT = '2008-05-20T07:00:00.000Z';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const params = { fundId: FUND };

/** 09:00 in Zurich on a date, winter or summer time. */
const morning = (date: string): string =>
  `${date}T${date >= '2008-03-30' && date < '2008-10-26' ? '07' : '08'}:00:00.000Z`;

/** Brings the demonstration fund from 16 November 2007 to the morning of 20 May 2008, through the public commands alone. */
export async function seed(api: Api): Promise<void> {
  await api.clock(FUND, morning('2007-11-16'));
  await foundation(api);
  await callAndConceptNotes(api);
  await fullProposals(api);
  await agreementsAndFirstDeposit(api);
  await secondSession(api);
  await springDeposits(api);
  await agendaOfThirdSession(api);
}

async function foundation(api: Api): Promise<void> {
  for (const organisation of organisations) {
    await api.send('admin', committeeRoutes.registerOrganisation, {
      body: { ...organisation, kinds: [...organisation.kinds] },
    });
  }
  await api.send('admin', committeeRoutes.establishFund, {
    body: { id: FUND, charter: charterVersion1, grants: [...firstGrants] },
  });
  await api.settle(FUND);
  for (const [seat, organisation] of Object.entries(seatHolders)) {
    await api.send('secretariat', committeeRoutes.seatMember, { params, body: { seat, organisation } });
  }
  for (const recommendation of recommendations) {
    await api.send('secretariat', proposalsRoutes.recordRecommendation, { params, body: recommendation });
  }
}

const firstRound = { P1, P2, P3, P4, P5, P6 };

async function callAndConceptNotes(api: Api): Promise<void> {
  await api.clock(FUND, morning('2007-11-19'));
  await api.send('secretariat', proposalsRoutes.openCall, {
    params,
    body: {
      id: CALL,
      title: 'First call of the Partnership',
      year: 2007,
      planned: usd('5600000.00'),
      conceptNotesDue: '2007-12-03T22:59:59.000Z',
      fullProposalsDue: '2008-01-15T22:59:59.000Z',
    },
  });
  await api.clock(FUND, morning('2007-12-03'));
  for (const [id, content] of Object.entries(firstRound)) {
    const person = personOf(content.lead);
    await api.send(person, proposalsRoutes.draftProposal, { params, body: { id, content } });
    await api.send(person, proposalsRoutes.submitProposal, {
      params: { ...params, proposalId: id },
      body: { stage: 'concept-note' },
    });
  }
  await api.send('secretariat', proposalsRoutes.submitFacilityRequest, {
    params,
    body: { ...facilityRequest, stage: 'preliminary' },
  });
  await api.clock(FUND, morning('2007-12-14'));
  for (const proposalId of Object.keys(firstRound)) {
    await api.send('secretariat', proposalsRoutes.screenProposal, {
      params: { ...params, proposalId },
      body: {
        stage: 'concept-note',
        eligible: true,
        reasons: 'Complete, and within the objectives of the window.',
      },
    });
    await api.send('secretariat', proposalsRoutes.inviteProposal, {
      params: { ...params, proposalId },
      body: {},
    });
  }
}

const facilityRequest = {
  stage: 'formal' as const,
  totalSought: usd('8000000.00'),
  internal: usd('1200000.00'),
  donors: [
    { donor: 'State A', amount: usd('3000000.00'), confirmed: true },
    { donor: 'State B', amount: usd('2200000.00'), confirmed: true },
    { donor: 'State C', amount: usd('1300000.00'), confirmed: false },
    { donor: 'Foundation D', amount: usd('300000.00'), confirmed: true },
  ],
  facilityPartners: ['Global Migration Group'],
  substantiveBasis:
    'Migration and development gain from each other where data, coherent policies and capacities exist; the Partnership finances and coordinates those who work on them.',
};

async function fullProposals(api: Api): Promise<void> {
  await api.clock(FUND, morning('2008-01-15'));
  await api.send('secretariat', proposalsRoutes.submitFacilityRequest, {
    params,
    body: {
      ...facilityRequest,
      governance:
        'An oversight committee of nine seats: donors, developing countries, other stakeholders; the bank without vote.',
      evaluation: 'Each pilot is evaluated; the fund itself after three years, independently.',
    },
  });
  for (const [id, content] of Object.entries(firstRound)) {
    await api.send(personOf(content.lead), proposalsRoutes.submitProposal, {
      params: { ...params, proposalId: id },
      body: { stage: 'full' },
    });
  }
  await api.send('secretariat', proposalsRoutes.submitProposal, {
    params: { ...params, proposalId: 'S0' },
    body: { stage: 'full', content: S0 },
  });
}

interface Agreement {
  readonly id: string;
  readonly donor: string;
  readonly amount: string;
  readonly internal?: boolean;
  readonly feePercent: string;
  readonly hardEarmark?: string;
  readonly schedule?: readonly { due: string; amount: string }[];
}

const agreements: readonly Agreement[] = [
  { id: 'A', donor: 'state-a', amount: '3000000.00', feePercent: '1' },
  { id: 'B', donor: 'state-b', amount: '2200000.00', feePercent: '1' },
  {
    id: 'C',
    donor: 'state-c',
    amount: '1300000.00',
    feePercent: '1',
    schedule: [
      { due: '2008-05-02', amount: '650000.00' },
      { due: '2008-09-15', amount: '650000.00' },
    ],
  },
  { id: 'D', donor: 'foundation-d', amount: '300000.00', feePercent: '1', hardEarmark: 'W2' },
  { id: 'bank-seed', donor: 'the-bank', amount: '1200000.00', internal: true, feePercent: '0' },
];

async function agreementsAndFirstDeposit(api: Api): Promise<void> {
  await api.clock(FUND, morning('2008-02-01'));
  for (const agreement of agreements) {
    await api.send('treasurer-1', allocationRoutes.recordContribution, {
      params,
      body: {
        id: agreement.id,
        donor: agreement.donor,
        amount: usd(agreement.amount),
        internal: agreement.internal ?? false,
        feePercent: agreement.feePercent,
        earmark:
          agreement.hardEarmark === undefined
            ? { kind: 'none' }
            : { kind: 'hard', windowId: agreement.hardEarmark },
        schedule: (agreement.schedule ?? []).map((s) => ({ due: s.due, amount: usd(s.amount) })),
      },
    });
  }
  await deposit(api, '2008-02-12', 'A', '1750000.50');
}

/** Records a deposit on the fund's morning of that date. */
export async function deposit(api: Api, on: string, contributionId: string, gross: string): Promise<void> {
  await api.clock(FUND, morning(on));
  await api.send('treasurer-1', allocationRoutes.recordDeposit, {
    params: { ...params, contributionId },
    body: { gross: usd(gross), reference: `Credit advice ${contributionId} ${on}` },
  });
}

const P4_WAIVER = 'P4-waiver';

async function secondSession(api: Api): Promise<void> {
  await api.clock(FUND, morning('2008-03-21'));
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
  await api.send('secretariat', committeeRoutes.adoptCharter, {
    params,
    body: {
      charter: charterVersion2,
      document: { reference: 'Second session, item 6; letter of the Troika', date: '2008-03-18' },
    },
  });
  await api.settle(FUND);
}

async function springDeposits(api: Api): Promise<void> {
  await deposit(api, '2008-03-28', 'B', '2200000.00');
  await deposit(api, '2008-04-07', 'D', '300000.00');
  await deposit(api, '2008-04-14', 'A', '1249999.50');
  await api.clock(FUND, morning('2008-04-18'));
  await api.send('partner-remit', proposalsRoutes.reviseProposal, {
    params: { ...params, proposalId: 'P4' },
    body: { content: P4_REVISED },
  });
  await deposit(api, '2008-05-02', 'C', '650000.00');
  await deposit(api, '2008-05-16', 'bank-seed', '1200000.00');
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

async function agendaOfThirdSession(api: Api): Promise<void> {
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

type Split = readonly {
  pot: string;
  windowId: string | null;
  amount: { amount: string; currency: string };
}[];

/** Puts a proposal on a session's agenda with the split prepared by secretariat and treasurer. */
export async function addItem(
  api: Api,
  sessionId: string,
  id: string,
  proposalId: string,
  split: Split,
): Promise<void> {
  await api.settle(FUND);
  await api.send('secretariat', committeeRoutes.addAgendaItem, {
    params,
    body: { id, sessionId, subject: { kind: 'proposal', id: proposalId }, split: [...split] },
  });
}

/** Records who is present at a session. */
export async function attend(api: Api, sessionId: string, present: readonly string[]): Promise<void> {
  await api.send('secretariat', committeeRoutes.recordAttendance, {
    params: { ...params, sessionId },
    body: { present: [...present] },
  });
}

/** Each seat's holder votes. */
export async function vote(
  api: Api,
  agendaItemId: string,
  ballots: Readonly<Record<string, 'for' | 'against' | 'abstain'>>,
): Promise<void> {
  for (const [seat, ballot] of Object.entries(ballots)) {
    await api.send(`seat-${seat}`, committeeRoutes.castVote, {
      params: { ...params, agendaItemId },
      body: { seat, ballot },
    });
  }
}

/** The chair records the committee's decision on an agenda item. */
export async function decide(
  api: Api,
  agendaItemId: string,
  outcome: 'approved' | 'rejected' | 'returned' | 'deferred',
  reason: string,
  conditions: readonly { id: string; text: string; owner: string; due: string }[] = [],
): Promise<void> {
  await api.send('chair', committeeRoutes.takeDecision, {
    params,
    body: { id: `decision-${agendaItemId}`, agendaItemId, outcome, reason, conditions: [...conditions] },
  });
  await api.settle(FUND);
}
