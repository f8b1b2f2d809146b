import type { DecisionSubject } from '@mdtf/domain';
import { specification } from '@mdtf/domain/testing';
import { describe, expect, it } from 'vitest';
import type { DecisionTaken } from '../events.ts';
import { committeeModel } from '../model.ts';
import { organisationAggregate } from '../organisations/organisation.ts';
import { demonstrationCharter } from '../testing/demonstration-charter.ts';
import * as history from '../testing/demonstration-history.ts';
import type { NonObjection, NonObjectionAnswer } from './non-objection.ts';

const OPENED = '2008-06-03T07:00:00.000Z';
const DUE = '2008-06-17T22:00:00.000Z';
const T1: DecisionSubject = { kind: 'proposal', id: 'T1' };
const amounts = [history.part('pooled', 'W2', '214000.00')];
const NINE = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

const model = { ...committeeModel, facts: [...committeeModel.facts, organisationAggregate] };

const fund = specification(model, { now: OPENED, actor: history.SECRETARIAT })
  .given(...history.established(), ...history.seated, ...NINE.map(history.sits))
  .facts(
    history.submitted('T1', '214000.00', { lead: 'ministry', direct: '200000.00', indirect: '14000.00' }),
  );

const opening = {
  id: 'T1',
  decisionId: 'decision-T1',
  subject: T1,
  split: amounts,
  conditions: [],
  reason: 'Labour agreements',
};
const open = (more: object = {}) => ({ type: 'OpenNonObjection', data: { ...opening, ...more } });

type Scenario = typeof fund;

/** The scenario after a command, with its events. */
function after(scenario: Scenario, type: string, data: object): Scenario {
  return scenario.given(...scenario.when({ type, data }).events);
}

const notices = (outcome: 'delivered' | 'bounced', ...seats: readonly string[]) => ({
  nonObjectionId: 'T1',
  notices: seats.map((seat) => ({ seat, outcome })),
});
const answer = (seat: string, said: 'no-objection' | 'objection' = 'no-objection', reason?: string) => ({
  type: 'AnswerNotice',
  data: {
    nonObjectionId: 'T1',
    voter: `seat-${seat}`,
    seat,
    answer: said,
    ...(reason === undefined ? {} : { reason }),
  },
});
const says = (scenario: Scenario, seat: string, said?: 'no-objection' | 'objection', reason?: string) =>
  scenario.as(history.seatHolder(seat)).when(answer(seat, said, reason));

const asked = after(fund, 'OpenNonObjection', opening);
const delivered = after(asked, 'RecordNotices', notices('delivered', ...NINE));
const stateOf = (scenario: Scenario) =>
  scenario.whenTimePasses(OPENED).state<NonObjection>('non-objection', 'T1');
const dueOf = (scenario: Scenario) => stateOf(scenario)?.dueAt;
const taken = (events: readonly unknown[]) => events[0] as DecisionTaken;

