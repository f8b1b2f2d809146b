import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AllInOne, startAllInOne } from '@mdtf/all-in-one';
import { committeeRoutes, reportingRoutes } from '@mdtf/contracts';
import { type MailServer, startMailServer } from '@mdtf/testing/mail-server';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type People, peopleOf } from './people-of-system.ts';
import { registerOrganisations, TRIAL_CHARTER } from './trial-fund.ts';

const TIMEOUT_MS = 120_000;
const SOON = { timeout: 20_000, interval: 50 };
const BEGINNING = '2030-05-20T07:00:00.000Z';
const SEATS = ['1', '2', '3'];

let folder: string;
let mail: MailServer;
let system: AllInOne;
let people: People;

const start = async (): Promise<void> => {
  const limits = { lookEveryMs: 50, retryAfterMs: 50, retryAfterMostMs: 200 };
  const notices = { mail: { url: mail.url, from: 'Fund <fund@example.org>' }, limits };
  system = await startAllInOne({ dataFolder: folder, port: 0, durable: false, notices, checkAnswers: true });
  people = peopleOf(system.url, `notices-${Math.random()}`);
};

const moveClock = async (fund: string, now: string): Promise<void> => {
  const body = JSON.stringify({ fund, now });
  const headers = { 'content-type': 'application/json' };
  const moved = await fetch(`${system.url}/dev/clock`, { method: 'POST', headers, body });
  expect(moved.status).toBe(200);
};

/** A fund with three seats of one vote each, all of whose holders have an address; two of them are a quorum. */
async function establish(fundId: string): Promise<void> {
  await moveClock(fundId, BEGINNING);
  const seats = SEATS.map((id) => ({ id, constituency: 'all', voting: true }));
  const charter = {
    ...TRIAL_CHARTER,
    seats: seats.map((seat) => ({ ...seat, title: { en: `Seat ${seat.id}`, fr: `Siège ${seat.id}` } })),
    quorum: { share: { numerator: 2, denominator: 3 }, minimumPresent: {} },
  };
  const grants = [
    { person: 'secretariat', role: 'secretariat' as const },
    { person: 'auditor', role: 'auditor' as const },
    ...SEATS.map((seat) => ({ person: `seat-${seat}`, role: 'seat-holder' as const, seat })),
  ];
  await people.need('admin', committeeRoutes.establishFund, { body: { id: fundId, charter, grants } });
  const params = { fundId };
  for (const seat of SEATS)
    await people.need('secretariat', committeeRoutes.seatMember, {
      params,
      body: { seat, organisation: 'state-a' },
    });
  await people.settle(fundId);
  for (const seat of SEATS)
    await people.need(`seat-${seat}`, reportingRoutes.setContact, {
      params: { fundId, person: 'me' },
      body: { email: `seat-${seat}@${fundId}.example.org` },
      ifMatch: '"0"',
    });
}

const open = (fundId: string) =>
  people.need('secretariat', committeeRoutes.openNonObjection, {
    params: { fundId },
    body: {
      id: 'N1',
      decisionId: 'D1',
      subject: { kind: 'other', id: 'N1' },
      title: 'The rules of procedure',
      reason: 'Agreed in May.',
      workingDays: 10,
    },
  });

const asked = (fundId: string) =>
  people.need('secretariat', committeeRoutes.getNonObjection, { params: { fundId, nonObjectionId: 'N1' } });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mdtf-notices-'));
  mail = await startMailServer();
  await start();
  await registerOrganisations(people);
}, TIMEOUT_MS);

afterAll(async () => {
  await system?.[Symbol.asyncDispose]();
  await mail?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

describe('a non-objection whose notices go by e-mail', { timeout: TIMEOUT_MS }, () => {
  it('counts the silence of seats whose notice the mail server took, and of no other', async () => {
    const fundId = 'delivered';
    await establish(fundId);
    mail.refuse(`seat-3@${fundId}.example.org`);
    await open(fundId);
    const notices = await vi.waitFor(async () => {
      const found = (await asked(fundId)).notices;
      expect(found.filter(({ state }) => state !== 'sent')).toHaveLength(3);
      return found;
    }, SOON);
    expect(notices.map(({ state }) => state)).toEqual(['delivered', 'delivered', 'bounced']);
    expect(await asked(fundId)).toMatchObject({ quorum: { met: true, present: ['1', '2'] } });
    expect(mail.taken.map(({ subject }) => subject)).toContain(
      '[A trial fund] Non-objection asked for: The rules of procedure',
    );
    await moveClock(fundId, '2030-06-10T07:00:00.000Z');
    const decision = await vi.waitFor(
      () => people.need('secretariat', committeeRoutes.getDecision, { params: { fundId, decisionId: 'D1' } }),
      SOON,
    );
    expect(decision).toMatchObject({
      outcome: 'approved',
      bySilence: { agreed: 0, silent: 2, notDelivered: ['3'] },
    });
  });

  it('is lengthened by an outage of the mail server, approves nothing while nobody was told, and has its term from the delivery', async () => {
    const fundId = 'outage';
    await establish(fundId);
    await mail.goAway();
    const { dueAt } = await open(fundId);
    expect(dueAt).toBe('2030-06-04T00:00:00.000Z');
    await people.settle(fundId);
    await vi.waitFor(async () => {
      const { items } = await people.need('secretariat', reportingRoutes.listMessages, {
        params: { fundId },
        query: { state: 'waiting' },
      });
      expect(items.filter(({ attempts }) => attempts > 1)).toHaveLength(3);
    }, SOON);
    await moveClock(fundId, '2030-05-23T07:00:00.000Z');
    await vi.waitFor(async () => expect((await asked(fundId)).dueAt > dueAt).toBe(true), SOON);
    // Stopped meanwhile: what waited is sent at the next start.
    await system[Symbol.asyncDispose]();
    await mail.comeBack();
    await start();
    const after = await vi.waitFor(async () => {
      const found = await asked(fundId);
      expect(found.notices.every(({ state }) => state === 'delivered')).toBe(true);
      return found;
    }, SOON);
    // Ten working days after 23 May at the least, and four more for the days of the outage.
    expect(after.dueAt).toBe('2030-06-08T00:00:00.000Z');
    expect(after.status).toBe('open');
    const letters = mail.taken.filter(({ to }) => to[0]?.endsWith(`${fundId}.example.org`));
    expect(letters.filter(({ subject }) => subject.includes('Non-objection asked for'))).toHaveLength(3);
  });

  it('leaves no address in any answer of the logs', async () => {
    for (const service of ['committee', 'reporting']) {
      const url = `${system.url}/v1/funds/delivered/logs/${service}/entries?limit=1000`;
      const text = await (await fetch(url)).text();
      expect(text).not.toContain('example.org');
    }
  });
});
