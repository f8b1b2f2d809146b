import { committeeRoutes as routes } from '@mdtf/contracts';
import type { OpenService } from '@mdtf/runtime';
import { temporaryDatabase } from '@mdtf/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DEMONSTRATION, FUND, fundEstablished } from '../../test/demonstration-committee.ts';
import { decisionAggregate } from '../domain/decision.ts';
import {
  HOLDERS,
  part,
  SECRETARIAT,
  SESSION_3_BEGINS,
  submitted,
} from '../domain/testing/demonstration-history.ts';
import { openCommittee } from '../service.ts';

const params = { fundId: FUND };
const seats = Object.keys(HOLDERS);
/** Ten working days after 20 May 2008, at the end of the day in Zurich. */
const DUE = '2008-06-03T22:00:00.000Z';

let committee: Awaited<ReturnType<typeof fundEstablished>>;

beforeAll(async () => {
  committee = await fundEstablished();
  for (const [seat, organisation] of Object.entries(HOLDERS))
    await committee.ask('secretariat', routes.seatMember, { params, body: { seat, organisation } });
  await committee.told('proposals', FUND, [
    submitted('T1', '214000.00', { lead: 'diaspora-health' }),
    submitted('T2', '100000.00', { lead: 'country-z' }),
  ]);
});

afterAll(() => committee?.[Symbol.asyncDispose]());

const opening = (id: string, amount: string) => ({
  id,
  decisionId: `decision-${id}`,
  subject: { kind: 'proposal' as const, id },
  split: [part('pooled', 'W2', amount)],
  reason: 'Labour agreements',
});
const at = (nonObjectionId: string) => ({ params: { ...params, nonObjectionId } });
const delivered = seats.map((seat) => ({ seat, outcome: 'delivered' as const, evidence: `Receipt ${seat}` }));

describe('a non-objection over HTTP', () => {
  it('is opened by the secretariat alone, with a notice to each seat', async () => {
    const body = opening('T1', '214000.00');
    expect(await committee.refused('chair', routes.openNonObjection, { params, body })).toMatchObject({
      status: 403,
    });
    const opened = await committee.ask('secretariat', routes.openNonObjection, { params, body });
    expect(opened).toMatchObject({ status: 'open', openedAt: expect.any(String), dueAt: DUE, agreed: 0 });
    expect(opened.notices).toEqual(seats.map((seat) => ({ seat, state: 'sent' })));
    const after = await committee.ask('secretariat', routes.recordNotices, {
      ...at('T1'),
      body: { notices: delivered },
    });
    expect(after.quorum).toMatchObject({ met: true, needed: 6 });
    expect(
      await committee.refused('secretariat', routes.recordNotices, {
        ...at('none'),
        body: { notices: delivered },
      }),
    ).toMatchObject({ status: 404, code: 'non-objection-not-found' });
  });

  it('shows how seats answered to seats, secretariat and auditors, and never to a seat that is left out', async () => {
    const body = { seat: '1', answer: 'no-objection' as const };
    expect(await committee.ask('seat-1', routes.answerNotice, { ...at('T1'), body })).toEqual({
      nonObjectionId: 'T1',
      ...body,
    });
    expect(await committee.refused('seat-2', routes.answerNotice, { ...at('T1'), body })).toMatchObject({
      code: 'not-your-seat',
    });
    await committee.ask('seat-5', routes.recuseFromNonObjection, {
      ...at('T1'),
      body: { seat: '5', nature: 'Its ministry is co-applicant' },
    });
    const seen = async (person: string) =>
      (await committee.ask(person, routes.getNonObjection, at('T1'))).answers;
    expect(await seen('auditor')).toMatchObject([{ seat: '1', answer: 'no-objection', reason: null }]);
    expect(await seen('seat-2')).toHaveLength(1);
    expect(await seen('seat-5')).toBeNull();
  });

  it('goes to the next session when a seat objects, by itself', async () => {
    await committee.ask('secretariat', routes.openNonObjection, { params, body: opening('T2', '100000.00') });
    const body = { seat: '2', answer: 'objection' as const, reason: 'Not yet evaluated' };
    await committee.ask('seat-2', routes.answerNotice, { ...at('T2'), body });
    expect(await committee.ask('secretariat', routes.getNonObjection, at('T2'))).toMatchObject({
      status: 'for-session',
      sentBack: 'objection',
      recused: [{ seat: '7' }],
    });
    await committee.ask('chair', routes.conveneSession, {
      params,
      body: {
        id: 'session-4',
        number: 4,
        startsAt: '2008-09-09T07:00:00Z',
        place: 'Geneva',
        title: 'Fourth',
      },
    });
    const item = await vi.waitFor(async () =>
      committee.ask('seat-1', routes.getAgendaItem, { params: { ...params, agendaItemId: 'T2' } }),
    );
    expect(item).toMatchObject({ sessionId: 'session-4', status: 'open', quorum: { recused: ['7'] } });
    const { items } = await committee.ask('auditor', routes.listNonObjections, {
      params,
      query: { status: 'on-agenda' },
    });
    expect(items.map(({ nonObjectionId }) => nonObjectionId)).toEqual(['T2']);
  });
});

describe('a non-objection that falls due while everything is stopped', () => {
  const asOf = '2008-06-20T07:00:00.000Z';
  const commands = [
    { type: 'EstablishFund', data: { ...DEMONSTRATION, grants: [] } },
    {
      type: 'OpenNonObjection',
      data: {
        ...opening('N1', '1.00'),
        subject: { kind: 'other', id: 'N1' },
        title: 'N1',
        split: [],
        conditions: [],
      },
    },
    { type: 'RecordNotices', data: { nonObjectionId: 'N1', notices: delivered } },
  ];

  it('is decided as of that second, and recorded at the next start', async () => {
    await using database = await temporaryDatabase();
    await stopped(database.url, async (service) => {
      await service.setClock(FUND, SESSION_3_BEGINS);
      for (const command of commands)
        expect(
          await service.parts.committer.submit({ fund: FUND, actor: SECRETARIAT, ...command }),
        ).toMatchObject({
          outcome: 'accepted',
        });
    });
    const meanwhile = Date.parse(asOf) - Date.parse(SESSION_3_BEGINS);
    await database.pool.query('UPDATE head SET offset_ms = offset_ms + $2 WHERE fund = $1', [
      FUND,
      meanwhile,
    ]);
    await stopped(database.url, async ({ parts }) => {
      const decision = await vi.waitFor(async () => {
        const found = await parts.view.read(FUND, decisionAggregate, 'decision-N1');
        if (found === undefined) throw new Error('Nothing is decided yet');
        return found;
      }, WITHIN);
      expect(decision).toMatchObject({
        outcome: 'approved',
        decidedOn: '2008-06-03',
        bySilence: { dueAt: DUE, agreed: 0, silent: 9, notDelivered: [] },
      });
      expect(decision.recordedAt > asOf).toBe(true);
    });
  });
});

const WITHIN = { timeout: 10_000, interval: 50 };

/** Opens the service on a database, does some work with it, and stops it. */
async function stopped(databaseUrl: string, work: (service: OpenService) => Promise<void>): Promise<void> {
  await using service = await openCommittee({ databaseUrl });
  await work(service);
}