describe('a split that the charter wants from both sides', () => {
  const both = { ...demonstrationCharter, splitByBoth: true };
  const strict = fund.given({
    type: 'CharterAdopted',
    data: { version: 2, charter: both, decisionId: null, document: null },
  });
  const treasurer = history.person('treasurer-1', ['treasurer']);
  const propose = (split: readonly object[], subject: object = T1) => ({
    type: 'ProposeSplit',
    data: { subject, split },
  });
  const proposed = (scenario: Scenario, split: readonly object[]) =>
    scenario.given(...scenario.as(treasurer).when(propose(split)).events);

  it('is asked about once a treasurer has prepared the same, and told with both', () => {
    strict.when(open()).refused('split-not-confirmed', { params: { missing: 'treasurer' } });
    const opened = proposed(strict, amounts).when(open());
    expect(opened.events).toMatchObject([
      {
        data: {
          splitBy: [
            { person: 'treasurer-1', role: 'treasurer' },
            { person: 'secretariat', role: 'secretariat' },
          ],
        },
      },
    ]);
  });

  it('is not asked about where a treasurer has prepared another, until one sends the same', () => {
    const other = proposed(strict, [history.part('pooled', 'W2', '200000.00')]);
    other.when(open()).refused('split-prepared-otherwise', { field: 'body.split' });
    expect(proposed(other, amounts).when(open()).events).toHaveLength(1);
  });

  it('is prepared anew for every asking', () => {
    const once = proposed(strict, amounts);
    const opened = once.given(...once.when(open()).events);
    const closed = after(opened, 'CloseNonObjection', { nonObjectionId: 'T1', reason: 'Asked too early' });
    const again = open({ id: 'T1-again', decisionId: 'decision-again' });
    closed.when(again).refused('split-not-confirmed');
    expect(proposed(closed, amounts).when(again).events).toHaveLength(1);
  });

  it('goes with the item to a session, which may then approve it', () => {
    const once = proposed(strict, amounts);
    const opened = once.given(...once.when(open()).events);
    const objected = opened.given(...says(opened, '2', 'objection', 'Not yet evaluated').events);
    const session = { ...history.convened('session-4', 4).data, startsAt: '2008-09-09T07:00:00.000Z' };
    const filled = objected
      .given({ type: 'SessionConvened', data: session })
      .when({ type: 'FillAgenda', data: {} });
    expect(filled.state('agenda-item', 'T1')).toMatchObject({
      splitBy: [{ role: 'treasurer' }, { role: 'secretariat' }],
    });
  });

  it('is prepared of what may be given alone', () => {
    const as = strict.as(treasurer);
    as.when(propose([history.part('pooled', 'W2', '214000.01')])).refused('beyond-request');
    as.when(propose(amounts, { kind: 'proposal', id: 'none' })).refused('proposal-not-found');
    as.when(propose(amounts, { kind: 'other', id: 'x' })).refused('amounts-only-for-proposals');
  });

  it('may be of one side where the charter does not ask', () => {
    expect(fund.when(open()).events).toMatchObject([
      { data: { splitBy: [{ person: 'secretariat', role: 'secretariat' }] } },
    ]);
  });
});

describe('a non-objection', () => {
  it('is opened by the charter’s term of working days, which ends with the last day in the fund’s zone', () => {
    expect(dueOf(asked)).toBe(DUE);
    expect(dueOf(after(fund, 'OpenNonObjection', { ...opening, workingDays: 11 }))).toBe(
      '2008-06-18T22:00:00.000Z',
    );
    fund.when(open({ workingDays: 9 })).refused('term-too-short', { params: { shortest: '10' } });
  });

  it('approves by silence at the second it is due: four agree, five are silent, nobody objects', () => {
    const four = ['1', '3', '6', '8'].reduce((at, seat) => at.given(...says(at, seat).events), delivered);
    expect(four.whenTimePasses('2008-06-17T21:59:59.999Z').events).toEqual([]);
    const passed = four.whenTimePasses('2008-06-20T07:00:00.000Z');
    expect(passed.events).toHaveLength(1);
    expect(taken(passed.events).data).toMatchObject({
      decisionId: 'decision-T1',
      outcome: 'approved',
      decidedOn: '2008-06-17',
      amounts,
      agendaItemId: null,
      reason: `No objection by ${DUE}: 4 agree, 5 silent, 0 object.`,
      reasonIn: {
        en: `No objection by ${DUE}: 4 agree, 5 silent, 0 object.`,
        fr: `Aucune objection au ${DUE} : 4 d’accord, 5 sans réponse, 0 objection.`,
      },
      bySilence: { dueAt: DUE, agreed: 4, silent: 5, notDelivered: [] },
      quorum: { needed: 6, met: true },
      tally: null,
    });
    expect(passed.state('subject', 'proposal:T1')).toEqual({
      openItem: null,
      approval: { decisionId: 'decision-T1', expires: null, upTo: null },
    });
    expect(passed.state('decision', 'decision-T1')).toMatchObject({ carriedOut: 'waiting' });
    expect(passed.state('session-calendar', 'calendar')).toMatchObject({ open: [], waiting: [] });
  });

  it('counts only seats whose notice was delivered, or that answered', () => {
    const five = after(asked, 'RecordNotices', notices('delivered', '1', '2', '5', '6', '8'));
    const lapsed = five.whenTimePasses(DUE);
    expect(lapsed.events.map(({ type }) => type)).toEqual(['NonObjectionLapsed']);
    expect(lapsed.state('non-objection', 'T1')).toMatchObject({
      status: 'for-session',
      sentBack: 'no-quorum',
    });
    const six = five.given(...says(five, '9').events).whenTimePasses(DUE);
    expect(taken(six.events).data.bySilence).toMatchObject({
      agreed: 1,
      silent: 5,
      notDelivered: ['3', '4', '7'],
    });
  });

  it('needs the charter’s minimum of each constituency among them', () => {
    const six = after(asked, 'RecordNotices', notices('delivered', '1', '2', '3', '4', '5', '8'));
    expect(six.whenTimePasses(DUE).events.map(({ type }) => type)).toEqual(['NonObjectionLapsed']);
  });

  it('is brought to a session by one objection, which has a reason', () => {
    says(delivered, '2', 'objection').refused('objection-needs-reason', { field: 'body.reason' });
    const objected = delivered.given(...says(delivered, '2', 'objection', 'Not yet evaluated').events);
    expect(objected.whenTimePasses(DUE).events).toEqual([]);
    expect(stateOf(objected)).toMatchObject({ status: 'for-session', sentBack: 'objection' });
    expect(objected.when({ type: 'FillAgenda', data: {} }).events).toEqual([]);
    const session = { ...history.convened('session-4', 4).data, startsAt: '2008-09-09T07:00:00.000Z' };
    const convened = objected.given({ type: 'SessionConvened', data: session });
    const filled = convened.when({ type: 'FillAgenda', data: {} });
    expect(filled.state('agenda-item', 'T1')).toMatchObject({
      sessionId: 'session-4',
      status: 'open',
      split: amounts,
    });
    expect(filled.state('non-objection', 'T1')).toMatchObject({
      status: 'on-agenda',
      sessionId: 'session-4',
    });
    expect(after(convened, 'FillAgenda', {}).when({ type: 'FillAgenda', data: {} }).events).toEqual([]);
  });

  it('takes an objection after an agreement, and none after the term', () => {
    const agreed = delivered.given(...says(delivered, '2').events);
    says(agreed, '2').refused('already-answered');
    expect(says(agreed, '2', 'objection', 'New facts').events).toHaveLength(1);
    const over = delivered.given(...delivered.whenTimePasses(DUE).events).now(DUE);
    says(over, '2', 'objection', 'Too late').refused('non-objection-closed');
  });

  it('comes to a session when its money cannot be allocated', () => {
    const approved = delivered.given(...delivered.whenTimePasses(DUE).events).now(DUE);
    const refusal = { decisionId: 'decision-T1', code: 'insufficient-funds', reason: 'Short', verdicts: [] };
    const back = after(approved, 'MarkNotCarriedOut', refusal);
    expect(stateOf(back)).toMatchObject({ status: 'for-session', sentBack: 'not-carried-out' });
    back.when(open({ id: 'T1b', decisionId: 'other' })).refused('already-on-agenda');
  });
});

