import { committeeRoutes as routes } from '@mdtf/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FUND, fundEstablished } from '../../test/demonstration-committee.ts';
import { HOLDERS, part, SESSION_3_BEGINS, submitted, usd } from '../domain/testing/demonstration-history.ts';

const params = { fundId: FUND };

let committee: Awaited<ReturnType<typeof fundEstablished>>;

beforeAll(async () => {
  committee = await fundEstablished();
});

afterAll(() => committee?.[Symbol.asyncDispose]());

describe('a session over HTTP', () => {
  const session = { params: { ...params, sessionId: 'session-3' } };
  const convened = {
    id: 'session-3',
    number: 3,
    startsAt: '2008-05-20T07:00:00Z',
    place: 'Geneva',
    title: 'Third session',
  };

  it('seats the members', async () => {
    for (const [seat, organisation] of Object.entries(HOLDERS)) {
      const answer = await committee.ask('secretariat', routes.seatMember, {
        params,
        body: { seat, organisation },
      });
      expect(answer).toMatchObject({ seat, organisation, organisationName: `The ${organisation}` });
    }
    const { items } = await committee.ask(undefined, routes.listSeats, { params, query: { limit: 10 } });
    expect(items.filter(({ voting }) => voting)).toHaveLength(9);
    const body = { seat: '99', organisation: 'state-a' };
    expect(await committee.refused('chair', routes.seatMember, { params, body })).toMatchObject({
      code: 'seat-not-found',
    });
    const nobody = { seat: '1', organisation: 'nobody' };
    expect(await committee.refused('chair', routes.seatMember, { params, body: nobody })).toMatchObject({
      code: 'organisation-not-found',
    });
  });

  it('is convened under a number of its own', async () => {
    const answer = await committee.ask('secretariat', routes.conveneSession, { params, body: convened });
    expect(answer).toMatchObject({
      sessionId: 'session-3',
      startsAt: SESSION_3_BEGINS,
      present: [],
      quorum: { met: false, needed: 6 },
    });
    const again = { ...convened, id: 'another' };
    expect(await committee.refused('chair', routes.conveneSession, { params, body: convened })).toMatchObject(
      { code: 'already-exists' },
    );
    expect(await committee.refused('chair', routes.conveneSession, { params, body: again })).toMatchObject({
      code: 'session-number-taken',
    });
    expect(await committee.refused('seat-1', routes.conveneSession, { params, body: again })).toMatchObject({
      status: 403,
    });
  });

  it('counts who is there', async () => {
    const present = ['1', '2', '3', '4', '5', '6', '7', '8', 'bank'];
    const answer = await committee.ask('chair', routes.recordAttendance, { ...session, body: { present } });
    expect(answer.quorum).toMatchObject({ needed: 6, met: true, present: present.slice(0, 8) });
    expect(await committee.ask(undefined, routes.getSession, session)).toEqual(answer);
    expect((await committee.ask(undefined, routes.listSessions, { params })).items).toEqual([answer]);
    expect(
      await committee.refused('chair', routes.recordAttendance, { ...session, body: { present: ['99'] } }),
    ).toMatchObject({
      code: 'seat-not-found',
      errors: [{ field: 'body.present.0' }],
    });
    const none = { params: { ...params, sessionId: 'none' } };
    expect(
      await committee.refused('chair', routes.recordAttendance, { ...none, body: { present } }),
    ).toMatchObject({ status: 404 });
    expect(await committee.refused(undefined, routes.getSession, none)).toMatchObject({ status: 404 });
  });
});

