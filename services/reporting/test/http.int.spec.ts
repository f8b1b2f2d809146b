import { logRoutes, reportingRoutes as routes } from '@mdtf/contracts';
import type { DomainEvent } from '@mdtf/domain';
import { type ServiceUnderTest, serviceUnderTest } from '@mdtf/testing/service-under-test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReporting } from '../src/service.ts';
import { charterAdopted, deposit, ledger, proposal, usd } from './events.ts';

const FUND = 'imdp';
const params = { fundId: FUND };
const subject = { kind: 'proposal', id: 'P1' };
const period = { from: '2026-01-01', to: '2026-06-30' };

const grant = (person: string, role: string, organisation: string | null = null): DomainEvent => ({
  type: 'RoleGranted',
  data: { grantId: person, person, role, organisation, seat: null },
});

/** One approved and funded proposal of iom, and one deposit. */
async function oneActivity(under: ServiceUnderTest<'committee' | 'proposals' | 'allocation'>): Promise<void> {
  const amounts = [{ pot: 'pooled', windowId: 'W1', amount: usd('1177000.00') }];
  const totals = ledger();
  const organisation = { id: 'iom', name: 'Migration = organisation', kinds: ['partner'] };
  await under.told('committee', 'platform', [{ type: 'OrganisationRegistered', data: organisation }]);
  await under.told('committee', FUND, [
    charterAdopted(1),
    grant('secretariat', 'secretariat'),
    grant('partner-iom', 'partner', 'iom'),
    grant('partner-other', 'partner', 'other'),
    grant('auditor', 'auditor'),
  ]);
  await under.told('proposals', FUND, [
    proposal('P1', { lead: 'iom', direct: '1100000.00', indirect: '77000.00', requested: '1177000.00' }),
  ]);
  const deposited = deposit(['2026-05-01', 'A', '2000000.00', '20000.00', '1980000.00'], totals);
  const allocated = {
    type: 'AllocationMade',
    data: {
      allocationId: 'd',
      decisionId: 'd',
      subject,
      title: 'Project P1',
      partner: 'iom',
      amounts,
      total: usd('1177000.00'),
      conditions: [],
      totals: totals('allocated', '1177000.00', false),
      verdicts: [],
    },
  };
  await under.told('allocation', FUND, [deposited]);
  await under.told('committee', FUND, [
    {
      type: 'DecisionTaken',
      data: {
        decisionId: 'd',
        agendaItemId: null,
        sessionId: null,
        onPaper: { reference: 'Letter of 4 May' },
        decidedOn: '2026-05-04',
        subject,
        title: 'Project P1',
        partner: 'iom',
        outcome: 'approved',
        amounts,
        conditions: [],
        reason: 'Agreed.',
        quorum: null,
        tally: null,
        verdicts: [],
        expires: null,
      },
    },
  ]);
  await under.told('allocation', FUND, [allocated], { time: '2026-05-04T08:00:00.000Z' });
  const carriedOut = { decisionId: 'd', allocationId: 'd', agendaItemId: null, subject };
  await under.told('committee', FUND, [{ type: 'DecisionCarriedOut', data: carriedOut }]);
}

