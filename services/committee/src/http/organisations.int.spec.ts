import { committeeRoutes as routes } from '@mdtf/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FUND, fundEstablished } from '../../test/demonstration-committee.ts';
import { HOLDERS, part, submitted } from '../domain/testing/demonstration-history.ts';

const IOM = 'diaspora-health';
const params = { fundId: FUND, organisationId: IOM };
const fund = { fundId: FUND };
const kinds: ['partner'] = ['partner'];

let committee: Awaited<ReturnType<typeof fundEstablished>>;

beforeAll(async () => {
  committee = await fundEstablished();
  for (const [seat, organisation] of Object.entries(HOLDERS))
    await committee.ask('secretariat', routes.seatMember, { params: fund, body: { seat, organisation } });
  await committee.told('proposals', FUND, [
    submitted('T1', '214000.00', { lead: IOM }),
    submitted('T2', '100000.00', {
      lead: 'country-z',
      partners: [{ organisation: `The ${IOM.toUpperCase()}` }],
    }),
    submitted('T3', '100000.00', { lead: 'country-z' }),
  ]);
  for (const [person, role] of [
    ['partner-diaspora', 'partner'],
    ['partner-a', 'partner'],
    ['treasurer-1', 'treasurer'],
    ['donor-1', 'donor'],
  ] as const) {
    const organisation = person === 'partner-diaspora' ? IOM : 'state-a';
    const body = { id: `grant-${person}`, person, role, organisation };
    await committee.ask('secretariat', routes.requestGrant, { params: fund, body });
    await committee.ask('chair', routes.approveGrant, { params: { ...fund, grantId: body.id } });
  }
});

afterAll(() => committee?.[Symbol.asyncDispose]());

const register = (id: string, name: string, more: object = {}) =>
  committee.call('admin', routes.registerOrganisation, { body: { id, name, kinds, ...more } });
const codeOf = (answer: { readonly body: unknown }) =>
  String((answer.body as { type?: string }).type).replace('urn:mdtf:problem:', '');

