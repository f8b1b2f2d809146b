import type { Actor, DomainEvent } from '@mdtf/domain';
import { at, specification } from '@mdtf/domain/testing';
import { describe, expect, it } from 'vitest';
import { model } from './model.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const actor = (id: string, role: string, organisation?: string): Actor => ({
  id,
  roles: [role],
  organisations: organisation === undefined ? [] : [organisation],
  seats: [],
});
const partner = actor('partner-iom', 'partner', 'iom');
const secretariat = actor('secretariat', 'secretariat');

const charter: DomainEvent = {
  type: 'CharterAdopted',
  data: { charter: { currency: 'USD', timeZone: 'Europe/Zurich', publishes: true } },
};
const subject = { kind: 'proposal', id: 'P1' };
const approved: DomainEvent = {
  type: 'DecisionTaken',
  data: { decisionId: 'd', subject, outcome: 'approved', partner: 'iom' },
};
const carriedOut: DomainEvent = { type: 'DecisionCarriedOut', data: { decisionId: 'd', subject } };

const fund = specification(model, { now: '2008-10-02T07:00:00.000Z', actor: partner }).facts(charter);
const funded = fund.facts(approved, carriedOut);

const period = { from: '2008-06-01', to: '2008-09-30' };
const spent = {
  activityId: 'P1',
  reportId: 'r1',
  period,
  lines: [
    { category: 1, amount: usd('300000.15') },
    { category: 5, amount: usd('12480.00') },
  ],
  provisional: true,
};
const submitted: DomainEvent = {
  type: 'FinancialReportSubmitted',
  data: { ...spent, expenditure: usd('312480.15'), corrects: null, note: null },
};
const accepted: DomainEvent = {
  type: 'FinancialReportAccepted',
  data: {
    activityId: 'P1',
    reportId: 'r1',
    period,
    expenditure: usd('312480.15'),
    provisional: true,
    corrects: null,
    note: null,
  },
};
const submit = (data: object) => ({ type: 'SubmitFinancialReport', data: { ...spent, ...data } });
const judge = (data: object) => ({
  type: 'JudgeFinancialReport',
  data: { activityId: 'P1', reportId: 'r1', accepted: true, ...data },
});

describe('who reports on an activity', () => {
  it('is the organisation that carries it out', () => {
    funded.when(submit({})).then([submitted]);
  });

  it('is no other partner', () => {
    funded
      .as(actor('partner-remit', 'partner', 'remit-compare'))
      .when(submit({}))
      .refused('not-your-activity', { category: 'forbidden' });
  });

  it('is not a donor of the same organisation', () => {
    funded
      .as(actor('donor-1', 'donor', 'iom'))
      .when(submit({}))
      .refused('not-your-activity');
  });

  it('may be the secretariat', () => {
    funded.as(secretariat).when(submit({})).then([submitted]);
  });

  it('reports only on what money was set aside for', () => {
    fund.when(submit({})).refused('activity-not-found');
    fund.facts(approved).when(submit({})).refused('activity-not-found');
  });
});

describe('a financial report', () => {
  it('is money in the fund’s currency, exact to the cent', () => {
    const line = (amount: object) => ({ lines: [{ category: 1, amount }] });
    funded
      .when(submit(line({ amount: '1.00', currency: 'EUR' })))
      .refused('wrong-currency', { field: 'body.lines.0.amount' });
    funded.when(submit(line(usd('1.005')))).refused('invalid-amount', { category: 'invalid' });
    funded.when(submit(line(usd('100000000000000000.00')))).refused('invalid-amount');
  });

  it('may be of nothing spent', () => {
    funded.when(submit({ lines: [{ category: 1, amount: usd('0.00') }] })).then([
      {
        type: 'FinancialReportSubmitted',
        data: {
          ...spent,
          lines: [{ category: 1, amount: usd('0.00') }],
          expenditure: usd('0.00'),
          corrects: null,
          note: null,
        },
      },
    ]);
  });

  it('is of a period that is over', () => {
    funded
      .when(submit({ period: { from: '2008-09-30', to: '2008-09-01' } }))
      .refused('period-reversed', { field: 'body.period.to' });
    funded.when(submit({ period: { from: '2008-06-01', to: '2008-10-03' } })).refused('date-not-come');
    funded.now('2008-10-02T22:30:00.000Z').when(submit({ period: { from: '2008-06-01', to: '2008-10-03' } }))
      .events;
  });

  it('is recorded once', () => {
    funded.given(submitted).when(submit({})).refused('already-exists', { category: 'conflict' });
  });

  it('may be below zero only as a correction of a report that was accepted', () => {
    const below = { reportId: 'r2', lines: [{ category: 1, amount: usd('-2480.15') }] };
    funded.when(submit(below)).refused('below-zero', { field: 'body.lines.0.amount' });
    const correction = submit({ ...below, corrects: 'r1' });
    funded.when(correction).refused('unknown-financial-report', { field: 'body.corrects' });
    funded.given(submitted).when(correction).refused('not-accepted');
    funded
      .given(submitted, accepted)
      .when(correction)
      .then([
        {
          type: 'FinancialReportSubmitted',
          data: { ...spent, ...below, expenditure: usd('-2480.15'), corrects: 'r1', note: null },
        },
      ]);
  });
});

