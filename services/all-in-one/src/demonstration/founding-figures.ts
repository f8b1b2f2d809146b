import { allocationRoutes, committeeRoutes, proposalsRoutes, reportingRoutes } from '@mdtf/contracts';
import { divideHalfUp, minorOf, moneyOf, sumMinor } from '@mdtf/domain';
import { daysOf, type Fact, factsOf, sidesOf } from './facts.ts';
import { params, usd } from './fund.ts';
import { money } from './reading.ts';
import type { Story } from './story.ts';

/** What stands on 20 May 2008: the charter and its committee, the calendar kept, agreements, deposits, the facility request. */
export async function foundingFigures(story: Story): Promise<void> {
  await charterFigures(story);
  await calendarFigures(story);
  await agreementFigures(story);
  await depositFigures(story);
  await facilityFigures(story);
}

async function charterFigures({ api, say, book }: Story): Promise<void> {
  say('The charter: windows, nine seats with a vote, quorum and method, and where the cap blocks.');
  const { charter, version } = await api.read('auditor', committeeRoutes.getCharter, { params });
  book.check('charter in force', '2', version);
  const window = (wanted: string) => charter.windows.find(({ id }) => id === wanted);
  book.check('W1', 'Forum follow-up', window('W1')?.title.en);
  book.check('W2', 'Coherence and capacity', window('W2')?.title.en);
  book.check('ceiling of W1', '2400000.00', money(window('W1')?.ceiling));
  book.check('ceiling of W2', '3200000.00', money(window('W2')?.ceiling));
  book.check('W2 takes requests without a call', 'true', window('W2')?.alwaysOpen);
  book.check('W1 acts for the Forum', 'true', window('W1')?.actsForForum);
  book.check('W2 acts for the Forum', 'false', window('W2')?.actsForForum);
  book.check('threshold of requests on one page', '250000.00', money(charter.assistanceThreshold));
  const { items } = await api.read('auditor', committeeRoutes.listSeats, { params });
  const of = (constituency: string) =>
    items.filter((seat) => seat.constituency === constituency && seat.voting).map(({ seat }) => seat);
  book.check('seats with a vote', '9', items.filter(({ voting }) => voting).length);
  book.check('seats of donors', '1 2 3 4', of('donors').join(' '));
  book.check('seats of developing countries', '5 6 7', of('developing-countries').join(' '));
  book.check('seats of other stakeholders', '8 9', of('stakeholders').join(' '));
  book.check(
    'without vote',
    'bank forum-chair gmg-chair',
    items
      .filter(({ voting }) => !voting)
      .map(({ seat }) => seat)
      .toSorted()
      .join(' '),
  );
  book.check(
    'who sits',
    'state-a state-b state-c foundation-d country-x country-y country-z migrants employers-workers',
    items.flatMap(({ organisation }) => organisation ?? []).join(' '),
  );
  const { share, minimumPresent } = charter.quorum;
  book.check('quorum, of the seats entitled', '2/3', `${share.numerator}/${share.denominator}`);
  book.check('quorum, donors', '2', minimumPresent.donors);
  book.check('quorum, developing countries', '2', minimumPresent['developing-countries']);
  const { first, otherwise } = charter.decisionMethod;
  book.check('method', 'consensus, else two-thirds', `${first}, else ${otherwise}`);
  const { severities = {} } = charter.rules.R1 ?? {};
  book.check('the cap on the formal request, by the charter', 'block', severities['facility-formal']);
  book.check('the cap on financing plans', 'block', severities.proposal);
  book.check('the cap on cumulative allocations', 'block', severities.allocation);
  book.check('the cap on deposits', 'warn', severities.deposited);
}