describe('the register of organisations', () => {
  it('keeps identifiers in the form of their register, each for one organisation alone', async () => {
    const dac = { scheme: 'XM-DAC', id: '47066' };
    const lei = { scheme: 'XI-LEI', id: '529900T8BM49AURSDO55' };
    expect(await register('iom', 'Migration organisation', { identifiers: [dac, lei] })).toMatchObject({
      status: 201,
      body: { identifiers: [dac, lei] },
    });
    const taken = await register('iom-2', 'Another body', { identifiers: [dac] });
    expect([taken.status, codeOf(taken)]).toEqual([409, 'identifier-taken']);
    for (const [scheme, id, code] of [
      ['XM-DAC', 'iom', 'identifier-malformed'],
      ['XI-LEI', '529900T8BM49AURSDO56', 'identifier-malformed'],
      ['XM-DAC-47066', '1', 'invalid-request'],
      ['XM-DAC', 'a/b', 'invalid-request'],
    ] as const) {
      const refused = await register('iom-2', 'Another body', { identifiers: [{ scheme, id }] });
      expect([scheme, refused.status]).toEqual([scheme, 400]);
      if (code !== 'invalid-request') expect(codeOf(refused)).toBe(code);
      expect(JSON.stringify(refused.body)).toContain('body.identifiers.0');
    }
    const free = { scheme: 'GB-CHC', id: '1234567' };
    const twice = await register('iom-2', 'Another body', { identifiers: [free, free] });
    expect([twice.status, codeOf(twice)]).toEqual([400, 'identifier-named-twice']);
  });

  it('keeps names in right-to-left scripts to the byte', async () => {
    for (const [id, name] of [
      ['arabic', 'منظمة الهجرة — می\u200cخواهم\u200f (2008)'],
      ['hebrew', 'ארגון ההגירה ‎IOM'],
    ] as const) {
      expect(await register(id, name)).toMatchObject({ status: 201 });
      const kept = await committee.ask('auditor', routes.getOrganisation, { params: { organisationId: id } });
      expect(Buffer.from(kept.name)).toEqual(Buffer.from(name));
    }
  });

  it('takes a name that reads like none before it', async () => {
    expect((await register('cope', 'COPE')).status).toBe(201);
  });

  it.each([
    ['name-hides-text', 400, 'Aid \u202eFund'],
    ['name-mixes-scripts', 400, 'Мigration Council'],
    ['name-look-alike', 409, 'Migration 0rganisation'],
    ['name-look-alike', 409, 'СОРЕ'],
    ['name-taken', 409, 'MIGRATION  Organisation'],
  ])('refuses with %s a name that is taken for another', async (code, status, name) => {
    const refused = await register('other', name);
    expect([refused.status, codeOf(refused)]).toEqual([status, code]);
    expect(JSON.stringify(refused.body)).toContain('body.name');
  });

  it('lets two bodies have one name where identifiers tell them apart', async () => {
    const name = 'Ministry of Labour';
    const of = (country: string, scheme: string) => ({ country, identifiers: [{ scheme, id: '1' }] });
    expect((await register('labour-gh', name, of('GH', 'GH-GOV'))).status).toBe(201);
    expect(codeOf(await register('labour-ph', name, { country: 'PH' }))).toBe('name-taken');
    expect((await register('labour-ph', name, of('PH', 'PH-GOV'))).status).toBe(201);
  });

  it('is put right by a correction that keeps what stood before, and never by an edit', async () => {
    const at = { params: { organisationId: 'labour-gh' } };
    const body = {
      name: 'Ministry of Labour of Ghana',
      kinds,
      country: 'GH',
      reason: 'As its letter has it',
    };
    expect(await committee.refused('chair', routes.correctOrganisation, { ...at, body })).toMatchObject({
      status: 403,
    });
    await committee.ask('secretariat', routes.correctOrganisation, { ...at, body });
    expect(await committee.refused('secretariat', routes.correctOrganisation, { ...at, body })).toMatchObject(
      {
        status: 409,
        code: 'nothing-to-correct',
      },
    );
    expect((await committee.ask('auditor', routes.getOrganisation, at)).name).toBe(body.name);
    const { items } = await committee.ask('auditor', routes.listOrganisationCorrections, at);
    expect(items).toMatchObject([
      { number: 1, before: { name: 'Ministry of Labour' }, after: { name: body.name }, reason: body.reason },
    ]);
    // What it let go of is free.
    const identifiers = [{ scheme: 'GH-GOV', id: '1' }];
    expect((await register('gov', 'Government of Ghana', { identifiers })).status).toBe(201);
    const missing = { params: { organisationId: 'none' }, body };
    expect(await committee.refused('admin', routes.correctOrganisation, missing)).toMatchObject({
      status: 404,
    });
  });
});

const findings = (validFrom: string, validUntil: string) => ({
  questions: [
    {
      question: 'Are the accounts audited?',
      answer: 'Each year, without reservation.',
      evidence: [{ reference: 'Audit report 2007' }],
    },
  ],
  rating: 'moderate' as const,
  validFrom,
  validUntil,
});

const standing = (person = 'secretariat') => committee.ask(person, routes.getStanding, { params });