describe('the term of silence', () => {
  it('is whole for each seat from the delivery of its notice', () => {
    const late = after(delivered.now('2008-06-05T07:00:00.000Z'), 'RecordNotices', notices('delivered', '1'));
    expect(dueOf(asked)).toBe(DUE);
    const first = after(asked.now('2008-06-05T07:00:00.000Z'), 'RecordNotices', notices('delivered', '1'));
    expect(dueOf(first)).toBe('2008-06-19T22:00:00.000Z');
    expect(dueOf(late)).toBe(DUE);
  });

  it('begins anew with a bounce, and with the delivery after it', () => {
    const bounced = after(
      delivered.now('2008-06-04T07:00:00.000Z'),
      'RecordNotices',
      notices('bounced', '7'),
    );
    expect(dueOf(bounced)).toBe('2008-06-18T22:00:00.000Z');
    expect(bounced.whenTimePasses(DUE).events).toEqual([]);
    const again = after(bounced.now('2008-06-06T07:00:00.000Z'), 'RecordNotices', notices('delivered', '7'));
    expect(dueOf(again)).toBe('2008-06-20T22:00:00.000Z');
  });

  it('is longer by the working days of an outage, each counted once', () => {
    const outage = (from: string, until: string) => ({
      nonObjectionId: 'T1',
      from,
      until,
      reason: 'The mail was down',
    });
    const weekend = outage('2008-06-05T20:00:00.000Z', '2008-06-08T20:00:00.000Z');
    const once = after(delivered.now('2008-06-09T07:00:00.000Z'), 'RecordOutage', weekend);
    expect(dueOf(once)).toBe('2008-06-19T22:00:00.000Z');
    expect(once.when({ type: 'RecordOutage', data: weekend }).events).toEqual([]);
    const longer = after(
      once,
      'RecordOutage',
      outage('2008-06-05T20:00:00.000Z', '2008-06-09T06:00:00.000Z'),
    );
    expect(dueOf(longer)).toBe('2008-06-20T22:00:00.000Z');
    once
      .when({ type: 'RecordOutage', data: outage('2008-06-09T06:00:00.000Z', '2008-06-10T06:00:00.000Z') })
      .refused('outage-not-within');
  });

  it('cannot be over before it begins', () => {
    const past = { ...open(), time: '2008-05-05T07:00:00.000Z', provenance: { source: 'File' } };
    fund.when(past).refused('term-over');
  });
});

