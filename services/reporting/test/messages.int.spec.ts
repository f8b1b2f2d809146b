import { reportingRoutes as routes } from '@mdtf/contracts';
import type { DomainEvent } from '@mdtf/domain';
import { createEmbeddedBus } from '@mdtf/messaging';
import { type MailServer, startMailServer } from '@mdtf/testing/mail-server';
import { type ServiceUnderTest, serviceUnderTest } from '@mdtf/testing/service-under-test';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openReporting } from '../src/service.ts';
import { charterAdopted } from './events.ts';
import { decisionTaken, granted, nonObjectionOpened, sessionConvened } from './notice-events.ts';

const FUND = 'imdp';
const params = { fundId: FUND };
const NOW = '2008-05-20T07:00:00.000Z';
const SOON = { timeout: 10_000, interval: 20 };

let mail: MailServer;
let under: ServiceUnderTest<'committee'>;

const limits = { lookEveryMs: 20, retryAfterMs: 20, retryAfterMostMs: 100 };

beforeEach(async () => {
  mail = await startMailServer();
  const notices = { mail: { url: mail.url, from: 'Fund <fund@example.org>' }, limits };
  under = await serviceUnderTest((options) => openReporting({ ...options, notices }), ['committee']);
  await under.service.setClock(FUND, NOW);
  await told(
    charterAdopted(1),
    granted('secretariat', 'secretariat'),
    granted('partner-iom', 'partner', { organisation: 'iom' }),
    granted('seat-1', 'seat-holder', { seat: '1' }),
    granted('seat-2', 'seat-holder', { seat: '2' }),
  );
});

afterEach(async () => {
  await under?.[Symbol.asyncDispose]();
  await mail?.[Symbol.asyncDispose]();
});

const told = (...events: DomainEvent[]) => under.told('committee', FUND, events);

const reached = (person: string, language: 'en' | 'fr' = 'en') =>
  under.ask('secretariat', routes.setContact, {
    params: { ...params, person },
    body: { email: `${person}@example.org`, language },
    ifMatch: '*',
  });

const messages = async (query: { state?: 'accepted' | 'refused' | 'skipped' | 'waiting' } = {}) => {
  const { items } = await under.ask('secretariat', routes.listMessages, { params, query });
  return items.map(({ about, kind, person, state, code }) => ({ about, kind, person, state, code }));
};

/** Everything that could be sent by now was. */
const settled = () =>
  vi.waitFor(async () => {
    const { rows } = await under.database.pool.query<{ open: number }>(
      `SELECT (SELECT count(*) FROM notice_schedule WHERE look_at = '-infinity')::int
            + (SELECT count(*) FROM message WHERE state = 'waiting')::int AS open`,
    );
    expect(rows[0]?.open).toBe(0);
  }, SOON);

const recordedOfNotices = async () => {
  const { rows } = await under.database.pool.query<{ type: string; payload: string }>(
    "SELECT type, payload FROM entry WHERE fund = $1 AND type LIKE 'Notice%' ORDER BY sequence",
    [FUND],
  );
  return rows.map(({ type, payload }) => [type, (JSON.parse(payload) as { data: object }).data]);
};