describe('corrections', () => {
  const correction = (reportId: string, amount: string): DomainEvent => ({
    type: 'FinancialReportSubmitted',
    data: {
      ...spent,
      reportId,
      lines: [{ category: 1, amount: usd(amount) }],
      expenditure: usd(amount),
      corrects: 'r1',
      note: null,
    },
  });
  const submitCorrection = (reportId: string, amount: string) =>
    submit({ reportId, lines: [{ category: 1, amount: usd(amount) }], corrects: 'r1' });
  const counted = funded.given(submitted, accepted);

  it('take back at most what was reported, to the cent', () => {
    expect(counted.when(submitCorrection('r2', '-312480.15')).events).toHaveLength(1);
    counted
      .when(submitCorrection('r2', '-312480.16'))
      .refused('corrects-too-much', { category: 'refused', field: 'body.lines' });
  });

  it('do so together, whichever is accepted first', () => {
    const both = counted
      .given(correction('r2', '-200000.00'), correction('r3', '-200000.00'))
      .as(secretariat);
    const first = both.when(judge({ reportId: 'r2' }));
    expect(first.events).toHaveLength(1);
    const after = both.given(...first.events);
    after.when(judge({ reportId: 'r3' })).refused('corrects-too-much');
    expect(after.when(judge({ reportId: 'r3', accepted: false, reason: 'Twice.' })).events).toHaveLength(1);
    after.as(partner).when(submitCorrection('r4', '-112480.16')).refused('corrects-too-much');
  });

  it('name the report itself and no correction of it, so that together they never come below nothing', () => {
    const more = counted.given(correction('r2', '50000.00'));
    const corrected = more.given(...more.as(secretariat).when(judge({ reportId: 'r2' })).events);
    const ofCorrection = {
      reportId: 'r3',
      lines: [{ category: 1, amount: usd('-50000.00') }],
      corrects: 'r2',
    };
    corrected
      .when(submit(ofCorrection))
      .refused('corrects-a-correction', { category: 'refused', field: 'body.corrects' });
    const [pending] = corrected.when(submit({ ...ofCorrection, corrects: 'r1' })).events;
    if (pending === undefined) throw new Error('The correction of r1 is refused');
    const data = { ...(pending.data as object), corrects: 'r2' };
    const before = corrected.given({ type: 'FinancialReportSubmitted', data }).as(secretariat);
    before.when(judge({ reportId: 'r3' })).refused('corrects-a-correction');
    expect(before.when(judge({ reportId: 'r3', accepted: false, reason: 'Name r1.' })).events).toHaveLength(
      1,
    );
  });
});

describe('the secretariat’s judgement', () => {
  const atSecretariat = funded.given(at('2008-10-02T07:00:00.000Z', submitted)).as(secretariat);

  it('accepts a financial report, which then tells what was spent', () => {
    atSecretariat.when(judge({})).then([accepted]);
  });

  it('returns a report only with the reason', () => {
    atSecretariat.when(judge({ accepted: false })).refused('reason-missing', { field: 'body.reason' });
    atSecretariat.when(judge({ accepted: false, reason: 'Travel is missing.' })).then([
      {
        type: 'FinancialReportReturned',
        data: { activityId: 'P1', reportId: 'r1', reason: 'Travel is missing.' },
      },
    ]);
  });

  it('is passed once', () => {
    atSecretariat.given(accepted).when(judge({})).refused('already-judged', { category: 'conflict' });
  });

  it('is not passed by who reported', () => {
    funded.as(secretariat).given(submitted).as(secretariat).when(judge({})).refused('same-person');
  });

  it('is of a report that exists', () => {
    funded.as(secretariat).when(judge({})).refused('financial-report-not-found');
  });

  it('is passed on progress reports alike', () => {
    const data = { activityId: 'P1', reportId: 'p', period, narrative: 'Surveys in four countries.' };
    const told: DomainEvent = { type: 'ProgressReportSubmitted', data: { ...data, lessons: null } };
    funded.when({ type: 'SubmitProgressReport', data }).then([told]);
    funded.given(told).when({ type: 'SubmitProgressReport', data }).refused('already-exists');
    const judgement = { activityId: 'P1', reportId: 'p', accepted: true };
    funded
      .given(told)
      .as(secretariat)
      .when({ type: 'JudgeProgressReport', data: judgement })
      .then([{ type: 'ProgressReportAccepted', data: { activityId: 'P1', reportId: 'p', note: null } }])
      .answers({ ...data, lessons: null, status: 'accepted', reason: null });
  });
});

describe('a result', () => {
  const data = { activityId: 'P1', resultId: 's', statement: 'A module in two surveys', disaggregation: [] };
  const recorded: DomainEvent = {
    type: 'ResultRecorded',
    data: { ...data, indicatorId: null, value: null, unit: null, observedOn: '2008-10-02' },
  };

  it('counts though it is not money, and was observed today where no day is given', () => {
    funded.when({ type: 'RecordResult', data }).then([recorded]);
  });

  it('is recorded once, and not before it is observed', () => {
    funded.given(recorded).when({ type: 'RecordResult', data }).refused('already-exists');
    funded
      .when({ type: 'RecordResult', data: { ...data, observedOn: '2008-10-03' } })
      .refused('date-not-come', { field: 'body.observedOn' });
  });
});

describe('where an activity is in its life', () => {
  const status = (data: object) => ({
    type: 'RecordActivityStatus',
    data: { activityId: 'P1', status: 'under-audit', ...data },
  });
  const underAudit: DomainEvent = {
    type: 'ActivityStatusRecorded',
    data: { activityId: 'P1', status: 'under-audit', since: '2008-09-01', sourceCode: null, note: null },
  };

  it('is recorded with the day since when', () => {
    funded.when(status({ since: '2008-09-01' })).then([underAudit]);
    funded.when(status({ since: '2008-10-03' })).refused('date-not-come');
  });

  it('is not recorded again while nothing has changed', () => {
    funded.given(underAudit).when(status({})).then([]);
    funded
      .given(underAudit)
      .when(status({ status: 'closed' }))
      .then([
        {
          type: 'ActivityStatusRecorded',
          data: { activityId: 'P1', status: 'closed', since: '2008-10-02', sourceCode: null, note: null },
        },
      ]);
  });
});