async function calendarFigures({ api, say, book }: Story): Promise<void> {
  say('The calendar, as the logs have it.');
  const committee = await factsOf(api, 'committee');
  const proposals = await factsOf(api, 'proposals');
  book.check('charters adopted', '2007-11-16, 2008-03-27', daysOf(committee, 'charter-adopted'));
  const [first, second] = committee.filter(({ type }) => type === 'charter-adopted');
  const dateOf = ({ document }: Fact['data'] = {}) => (document as { date?: string } | undefined)?.date;
  book.check('first charter, on paper of', '2007-11-16', dateOf(first?.data));
  book.check('letter of the Troika', '2008-03-18', dateOf(second?.data));
  book.check('call opened', '2007-11-19', daysOf(proposals, 'call-opened'));
  const call = await api.read('auditor', proposalsRoutes.getCall, {
    params: { ...params, callId: 'call-2007' },
  });
  book.check('the call stays on charter', '1', call.charterVersion);
  book.check('concept notes due', '2007-12-03T22:59:59.000Z', call.conceptNotesDue);
  book.check('full proposals due', '2008-01-15T22:59:59.000Z', call.fullProposalsDue);
  book.check('concept notes', '2007-12-03', daysOf(proposals, 'concept-note-submitted'));
  book.check('facility request', '2007-12-03, 2008-01-15', daysOf(proposals, 'facility-request-submitted'));
  book.check('invitations', '2007-12-14', daysOf(proposals, 'proposal-invited'));
  book.check(
    'full proposals, and P4 as cut when clarifications ended',
    '2008-01-15, 2008-04-18',
    daysOf(proposals, 'full-proposal-submitted'),
  );
  const screened = proposals.filter(
    ({ type, data }) => type === 'proposal-screened' && data.stage === 'full',
  );
  book.check('screened after the reviews', '2008-03-21', daysOf(screened, 'proposal-screened'));
  const { items } = await api.read('auditor', committeeRoutes.listSessions, { params });
  const session = (number: number) => items.find((held) => held.number === number)?.startsAt.slice(0, 10);
  book.check('session 2', '2008-03-27', session(2));
  const third = items.find((held) => held.number === 3);
  book.check('session 3 begins', '2008-05-20T07:00:00.000Z', third?.startsAt);
  const { charter } = await api.read('auditor', committeeRoutes.getCharter, { params });
  const planned = (wanted: string) => charter.calendar.find(({ id }) => id === wanted)?.date;
  book.check('session 4, planned', '2008-09-09', planned('session-4'));
  const events = await api.read('auditor', reportingRoutes.listFollowUpEvents, { params, query: {} });
  const manila = events.items.find(({ eventId }) => eventId === 'manila');
  book.check('Manila', '2008-10-29 to 2008-10-30', `${manila?.startsOn} to ${manila?.endsOn}`);
}

async function agreementFigures({ api, say, book }: Story): Promise<void> {
  say('Agreements: four donors and the bank.');
  const { items } = await api.read('auditor', allocationRoutes.listContributions, { params });
  const of = (wanted: string) => items.find(({ contributionId }) => contributionId === wanted);
  const expected = {
    A: ['3000000.00', '1'],
    B: ['2200000.00', '1'],
    C: ['1300000.00', '1'],
    D: ['300000.00', '1'],
    'bank-seed': ['1200000.00', '0'],
  } as const;
  for (const [id, [amount, fee]] of Object.entries(expected)) {
    book.check(`agreed with ${id}`, amount, money(of(id)?.amount));
    book.check(`fee of ${id}, percent`, fee, of(id)?.feePercent);
  }
  const others = items.filter(({ internal }) => !internal).map(({ amount }) => amount);
  book.check('agreed with the donors', '6800000.00', moneyOf(sumMinor(others, 'USD'), 'USD').amount);
  book.check('earmark of D', 'hard W2', `${of('D')?.earmark.kind} ${of('D')?.earmark.windowId}`);
  const second = of('C')?.schedule[1];
  book.check(
    'C’s second instalment',
    '650000.00 on 2008-09-15',
    `${second?.amount.amount} on ${second?.due}`,
  );
  const net = items.map(
    ({ amount, feePercent }) => (minorOf(amount) * BigInt(100 - Number(feePercent))) / 100n,
  );
  const sum = net.reduce((a, b) => a + b, 0n);
  book.check('agreed, net of fees', '7932000.00', moneyOf(sum, 'USD').amount);
  const { charter } = await api.read('auditor', committeeRoutes.getCharter, { params });
  book.check('the secretariat costs at most, percent', '3', charter.secretariatBudgetPercent);
}