describe('an agenda item over HTTP', () => {
  const split = [part('bank', 'W2', '144450.00'), part('pooled', 'W2', '818550.00')];
  const body = { id: 'P6', sessionId: 'session-3', subject: { kind: 'proposal' as const, id: 'P6' }, split };
  const item = { params: { ...params, agendaItemId: 'P6' } };

  it('is put on the agenda once its proposal is known', async () => {
    expect(await committee.refused('secretariat', routes.addAgendaItem, { params, body })).toMatchObject({
      status: 422,
      code: 'proposal-not-found',
    });
    await committee.told('proposals', FUND, [
      submitted('P6', '963000.00', { direct: '900000.00', indirect: '63000.00' }),
    ]);
    const answer = await committee.ask('secretariat', routes.addAgendaItem, { params, body });
    expect(answer).toMatchObject({
      agendaItemId: 'P6',
      status: 'open',
      requested: usd('963000.00'),
      windowId: 'W2',
      votes: 0,
    });
    expect(answer.verdicts.map(({ rule, outcome }) => `${rule} ${outcome}`)).toEqual([
      'R1 pass',
      'R1 pass',
      'R3 pass',
      'R4 not-applicable',
      'R8 pass',
    ]);
    expect(await committee.ask('seat-1', routes.getAgendaItem, item)).toEqual(answer);
    expect(
      await committee.refused('secretariat', routes.addAgendaItem, {
        params,
        body: { ...body, id: 'P6-again' },
      }),
    ).toMatchObject({
      status: 409,
      code: 'already-on-agenda',
    });
    expect(await committee.refused(undefined, routes.getAgendaItem, item)).toMatchObject({ status: 401 });
  });

  it('is left by a seat with an interest, and voted on by the others', async () => {
    const nature = 'The ministry of health is co-applicant';
    expect(
      await committee.refused('seat-1', routes.declareInterest, { ...item, body: { seat: '5', nature } }),
    ).toMatchObject({ status: 403, code: 'not-your-seat' });
    const answer = await committee.ask('seat-5', routes.declareInterest, {
      ...item,
      body: { seat: '5', nature },
    });
    expect(answer).toMatchObject({
      interests: [{ seat: '5', nature, ruling: 'recusal' }],
      quorum: { needed: 6, met: true },
    });
    const vote = (seat: string, ballot: 'for' | 'against' = 'for') => ({ ...item, body: { seat, ballot } });
    expect(await committee.ask('seat-1', routes.castVote, vote('1'))).toEqual({
      agendaItemId: 'P6',
      seat: '1',
      ballot: 'for',
    });
    expect(await committee.refused('seat-1', routes.castVote, vote('1', 'against'))).toMatchObject({
      status: 409,
      code: 'already-voted',
    });
    expect(await committee.refused('seat-1', routes.castVote, vote('2'))).toMatchObject({
      status: 403,
      code: 'not-your-seat',
    });
    expect(await committee.refused('seat-5', routes.castVote, vote('5'))).toMatchObject({
      status: 403,
      code: 'seat-recused',
    });
    expect(await committee.refused('seat-9', routes.castVote, vote('9'))).toMatchObject({
      status: 422,
      code: 'seat-absent',
    });
    expect(await committee.refused('chair', routes.castVote, vote('2'))).toMatchObject({
      status: 403,
      code: 'forbidden',
    });
    expect((await committee.ask('seat-1', routes.getAgendaItem, item)).votes).toBe(1);
    const open = await committee.ask('seat-1', routes.listAgendaItems, {
      params,
      query: { status: 'open', sessionId: 'session-3' },
    });
    expect(open.items.map(({ agendaItemId }) => agendaItemId)).toEqual(['P6']);
  });

  it('keeps ballots from those who are not parties', async () => {
    const { rows } = await committee.database.pool.query(
      "SELECT visibility FROM entry WHERE type = 'VoteCast'",
    );
    expect(rows).toEqual([{ visibility: 'parties' }]);
  });
});