describe('a due diligence', () => {
  it('counts once another person has confirmed it, and no person of the organisation', async () => {
    const body = { id: 'dd-1', ...findings('2008-01-01', '2008-12-31') };
    expect(await committee.refused('chair', routes.recordDueDiligence, { params, body })).toMatchObject({
      status: 403,
    });
    await committee.ask('secretariat', routes.recordDueDiligence, { params, body });
    expect((await standing()).dueDiligence).toBeNull();
    const confirm = { params: { ...params, recordId: 'dd-1' } };
    expect(await committee.refused('secretariat', routes.confirmDueDiligence, confirm)).toMatchObject({
      status: 403,
      code: 'four-eyes',
    });
    expect(await committee.ask('treasurer-1', routes.confirmDueDiligence, confirm)).toMatchObject({
      status: 'confirmed',
      recordedBy: 'secretariat',
      confirmedBy: 'treasurer-1',
    });
    expect(await standing()).toMatchObject({
      status: 'clear',
      dueDiligence: { recordId: 'dd-1', by: 'treasurer' },
    });
    expect(await committee.refused('chair', routes.confirmDueDiligence, confirm)).toMatchObject({
      status: 409,
    });
  });

  it('is kept with its history, for those who read for the fund', async () => {
    const body = { id: 'dd-2', ...findings('2009-01-01', '2009-12-31') };
    await committee.ask('secretariat', routes.recordDueDiligence, { params, body });
    const { items } = await committee.ask('auditor', routes.listDueDiligence, { params });
    expect(items.map(({ recordId, status }) => [recordId, status])).toEqual([
      ['dd-1', 'confirmed'],
      ['dd-2', 'recorded'],
    ]);
    for (const person of ['partner-diaspora', 'donor-1'])
      expect(await committee.refused(person, routes.listDueDiligence, { params })).toMatchObject({
        status: 403,
      });
  });

  it('ends after it begins, asks each question once, and is about somebody registered', async () => {
    const refused = (body: object, organisationId = IOM) =>
      committee.refused('secretariat', routes.recordDueDiligence, {
        params: { ...params, organisationId },
        body: { ...findings('2008-01-01', '2008-12-31'), ...body },
      });
    expect(await refused({ validUntil: '2007-12-31' })).toMatchObject({
      status: 400,
      code: 'ends-before-it-begins',
    });
    const { questions } = findings('2008-01-01', '2008-12-31');
    expect(await refused({ questions: [...questions, ...questions] })).toMatchObject({
      code: 'question-asked-twice',
    });
    expect(await refused({}, 'none')).toMatchObject({ status: 404 });
  });
});