describe('reporting over HTTP', () => {
  let under: ServiceUnderTest<'committee' | 'proposals' | 'allocation'>;
  const activity = { ...params, activityId: 'P1' };
  const report = (name: 'funding-status' | 'delivery' | 'decisions', query: object = {}) =>
    under.ask(undefined, routes.getReport, { params: { ...params, name }, query });

  beforeAll(async () => {
    under = await serviceUnderTest(openReporting, ['committee', 'proposals', 'allocation']);
    await oneActivity(under);
  });
  afterAll(() => under[Symbol.asyncDispose]());

  it('lists activities with their money, and tells of one by its id', async () => {
    const list = await under.ask(undefined, routes.listActivities, { params, query: { limit: 1 } });
    expect(list).toMatchObject({
      items: [{ activityId: 'P1', allocated: usd('1177000.00') }],
      nextCursor: null,
    });
    const one = await under.ask(undefined, routes.getActivity, { params: activity });
    expect(one).toMatchObject({
      partnerName: 'Migration = organisation',
      status: 'implementation',
      windowId: 'W1',
      verdicts: [{ rule: 'R20', outcome: 'pass', numerator: '0.00' }],
    });
    const none = { params: { ...params, activityId: 'P9' } };
    expect(await under.refused(undefined, routes.getActivity, none)).toMatchObject({
      status: 404,
      code: 'activity-not-found',
    });
  });

  it('takes a partner’s reports, lets another person accept them, and counts what was spent at once', async () => {
    const body = { id: 'r1', period, lines: [{ category: 1, amount: usd('100.25') }] };
    const submit = { params: activity, body };
    expect(await under.refused('partner-other', routes.submitFinancialReport, submit)).toMatchObject({
      status: 403,
      code: 'not-your-activity',
    });
    expect(await under.ask('partner-iom', routes.submitFinancialReport, submit)).toMatchObject({
      status: 'submitted',
      provisional: true,
      expenditure: usd('100.25'),
    });
    expect((await report('delivery')).totals).toMatchObject({ spent: '0.00' });
    const judged = { params: { ...activity, reportId: 'r1' }, body: { accepted: true } };
    await under.ask('secretariat', routes.judgeFinancialReport, judged);
    expect((await report('delivery')).totals).toMatchObject({ spent: '100.25', deliveryPercent: null });
    expect(await under.refused('secretariat', routes.judgeFinancialReport, judged)).toMatchObject({
      status: 409,
    });
    // Nothing was transferred: what was spent beyond it is shown, and was not refused.
    const { verdicts } = await under.ask(undefined, routes.getActivity, { params: activity });
    expect(verdicts).toMatchObject([
      {
        rule: 'R20',
        place: 'report',
        outcome: 'warn',
        numerator: '100.25',
        denominator: '0.00',
        changes: [{ code: 'transfers-fixed', by: usd('100.25'), to: usd('0.00') }],
      },
    ]);
    expect(verdicts[0]?.explanation.fr).toContain('de plus que le financement net');
    const { items } = await under.ask('auditor', routes.listFinancialReports, { params: activity });
    expect(items).toMatchObject([{ reportId: 'r1', status: 'accepted' }]);
  });

  it('shows a partner’s reports to no other partner, and in the log to nobody but auditors until they count', async () => {
    for (const route of [routes.listProgressReports, routes.listFinancialReports]) {
      expect(await under.refused('partner-other', route, { params: activity })).toMatchObject({
        status: 404,
        code: 'activity-not-found',
      });
      await under.ask('partner-iom', route, { params: activity });
    }
    const entries = async (person: string | undefined) => {
      const log = { ...params, service: 'reporting' as const };
      const { items } = await under.ask(person, logRoutes.listLogEntries, { params: log });
      return items.map(({ payload }) => payload !== null);
    };
    // r1 was submitted, then accepted.
    expect(await entries(undefined)).toEqual([false, true]);
    expect(await entries('auditor')).toEqual([true, true]);
  });

  it('takes progress reports and results, and lists them in pages', async () => {
    for (const id of ['a', 'b', 'c']) {
      const body = { id, period, narrative: `Quarter ${id}` };
      await under.ask('partner-iom', routes.submitProgressReport, { params: activity, body });
    }
    const returned = {
      params: { ...activity, reportId: 'b' },
      body: { accepted: false, reason: 'Too short.' },
    };
    await under.ask('secretariat', routes.judgeProgressReport, returned);
    const first = await under.ask('auditor', routes.listProgressReports, {
      params: activity,
      query: { limit: 2 },
    });
    expect(first.items).toMatchObject([
      { reportId: 'a' },
      { reportId: 'b', status: 'returned', reason: 'Too short.' },
    ]);
    const query = { cursor: first.nextCursor ?? '' };
    const second = await under.ask('auditor', routes.listProgressReports, { params: activity, query });
    expect(second).toMatchObject({ items: [{ reportId: 'c' }], nextCursor: null });
    const body = {
      statement: 'Officials trained',
      value: '120',
      unit: 'people',
      disaggregation: [{ by: 'sex', group: 'women', value: '64' }],
      observedOn: '2026-06-30',
    };
    await under.ask('partner-iom', routes.recordResult, { params: activity, body });
    const results = await under.ask(undefined, routes.listResults, { params: activity });
    expect(results.items).toMatchObject([{ value: '120', disaggregation: [{ group: 'women' }] }]);
  });

  it('records where an activity is in its life', async () => {
    const body = { status: 'under-audit' as const, since: '2026-07-01' };
    await under.ask('secretariat', routes.recordActivityStatus, { params: activity, body });
    const query = { asOf: '2026-07-11' };
    const all = await under.ask(undefined, routes.getReport, {
      params: { ...params, name: 'activities' },
      query,
    });
    expect(all.rows).toMatchObject([{ waitingSince: '2026-07-01', waitingDays: 10 }]);
    const audited = await under.ask(undefined, routes.listActivities, {
      params,
      query: { status: 'under-audit' },
    });
    expect(audited.items).toHaveLength(1);
    const closed = await under.ask(undefined, routes.listActivities, { params, query: { status: 'closed' } });
    expect(closed.items).toEqual([]);
  });

  it('prints from which entries and up to which instant a report is made', async () => {
    const status = await report('funding-status');
    expect(status.positions).toContain('allocation/imdp/2');
    expect(status.checks.every(({ holds }) => holds)).toBe(true);
    expect(status.knownAt <= new Date().toISOString()).toBe(true);
    const again = await report('funding-status', { knownAt: status.knownAt, asOf: status.asOf });
    expect(again).toEqual(status);
  });

  it('does not answer of an instant up to which not everything is known, and says up to when it is', async () => {
    const query = { knownAt: '2199-01-01T00:00:00Z' };
    const problem = await under.refused(undefined, routes.getReport, {
      params: { ...params, name: 'decisions' as const },
      query,
    });
    expect(problem).toMatchObject({ status: 422, code: 'not-yet-complete' });
    expect(problem.errors?.[0]?.field).toBe('query.knownAt');
  });

  it('answers in CSV as well, and not at all to who has it already', async () => {
    const get = { params: { ...params, name: 'delivery' as const } };
    const csv = await under.call(undefined, routes.getReport, { ...get, query: { format: 'csv' } });
    expect(csv.body).toMatch(/^activityId,title,partner,.*\r\nP1,Project P1,iom,W1,1177000.00,/);
    const asked = await under.call(undefined, routes.getReport, get);
    const etag = asked.etag ?? '';
    expect(etag).toMatch(/^W\//);
    const unchanged = await under.call(undefined, routes.getReport, { ...get, ifNoneMatch: etag });
    expect(unchanged.status).toBe(304);
  });

  it('opens the data of the funds that publish, and of no others', async () => {
    await under.told('committee', 'closed-fund', [charterAdopted(1, { publishes: false })]);
    const open = await under.ask(undefined, routes.openProjectsJson, {});
    expect(open.items).toMatchObject([
      {
        fundId: FUND,
        projectId: 'P1',
        partnerName: 'Migration = organisation',
        allocated: '1177000.00',
        spent: '100.25',
        indirectSharePercent: '7.00',
        status: 'under-audit',
      },
    ]);
    const rounds = await under.ask(undefined, routes.openRoundsJson, {});
    expect(rounds.items).toMatchObject([{ callId: null, projects: 1, approvedBudget: '1177000.00' }]);
    const none = await under.ask(undefined, routes.openProjectsJson, { query: { fund: 'closed-fund' } });
    expect(none.items).toEqual([]);
    const overview = await under.ask(undefined, routes.fundsOverview, {});
    expect(overview.funds).toMatchObject([
      { fundId: FUND, deposited: usd('2000000.00'), spent: usd('100.25'), activities: 1, decisions: 1 },
    ]);
  });

  it('leaves out of the data and figures across funds what a fund withholds', async () => {
    const items = async () => ({
      projects: (await under.ask(undefined, routes.openProjectsJson, {})).items.length,
      rounds: (await under.ask(undefined, routes.openRoundsJson, {})).items.length,
    });
    const before = await items();
    await under.told('committee', FUND, [charterAdopted(2, { unpublished: ['contributions', 'calls'] })]);
    expect(before).toEqual({ projects: 1, rounds: 1 });
    expect(await items()).toEqual({ projects: 1, rounds: 0 });
    const { funds } = await under.ask(undefined, routes.fundsOverview, {});
    expect(funds).toMatchObject([{ agreed: null, deposited: null, allocated: usd('1177000.00') }]);
    await under.told('committee', FUND, [charterAdopted(3, { unpublished: ['open-data'] })]);
    expect(await items()).toEqual({ projects: 0, rounds: 0 });
    expect((await under.ask(undefined, routes.fundsOverview, {})).funds).toEqual([]);
    await under.told('committee', FUND, [charterAdopted(4)]);
    expect(await items()).toEqual(before);
  });

  it('shows what is new in the open data, and keeps the tag while nothing is', async () => {
    const before = await under.call(undefined, routes.openProjectsJson, {});
    const etag = before.etag ?? '';
    const same = await under.call(undefined, routes.openProjectsJson, { ifNoneMatch: etag });
    expect(same.status).toBe(304);
    await under.ask('secretariat', routes.recordActivityStatus, {
      params: activity,
      body: { status: 'closed' },
    });
    await report('funding-status');
    const after = await under.call(undefined, routes.openProjectsJson, { ifNoneMatch: etag });
    expect(after.body).toMatchObject({ items: [{ status: 'closed' }] });
  });

  it('says in both languages why a decision was not carried out, in English alone where only that is recorded', async () => {
    const failed = (decisionId: string, reason: string, reasonIn?: { en: string; fr: string }) => ({
      type: 'DecisionNotCarriedOut' as const,
      data: { decisionId, agendaItemId: null, subject, code: 'c', reason, reasonIn, verdicts: [] },
    });
    const why = async () => {
      const { rows } = await report('decisions');
      const { notCarriedOutReason, notCarriedOutReason_fr } = rows[0] ?? {};
      return [notCarriedOutReason, notCarriedOutReason_fr];
    };
    expect(await why()).toEqual([null, null]);
    await under.told('committee', FUND, [failed('d', 'Too short')]);
    expect(await why()).toEqual(['Too short', 'Too short']);
    const both = { en: 'Too short', fr: 'Trop court' };
    await under.told('committee', FUND, [failed('d', both.en, both)]);
    expect(await why()).toEqual(['Too short', 'Trop court']);
  });

  it('knows no fund that has no charter', async () => {
    const unknown = { params: { fundId: 'nowhere', name: 'delivery' as const } };
    expect(await under.refused('auditor', routes.getReport, unknown)).toMatchObject({ status: 404 });
  });
});