describe('what is told by e-mail', () => {
  it('is the agenda a fortnight before a session and a reminder two days before, each once, in the reader’s language', async () => {
    await reached('seat-1', 'fr');
    await reached('seat-2');
    await told(sessionConvened('session-3', '2008-06-10T07:00:00.000Z'), {
      type: 'AgendaItemAdded',
      data: {
        agendaItemId: 'P1',
        sessionId: 'session-3',
        subject: { kind: 'proposal', id: 'P1' },
        title: 'Health recruitment',
        requested: null,
        windowId: null,
        split: [],
        charterVersion: 1,
        verdicts: [],
      },
    });
    await settled();
    expect(mail.taken).toEqual([]);
    await under.service.setClock(FUND, '2008-05-27T07:00:00.000Z');
    await vi.waitFor(() => expect(mail.taken).toHaveLength(2), SOON);
    const [french] = mail.taken.filter(({ to }) => to[0] === 'seat-1@example.org');
    expect(french).toMatchObject({
      subject: '[Partnership (fr)] Séance du comité de surveillance : Third session',
      text: expect.stringContaining('Début : 2008-06-10 09:00 Europe/Zurich (2008-06-10 07:00 UTC)'),
    });
    expect(french?.text).toContain('1. Health recruitment');
    const [english] = mail.taken.filter(({ to }) => to[0] === 'seat-2@example.org');
    expect(english?.text).toContain('Agenda as it stands:');
    await under.service.setClock(FUND, '2008-06-08T07:00:01.000Z');
    await vi.waitFor(() => expect(mail.taken).toHaveLength(4), SOON);
    await told(sessionConvened('session-4', '2009-06-10T07:00:00.000Z'));
    await settled();
    expect(mail.taken).toHaveLength(4);
  });

  it('keeps to the days that the charter sets', async () => {
    await told(charterAdopted(2, { reminders: { session: [5] } }));
    await reached('seat-1');
    await told(sessionConvened('session-3', '2008-05-26T07:00:00.000Z'));
    await settled();
    expect(mail.taken).toEqual([]);
    await under.service.setClock(FUND, '2008-05-21T07:00:00.000Z');
    await vi.waitFor(() => expect(mail.taken).toHaveLength(1), SOON);
    expect(await messages()).toMatchObject([{ about: 'session:session-3', kind: 'reminder-5' }]);
  });

  it('is a decision with its reason to whoever applied, and not one of long ago or of before it asked to be told', async () => {
    // The committee's log, as told here, is of today.
    const today = new Date().toISOString();
    const decidedOn = today.slice(0, 10);
    await under.service.setClock(FUND, today);
    await told(decisionTaken('d0', { decidedOn }));
    await reached('partner-iom');
    await told(
      decisionTaken('d1', {
        decidedOn,
        conditions: [{ id: 'c', text: 'Two letters.', owner: 'iom', due: '2009-01-31' }],
      }),
      decisionTaken('d-old', { decidedOn: '2007-01-01' }),
    );
    await settled();
    expect(mail.taken).toHaveLength(1);
    expect(mail.taken[0]).toMatchObject({ subject: '[Partnership] Decision: Health recruitment' });
    for (const said of [
      `on ${decidedOn}: approved`,
      'USD 1,000.00',
      'Good for both countries.',
      'by 2009-01-31',
    ])
      expect(mail.taken[0]?.text).toContain(said);
  });

  it('gives the reason of silence in the reader’s language', async () => {
    const today = new Date().toISOString();
    await under.service.setClock(FUND, today);
    await reached('partner-iom', 'fr');
    const reasonIn = { en: 'No objection by then.', fr: 'Aucune objection à ce jour.' };
    await told(decisionTaken('d1', { decidedOn: today.slice(0, 10), reason: reasonIn.en, reasonIn }));
    await settled();
    expect(mail.taken[0]?.text).toContain('Motif : Aucune objection à ce jour.');
  });

  it('is only what the person wants to be told', async () => {
    await under.ask('seat-1', routes.setContact, {
      params: { ...params, person: 'me' },
      body: { email: 'seat-1@example.org', tell: ['decision'] },
      ifMatch: '"0"',
    });
    await told(nonObjectionOpened('T1', ['1'], '2008-06-03T22:00:00.000Z'));
    await settled();
    expect(mail.taken).toEqual([]);
  });
});