describe('a flag', () => {
  const flag = (id: string, level: 'observation' | 'warning' | 'blocked', until?: string) => ({
    params,
    body: { id, level, reason: 'An audit is open', ...(until === undefined ? {} : { until }) },
  });
  const lift = (flagId: string) => ({
    params: { ...params, flagId },
    body: { reason: 'The audit is closed' },
  });
  const opening = (id: string) => ({
    params: fund,
    body: {
      id,
      decisionId: `decision-${id}`,
      subject: { kind: 'proposal' as const, id },
      split: [part('pooled', 'W2', '1000.00')],
      reason: 'Labour agreements',
    },
  });

  it('warns where a decision is taken, and stops nothing', async () => {
    await committee.ask('secretariat', routes.flagOrganisation, flag('w', 'warning', '2008-05-31'));
    expect(await standing()).toMatchObject({ status: 'warned', flags: [{ flagId: 'w', by: 'secretariat' }] });
    const opened = await committee.ask('secretariat', routes.openNonObjection, opening('T1'));
    // Silence decides on 3 June, when the warning has ended; today it would be shown.
    expect(opened.verdicts.filter(({ rule }) => rule === 'standing')).toEqual([]);
    await committee.ask('secretariat', routes.openNonObjection, opening('T2'));
    await committee.ask('secretariat', routes.openNonObjection, opening('T3'));
  });

  it('that blocks ends what the seats are asked about the proposals it has a part in, and no others', async () => {
    await committee.ask('treasurer-1', routes.flagOrganisation, flag('b', 'blocked'));
    const statusOf = async (nonObjectionId: string) =>
      (await committee.ask('chair', routes.getNonObjection, { params: { ...fund, nonObjectionId } })).status;
    expect([await statusOf('T1'), await statusOf('T2'), await statusOf('T3')]).toEqual([
      'closed',
      'closed',
      'open',
    ]);
  });

  it('that blocks keeps a proposal off the agenda and from the seats, in whatever part it has, with the way out', async () => {
    const again = { ...opening('T1'), body: { ...opening('T1').body, id: 'again', decisionId: 'd-again' } };
    expect(await committee.refused('secretariat', routes.openNonObjection, again)).toMatchObject({
      status: 422,
      code: 'organisation-blocked',
      detail: expect.stringMatching(
        /The diaspora-health \(diaspora-health\) is blocked since 2008-05-20, until the flag is lifted, by a treasurer \(flag b\).*The way out/,
      ),
    });
    const session = {
      id: 's',
      number: 3,
      startsAt: '2008-05-20T07:00:00.000Z',
      place: 'Geneva',
      title: 'Third',
    };
    await committee.ask('secretariat', routes.conveneSession, { params: fund, body: session });
    const item = { id: 'i', sessionId: 's', subject: { kind: 'proposal' as const, id: 'T2' }, split: [] };
    expect(
      await committee.refused('secretariat', routes.addAgendaItem, { params: fund, body: item }),
    ).toMatchObject({
      code: 'organisation-blocked',
      verdicts: expect.arrayContaining([expect.objectContaining({ rule: 'standing', outcome: 'block' })]),
    });
  });

  it('that blocks leaves a decision on paper recorded, with the verdict that allocation will judge again', async () => {
    const decided = await committee.ask('secretariat', routes.takeDecision, {
      params: fund,
      body: {
        id: 'on-paper',
        onPaper: { reference: 'Letter', date: '2008-05-20' },
        subject: { kind: 'proposal', id: 'T1' },
        outcome: 'approved',
        amounts: [part('pooled', 'W2', '1000.00')],
        reason: 'As in the letter',
      },
    });
    expect(decided.verdicts.find(({ rule }) => rule === 'standing')).toMatchObject({ outcome: 'block' });
  });

  it('that blocks is lifted by another person than who raised it, with a reason, once', async () => {
    expect(await committee.refused('treasurer-1', routes.liftFlag, lift('b'))).toMatchObject({
      status: 403,
      code: 'four-eyes',
    });
    expect(await committee.ask('chair', routes.liftFlag, lift('b'))).toMatchObject({
      status: 'lifted',
      lifted: { by: 'chair', role: 'chair', reason: 'The audit is closed' },
    });
    expect(await committee.refused('chair', routes.liftFlag, lift('b'))).toMatchObject({ status: 409 });
    expect(await committee.refused('chair', routes.liftFlag, lift('none'))).toMatchObject({ status: 404 });
    expect((await standing()).status).toBe('warned');
  });

  it('ends by itself after its last day, by the fund’s clock, and stays on record', async () => {
    expect(
      await committee.refused('chair', routes.flagOrganisation, flag('x', 'warning', '2008-05-19')),
    ).toMatchObject({
      status: 400,
      code: 'flag-over-already',
    });
    await committee.service.setClock(FUND, '2008-05-31T22:00:00.000Z');
    expect((await standing()).status).toBe('clear');
    const { items } = await committee.ask('auditor', routes.listFlags, { params });
    expect(items.map(({ flagId, status }) => [flagId, status])).toEqual([
      ['b', 'lifted'],
      ['w', 'ended'],
    ]);
  });

  it('is raised by secretariat, chair and treasurers alone; a partner sees its own organisation’s standing alone', async () => {
    for (const person of ['auditor', 'partner-diaspora', 'seat-1', 'donor-1'])
      expect(await committee.refused(person, routes.flagOrganisation, flag('no', 'warning'))).toMatchObject({
        status: 403,
      });
    expect((await standing('partner-diaspora')).organisation).toBe(IOM);
    expect(await committee.refused('partner-a', routes.getStanding, { params })).toMatchObject({
      status: 404,
    });
    expect(await committee.refused('donor-1', routes.getStanding, { params })).toMatchObject({ status: 403 });
    for (const person of ['auditor', 'chair', 'seat-1', 'treasurer-1'])
      expect((await standing(person)).status).toBe('clear');
  });

  it('is for the parties in the log; that a decision was stopped is for everyone', async () => {
    const { rows } = await committee.database.pool.query(
      `SELECT DISTINCT type, visibility FROM (
         SELECT type, envelope::json->>'visibility' AS visibility FROM entry WHERE subject = $1) AS e ORDER BY type`,
      [`organisation/${IOM}`],
    );
    expect(
      rows.filter(({ type }) => type !== 'OrganisationRegistered').map(({ visibility }) => visibility),
    ).toEqual(['parties', 'parties', 'parties', 'parties']);
  });
});