describe('a seat that is asked', () => {
  it('never decides on its own proposal: it is left out from the start', () => {
    const own = fund.facts(history.submitted('T1', '214000.00', { lead: 'country-z' }));
    const opened = after(own, 'OpenNonObjection', opening);
    const { quorum, recused } = own.when(open()).state<NonObjection>('non-objection', 'T1') as NonObjection;
    expect(recused).toEqual([{ seat: '7', nature: 'Held by country-z, which leads the proposal' }]);
    expect(quorum).toEqual(demonstrationCharter.quorum);
    says(opened, '7').refused('seat-recused');
    const partner = { grantId: 'also', role: 'partner', organisation: 'country-z' } as const;
    says(opened.given(history.grantedTo('seat-2', partner)), '2').refused('own-proposal');
    const all = after(opened, 'RecordNotices', notices('delivered', ...NINE));
    expect(taken(all.whenTimePasses(DUE).events).data).toMatchObject({
      quorum: { recused: ['7'], needed: 6 },
      bySilence: { silent: 8 },
    });
    // Silence is judged as a sitting is: nobody is against, the lead is left out, eight seats are reached.
    const { verdicts } = taken(all.whenTimePasses(DUE).events).data;
    expect(verdicts.filter(({ rule }) => ['R17', 'R18', 'R22'].includes(rule))).toMatchObject([
      { rule: 'R17', outcome: 'pass' },
      { rule: 'R18', outcome: 'pass' },
      { rule: 'R22', outcome: 'pass', numerator: '8', denominator: '6' },
    ]);
  });

  it('is left out when its new holder leads the proposal', () => {
    const seat = { type: 'SeatMember', data: { seat: '4', organisation: 'ministry' } };
    const taken4 = delivered.platform(history.registered('ministry')).when(seat);
    expect(taken4.events.map(({ type }) => type)).toEqual(['MemberSeated', 'RecusedFromNonObjection']);
    const left = delivered.given(...taken4.events);
    expect(taken(left.whenTimePasses(DUE).events).data.quorum?.recused).toEqual(['4']);
  });

  it('that is of the consortium has its interest ruled before the seats are asked', () => {
    const partners = [{ organisation: 'country-x' }];
    const joint = fund.facts(history.submitted('T1', '214000.00', { lead: 'ministry', partners }));
    joint.when(open()).refused('interest-not-ruled', { params: { seat: '5', roles: 'consortium' } });
    const interest = { seat: '5', nature: 'Its ministry takes part', ruling: 'recusal' };
    const recused = joint.when(open({ interests: [interest] }));
    expect(recused.state('non-objection', 'T1')).toMatchObject({ recused: [{ seat: '5' }] });
    const stays = joint.when(open({ interests: [{ ...interest, ruling: 'disclosure' }] }));
    expect(stays.state('non-objection', 'T1')).toMatchObject({ recused: [], disclosed: [{ seat: '5' }] });
    joint
      .when(open({ interests: [{ ...interest, seat: 'bank' }] }))
      .refused('seat-not-found', { field: 'body.interests.0.seat' });
  });

  it('answers for itself alone, once its holder still sits', () => {
    delivered.as(history.seatHolder('1')).when(answer('2')).refused('not-your-seat');
    const revoked = delivered.given({
      type: 'RoleRevoked',
      data: { ...history.sits('2').data, reason: 'Term over' },
    });
    says(revoked, '2').refused('not-your-seat');
  });

  it('leaves numerator and denominator when it is recused, and takes its answer with it', () => {
    const agreed = delivered.given(...says(delivered, '5').events);
    const data = { nonObjectionId: 'T1', seat: '5', nature: 'Co-applicant' };
    agreed
      .as(history.seatHolder('6'))
      .when({ type: 'RecuseFromNonObjection', data })
      .refused('not-your-seat');
    const left = after(agreed.as(history.seatHolder('5')), 'RecuseFromNonObjection', data);
    expect(taken(left.whenTimePasses(DUE).events).data).toMatchObject({
      quorum: { recused: ['5'], needed: 6 },
      bySilence: { agreed: 0, silent: 8 },
    });
    says(left, '5', 'objection', 'After all').refused('seat-recused');
  });
});