/** A deposit as its entry tells it. */
interface Told {
  readonly contributionId: string;
  readonly receivedOn: string;
  readonly gross: { readonly amount: string };
  readonly fee: { readonly amount: string };
  readonly verdicts: readonly { readonly outcome: string }[];
}

async function depositFigures({ api, say, book }: Story): Promise<void> {
  say('Deposits: gross, and the fee of each to the cent.');
  const facts = await factsOf(api, 'allocation');
  const received = facts.filter(({ type }) => type === 'deposit-received');
  const told = received.map(({ data }) => data as unknown as Told);
  const expected = [
    'A 2008-02-12 1750000.50 17500.01',
    'B 2008-03-28 2200000.00 22000.00',
    'D 2008-04-07 300000.00 3000.00',
    'A 2008-04-14 1249999.50 12499.99',
    'C 2008-05-02 650000.00 6500.00',
    'bank-seed 2008-05-16 1200000.00 0.00',
  ];
  for (const [at, line] of expected.entries()) {
    const { contributionId, receivedOn, gross, fee } = told[at] ?? {};
    book.check(`deposit ${at + 1}`, line, `${contributionId} ${receivedOn} ${gross?.amount} ${fee?.amount}`);
  }
  const of = (wanted: string, part: 'gross' | 'fee') =>
    sumMinor(
      told
        .filter(({ contributionId }) => contributionId.startsWith(wanted))
        .map((d) => ({ ...d[part], currency: 'USD' })),
      'USD',
    );
  const warned = told.filter(({ verdicts }) => verdicts.some(({ outcome }) => outcome === 'warn'));
  book.check('the cap warns from', '2008-05-16', warned.map(({ receivedOn }) => receivedOn).join(', '));
  const [gross, fees] = [of('', 'gross'), of('', 'fee')];
  feesOfA(
    of('A', 'gross'),
    told.filter(({ contributionId }) => contributionId === 'A'),
    book,
  );
  book.check('fees of A together', '30000.00', moneyOf(of('A', 'fee'), 'USD').amount);
  book.check('fees in all', '61500.00', moneyOf(fees, 'USD').amount);
  book.check('deposited, net', '7288500.00', moneyOf(gross - fees, 'USD').amount);
}

async function facilityFigures({ api, book }: Story): Promise<void> {
  const { items } = await api.read('auditor', proposalsRoutes.listFacilityRequests, { params });
  const formal = items.find(({ stage }) => stage === 'formal');
  book.check('sought', '8000000.00', money(formal?.totalSought));
  book.check('of it from the bank', '1200000.00', money(formal?.internal));
  const cap = formal?.verdicts.find(({ rule }) => rule === 'R1');
  book.check('20 × bank and 3 × total', '24,000,000.00 = 24,000,000.00', sidesOf(cap?.explanation.en));
  book.check('the most from the bank: 3/17 of what others give', '1200000.00', cap?.limit);
}

/** The fee due on all that A has given, less what was taken before: never a cent more than the rate of the whole. */
function feesOfA(deposited: bigint, [first, second]: readonly Told[], book: Story['book']): void {
  const of = (minor: bigint) => moneyOf(minor, 'USD').amount;
  const rate = (minor: bigint) => divideHalfUp(minor, 100n);
  const minorIn = (amount: { amount: string } | undefined) => minorOf(usd(amount?.amount ?? '0.00'));
  const before = minorIn(first?.fee);
  book.check('fee due on A’s deposits', '30000.00', of(rate(deposited)));
  book.check('taken before', '17500.01', of(before));
  book.check('so due on the second', '12499.99', of(rate(deposited) - before));
  const alone = rate(minorIn(second?.gross));
  book.check('on the second alone it would be', '12500.00', of(alone));
  book.check('and in all', '30000.01', of(before + alone));
}