describe('a decision over HTTP', () => {
  const taken = {
    id: 'decision-P6',
    agendaItemId: 'P6',
    outcome: 'approved' as const,
    reason: 'Within the cap, to the cent',
  };
  const decision = { params: { ...params, decisionId: 'decision-P6' } };

  it('is taken in session or on paper, and says which', async () => {
    const { agendaItemId: _, ...neither } = taken;
    expect(await committee.refused('chair', routes.takeDecision, { params, body: neither })).toMatchObject({
      status: 400,
      errors: [{ field: 'body.agendaItemId' }],
    });
    const onPaper = { reference: 'Minutes', date: '2008-05-19' };
    expect(
      await committee.refused('chair', routes.takeDecision, { params, body: { ...taken, onPaper } }),
    ).toMatchObject({
      errors: [{ field: 'body.onPaper' }],
    });
    expect(
      await committee.refused('chair', routes.takeDecision, { params, body: { ...neither, onPaper } }),
    ).toMatchObject({
      errors: [{ field: 'body.subject' }],
    });
  });

  it('refuses what the rules do not bear, with their verdicts', async () => {
    const amounts = [part('bank', 'W2', '160000.00'), part('pooled', 'W2', '803000.00')];
    const problem = await committee.refused('chair', routes.takeDecision, {
      params,
      body: { ...taken, amounts },
    });
    expect(problem).toMatchObject({ status: 422, code: 'rule-not-kept' });
    expect(
      problem.verdicts?.find(({ outcome }) => outcome === 'block')?.changes.map(({ code }) => code),
    ).toContain('total-fixed');
  });

  it('is recorded with quorum, votes and verdicts, and answered the same when asked again under its key', async () => {
    const idempotencyKey = 'the-decision-on-P6';
    const first = await committee.call('chair', routes.takeDecision, { params, body: taken, idempotencyKey });
    const again = await committee.call('chair', routes.takeDecision, { params, body: taken, idempotencyKey });
    expect([first.status, again.status, again.replayed]).toEqual([201, 201, true]);
    expect(again.body).toEqual(first.body);
    expect(first.location).toBe('/v1/funds/imdp/committee/decisions/decision-P6');
    const answer = await committee.ask(undefined, routes.getDecision, decision);
    expect(answer).toEqual(first.body);
    expect(answer).toMatchObject({
      carriedOut: 'waiting',
      decidedOn: '2008-05-20',
      tally: { method: 'consensus', for: 1, carried: true },
    });
    expect([answer.quorum?.entitled.length, answer.quorum?.needed, answer.quorum?.present.length]).toEqual([
      8, 6, 7,
    ]);
    expect(await committee.refused('chair', routes.takeDecision, { params, body: taken })).toMatchObject({
      code: 'already-exists',
    });
    expect(
      await committee.refused('chair', routes.takeDecision, { params, body: { ...taken, id: 'x' } }),
    ).toMatchObject({ code: 'agenda-item-closed' });
    expect(await committee.refused('seat-1', routes.takeDecision, { params, body: taken })).toMatchObject({
      status: 403,
    });
  });

  it('has a record in which ballots are for the seats that were not recused, and for auditors', async () => {
    const seen = async (person: string | undefined) => {
      const record = await committee.ask(person, routes.getDecisionRecord, decision);
      return [record.ballotsShown, record.seats.find(({ seat }) => seat === '1')?.ballot];
    };
    expect(await seen('auditor')).toEqual([true, 'for']);
    expect(await seen('seat-1')).toEqual([true, 'for']);
    expect(await seen('seat-5')).toEqual([false, null]);
    expect(await seen(undefined)).toEqual([false, null]);
    const record = await committee.ask('auditor', routes.getDecisionRecord, decision);
    expect(record).toMatchObject({ taken: 'in-session', charter: { rules: 1, committee: 1 }, effects: [] });
    expect(record.seats.find(({ seat }) => seat === '5')).toMatchObject({
      recused: true,
      interest: { ruling: 'recusal', ruledBy: 'seat-5' },
    });
    expect(record.entries.map(({ type }) => type)).toEqual(
      expect.arrayContaining([
        'CharterAdopted',
        'SessionConvened',
        'InterestDeclared',
        'VoteCast',
        'DecisionTaken',
      ]),
    );
    expect(record.text.fr).toContain('Siège 5, country-x: déporté');
    const none = { params: { ...params, decisionId: 'none' } };
    expect(await committee.refused('auditor', routes.getDecisionRecord, none)).toMatchObject({ status: 404 });
  });

  it('comes back to the agenda when its money cannot be allocated, and is carried out when it is', async () => {
    const subject = { kind: 'proposal', id: 'P6' };
    const refusal = {
      decisionId: 'decision-P6',
      subject,
      code: 'insufficient-funds',
      reason: 'The pot is short',
      shortfalls: [],
      verdicts: [],
    };
    await committee.told('allocation', FUND, [{ type: 'AllocationRefused', data: refusal }]);
    expect(await committee.ask(undefined, routes.getDecision, decision)).toMatchObject({
      carriedOut: 'no',
      notCarriedOut: { code: 'insufficient-funds', reason: 'The pot is short' },
    });
    const told = async () => {
      const { effects, text } = await committee.ask('auditor', routes.getDecisionRecord, decision);
      return [effects.at(-1)?.reasonIn, text.en.split('\n').at(-2), text.fr.split('\n').at(-2)];
    };
    // As it was recorded before reasons had both languages.
    expect(await told()).toEqual([
      undefined,
      'Not carried out: The pot is short',
      'Non exécutée: The pot is short',
    ]);
    const back = await committee.ask('chair', routes.listAgendaItems, {
      params,
      query: { status: 'not-carried-out' },
    });
    expect(back.items.map(({ agendaItemId, votes }) => [agendaItemId, votes])).toEqual([['P6', 0]]);
    const reasonIn = { en: 'The pot is too short', fr: 'L’enveloppe ne suffit pas : il manque 1' };
    const again = { ...refusal, reason: reasonIn.en, reasonIn };
    await committee.told('allocation', FUND, [{ type: 'AllocationRefused', data: again }]);
    expect(await committee.ask(undefined, routes.getDecision, decision)).toMatchObject({
      notCarriedOut: { code: 'insufficient-funds', reason: 'The pot is too short', reasonIn },
    });
    expect(await told()).toEqual([
      reasonIn,
      'Not carried out: The pot is too short',
      'Non exécutée: L’enveloppe ne suffit pas\u00a0: il manque 1',
    ]);
    const totals = { allocated: usd('963000.00'), allocatedInternal: usd('144450.00') };
    const amounts = [part('bank', 'W2', '144450.00'), part('pooled', 'W2', '818550.00')];
    const data = { allocationId: 'a-1', decisionId: 'decision-P6', subject, amounts, totals };
    await committee.told('allocation', FUND, [{ type: 'AllocationMade', data }]);
    expect(await committee.ask(undefined, routes.getDecision, decision)).toMatchObject({
      carriedOut: 'yes',
      allocationId: 'a-1',
      notCarriedOut: null,
    });
  });

  it('on paper is recorded by the secretariat with document and date, without counting votes', async () => {
    await committee.told('proposals', FUND, [submitted('T1', '214000.00', { lead: 'country-z' })]);
    const body = {
      id: 'decision-T1',
      onPaper: { reference: 'Non-objection of 3 June', date: '2008-05-20' },
      subject: { kind: 'proposal' as const, id: 'T1' },
      outcome: 'approved' as const,
      amounts: [part('pooled', 'W2', '214000.00')],
      reason: 'No objection',
    };
    expect(await committee.refused('chair', routes.takeDecision, { params, body })).toMatchObject({
      status: 403,
      code: 'secretariat-only',
    });
    const later = { ...body, onPaper: { ...body.onPaper, date: '2008-05-21' } };
    expect(
      await committee.refused('secretariat', routes.takeDecision, { params, body: later }),
    ).toMatchObject({ code: 'date-not-come' });
    const answer = await committee.ask('secretariat', routes.takeDecision, { params, body });
    expect(answer).toMatchObject({
      quorum: null,
      tally: null,
      carriedOut: 'waiting',
      title: 'Proposal T1',
      agendaItemId: null,
    });
    const { items } = await committee.ask(undefined, routes.listDecisions, { params });
    expect(items.map(({ decisionId }) => decisionId)).toEqual(['decision-P6', 'decision-T1']);
    expect(
      await committee.refused(undefined, routes.getDecision, { params: { ...params, decisionId: 'none' } }),
    ).toMatchObject({ status: 404 });
  });

  it('that waives a rule is listed with its scope, and whether it holds today', async () => {
    const body = {
      id: 'waiver-1',
      onPaper: { reference: 'Minutes', date: '2008-05-01' },
      subject: { kind: 'waiver' as const, id: 'marketplace', rule: 'R3' as const, scope: 'kind' as const },
      outcome: 'approved' as const,
      reason: 'Partnerships are small',
      expires: '2008-05-19',
      upTo: usd('50000.00'),
    };
    await committee.ask('secretariat', routes.takeDecision, { params, body });
    const { items } = await committee.ask(undefined, routes.listWaivers, { params });
    const { expires, upTo, reason } = body;
    expect(items).toEqual([
      {
        decisionId: 'waiver-1',
        rule: 'R3',
        scope: 'kind',
        of: 'marketplace',
        upTo,
        decidedOn: '2008-05-01',
        expires,
        holds: false,
        reason,
      },
    ]);
  });

  it('stands in the minutes, which the chair approves and which close the session', async () => {
    const session = { params: { ...params, sessionId: 'session-3' } };
    const { items } = await committee.ask('seat-1', routes.listInterests, {
      params: { ...params, agendaItemId: 'P6' },
    });
    expect(items.find(({ seat }) => seat === '5')).toMatchObject({
      organisation: 'country-x',
      ruling: 'recusal',
    });
    const draft = await committee.ask('seat-1', routes.getMinutes, session);
    expect(draft).toMatchObject({ status: 'draft', items: [{ decision: { outcome: 'approved' } }] });
    expect(draft.text.fr).toContain('Approuvé. Within the cap, to the cent');
    expect(
      await committee.refused('secretariat', routes.approveMinutes, { ...session, body: {} }),
    ).toMatchObject({ status: 403 });
    const closed = await committee.ask('chair', routes.approveMinutes, {
      ...session,
      body: { remarks: 'Read' },
    });
    expect(closed.minutes).toMatchObject({ approvedBy: 'chair', remarks: 'Read' });
    expect(
      await committee.refused('chair', routes.recordAttendance, { ...session, body: { present: [] } }),
    ).toMatchObject({ status: 409, code: 'session-closed' });
    expect((await committee.ask('seat-1', routes.getMinutes, session)).status).toBe('approved');
  });

  it('leaves nobody anything to look at: no alarm was raised', () => {
    expect(committee.alarms).toEqual([]);
  });
});