describe('what can be asked', () => {
  it('is what could be decided as it stands: within the rules, the request and the charter’s ceiling', () => {
    const broken = fund.facts(
      history.submitted('T1', '214000.00', { direct: '190000.00', indirect: '24000.00' }),
    );
    broken.when(open()).refused('rule-not-kept');
    fund.when(open({ split: [] })).refused('amounts-missing', { field: 'body.split' });
    fund.when(open({ split: [history.part('pooled', 'W2', '214000.01')] })).refused('beyond-request');
    const ceiling = { workingDays: 10, ceiling: history.usd('213999.99') };
    fund
      .given({
        type: 'CharterAdopted',
        data: {
          version: 2,
          charter: { ...demonstrationCharter, nonObjection: ceiling },
          decisionId: null,
          document: null,
        },
      })
      .when(open())
      .refused('beyond-silence', { params: { ceiling: '213999.99' } });
  });

  it('is a government’s request up to the charter’s threshold, to the cent; above it a session decides', () => {
    const request = { kind: 'assistance-request' as const };
    const under = (amount: string) =>
      fund.facts(history.submitted('T1', '214000.00', request)).given({
        type: 'CharterAdopted',
        data: {
          version: 2,
          charter: { ...demonstrationCharter, assistanceThreshold: history.usd(amount) },
          decisionId: null,
          document: null,
        },
      });
    expect(under('214000.00').when(open()).events).toHaveLength(1);
    under('213999.99')
      .when(open())
      .refused('beyond-light-track', { params: { threshold: '213999.99' } });
  });

  it('is for the partner that carries a request out, whose seat is ruled on first', () => {
    const by = fund.facts(
      history.submitted('T1', '214000.00', { lead: 'country-w', implementedBy: history.HOLDERS['6'] }),
    );
    by.when(open()).refused('interest-not-ruled', { params: { seat: '6', roles: 'consortium' } });
    const ruled = open({ interests: [{ seat: '6', nature: 'Would carry it out', ruling: 'recusal' }] });
    expect(by.when(ruled).events).toMatchObject([{ data: { partner: history.HOLDERS['6'] } }]);
  });

  it('ends when the request is made into a project', () => {
    const converted = { type: 'RequestConverted', data: { requestId: 'T1', replaces: true } };
    fund.facts(converted).when(open()).refused('proposal-withdrawn');
    const kept = { ...converted, data: { ...converted.data, replaces: false } };
    expect(fund.facts(kept).when(open()).events).toHaveLength(1);
  });

  it('is asked once at a time, under ids of its own', () => {
    asked.when(open()).refused('already-exists');
    asked.when(open({ id: 'again' })).refused('already-exists', { params: { id: 'decision-T1' } });
    asked.when(open({ id: 'again', decisionId: 'again' })).refused('already-on-agenda');
    const paper = {
      id: 'decision-T1',
      subject: { kind: 'other', id: 'x' },
      title: 'x',
      outcome: 'approved',
      amounts: [],
      conditions: [],
      reason: 'x',
      onPaper: { reference: 'Minutes', date: '2008-06-02' },
    };
    asked.when({ type: 'RecordPaperDecision', data: paper }).refused('already-exists');
  });

  it('ends when the applicant withdraws, or the secretariat takes it back', () => {
    const gone = after(delivered, 'CloseWithdrawn', { proposalId: 'T1' });
    expect(gone.whenTimePasses(DUE).events).toEqual([]);
    const closed = after(delivered, 'CloseNonObjection', { nonObjectionId: 'T1', reason: 'A mistake' });
    expect(closed.whenTimePasses(DUE).events).toEqual([]);
    const again = closed.when(open({ id: 'again', decisionId: 'again' }));
    expect(again.state<NonObjectionAnswer>('non-objection', 'again')?.status).toBe('open');
  });
});