describe('a notice to a seat', () => {
  const opened = nonObjectionOpened('T1', ['1', '2'], '2008-06-03T22:00:00.000Z');

  it('is delivered when the mail server takes it and bounced when it refuses it, and either is put on record without an address', async () => {
    await reached('seat-1');
    await reached('seat-2');
    mail.refuse('seat-2@example.org');
    await told(opened);
    await settled();
    await vi.waitFor(async () => expect(await recordedOfNotices()).toHaveLength(2), SOON);
    expect(await recordedOfNotices()).toEqual(
      expect.arrayContaining([
        ['NoticeDelivered', { nonObjectionId: 'T1', seat: '1' }],
        ['NoticeBounced', { nonObjectionId: 'T1', seat: '2', code: '550' }],
      ]),
    );
    expect(await messages({ state: 'refused' })).toEqual([
      { about: 'non-objection:T1:2', kind: 'notice', person: 'seat-2', state: 'refused', code: '550' },
    ]);
    const { rows } = await under.database.pool.query('SELECT payload FROM entry');
    expect(JSON.stringify(rows)).not.toContain('example.org');
    expect(under.alarms).toEqual([]);
  });

  it('that was refused is sent again to a new address, and then is delivered', async () => {
    await reached('seat-2');
    mail.refuse('seat-2@example.org');
    await told(opened);
    await vi.waitFor(async () => expect(await recordedOfNotices()).toHaveLength(1), SOON);
    await under.ask('secretariat', routes.setContact, {
      params: { ...params, person: 'seat-2' },
      body: { email: 'new@example.org' },
      ifMatch: '*',
    });
    await vi.waitFor(async () => expect(await recordedOfNotices()).toHaveLength(2), SOON);
    expect((await recordedOfNotices())[1]).toEqual(['NoticeDelivered', { nonObjectionId: 'T1', seat: '2' }]);
    expect(mail.taken.map(({ to }) => to)).toEqual([['new@example.org']]);
  });

  it('waits while the mail server is away; the outage is recorded before the delivery, and days of it while it lasts', async () => {
    await mail.goAway();
    await reached('seat-1');
    await told(opened);
    await vi.waitFor(async () => {
      const { rows } = await under.database.pool.query('SELECT 1 FROM message WHERE away_since IS NOT NULL');
      expect(rows).toHaveLength(1);
    }, SOON);
    await under.service.setClock(FUND, '2008-05-22T07:00:00.000Z');
    await vi.waitFor(async () => expect(await recordedOfNotices()).toHaveLength(1), SOON);
    await under.service.setClock(FUND, '2008-05-23T07:00:00.000Z');
    await vi.waitFor(async () => expect(await recordedOfNotices()).toHaveLength(2), SOON);
    expect(mail.taken).toEqual([]);
    await mail.comeBack();
    await vi.waitFor(
      async () => expect((await recordedOfNotices()).at(-1)?.[0]).toBe('NoticeDelivered'),
      SOON,
    );
    const recorded = await recordedOfNotices();
    expect(recorded.map(([type]) => type)).toEqual([
      'NoticeOutageRecorded',
      'NoticeOutageRecorded',
      'NoticeOutageRecorded',
      'NoticeDelivered',
    ]);
    expect(recorded[0]?.[1]).toMatchObject({ from: expect.stringMatching(/^2008-05-20T07:/) });
    expect(mail.taken).toHaveLength(1);
  });

  it('is not sent any more once the seat has answered', async () => {
    await mail.goAway();
    await reached('seat-1');
    await told(opened);
    await vi.waitFor(async () => expect(await messages()).toHaveLength(1), SOON);
    await told({ type: 'NoObjectionDeclared', data: { nonObjectionId: 'T1', seat: '1', note: null } });
    await mail.comeBack();
    await settled();
    expect(mail.taken).toEqual([]);
    expect(await messages()).toMatchObject([{ state: 'skipped' }]);
  });
});

describe('several processes', () => {
  it('send each message once, whichever of them comes to it first, and after a restart', async () => {
    const notices = { mail: { url: mail.url, from: 'Fund <fund@example.org>' }, limits };
    const bus = createEmbeddedBus({ sources: [under.service] });
    const replica = async () => {
      const service = await openReporting({ databaseUrl: under.database.url, notices });
      service.follow(bus, ['reporting']);
      return service;
    };
    const others = await Promise.all([replica(), replica()]);
    try {
      for (const person of ['seat-1', 'seat-2', 'secretariat']) await reached(person);
      await told(
        ...Array.from({ length: 10 }, (_, at) =>
          sessionConvened(`s${at}`, `2008-05-2${at % 9}T07:00:00.000Z`),
        ),
        ...Array.from({ length: 10 }, (_, at) => sessionConvened(`t${at}`, '2008-05-30T07:00:00.000Z')),
      );
      await settled();
      const first = mail.taken.length;
      expect(first).toBeGreaterThan(30);
      expect(new Set(mail.taken.map(({ id }) => id)).size).toBe(first);
      for (const other of others) await other[Symbol.asyncDispose]();
      await (await replica())[Symbol.asyncDispose]();
      await settled();
      expect(mail.taken).toHaveLength(first);
    } finally {
      await bus[Symbol.asyncDispose]();
    }
  });

  it('give a message of one that died to another, under the same name', async () => {
    await reached('seat-1');
    await told(sessionConvened('s1', '2008-05-22T07:00:00.000Z'));
    await settled();
    // As a process leaves it that died after the server's word and before its own note.
    await under.database.pool.query(
      "UPDATE message SET state = 'waiting', lease_until = clock_timestamp() - interval '1 second'",
    );
    await settled();
    expect(mail.taken).toHaveLength(2);
    expect(mail.taken[0]?.id).toBe(mail.taken[1]?.id);
  });
});
