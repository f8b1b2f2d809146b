import { committeeRoutes, logRoutes, reportingRoutes } from '@mdtf/contracts';
import type { MailServer } from '@mdtf/testing/mail-server';
import { expect, it, vi } from 'vitest';
import type { People } from '../people-of-system.ts';
import { addressOf, BEGINNING, establishTold, nonObjection, openNonObjection, SEATS } from './fund.ts';

/** A running system that sends its mail to a server of the journey. */
export interface Place {
  readonly people: People;
  readonly mail: MailServer;
  readonly moveClock: (fundId: string, now: string) => Promise<void>;
  /** Stops in order whatever sends messages, does something, and has it run again. */
  readonly restart: (between: () => Promise<void>) => Promise<Pick<Place, 'people'>>;
}

const SOON = { timeout: 60_000, interval: 50 };
const LOGS = ['committee', 'reporting'] as const;

/** What a non-objection owes to its notices: who got one, who did not, and for how long nobody could. */
export function noticesJourneys(place: () => Place, timeout: number): void {
  const journey = (title: string, run: (place: Place) => Promise<void>) =>
    it(title, { timeout }, () => run(place()));
  journey('counts the silence of seats whose notice the mail server took, and of no other', silence);
  journey(
    'is lengthened by an outage of the mail server, approves nothing while nobody was told, and has its term from the delivery',
    outage,
  );
  journey('tells each seat of a matter once, and records once what came of it', once);
  journey('leaves no address in any answer of the logs', noAddress);
}

async function silence({ people, mail, moveClock }: Place): Promise<void> {
  const fundId = 'delivered';
  await moveClock(fundId, BEGINNING);
  await establishTold(people, fundId);
  mail.refuse(addressOf(fundId, '3'));
  await openNonObjection(people, fundId);
  const notices = await vi.waitFor(async () => {
    const found = (await nonObjection(people, fundId)).notices;
    expect(found.filter(({ state }) => state !== 'sent')).toHaveLength(3);
    return found;
  }, SOON);
  expect(notices.map(({ state }) => state)).toEqual(['delivered', 'delivered', 'bounced']);
  expect(await nonObjection(people, fundId)).toMatchObject({ quorum: { met: true, present: ['1', '2'] } });
  expect(lettersOf(mail, fundId).map(({ subject }) => subject)).toContain(
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
}

async function outage({ people, mail, moveClock, restart }: Place): Promise<void> {
  const fundId = 'outage';
  await moveClock(fundId, BEGINNING);
  await establishTold(people, fundId);
  await mail.goAway();
  const { dueAt } = await openNonObjection(people, fundId);
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
  await vi.waitFor(async () => expect((await nonObjection(people, fundId)).dueAt > dueAt).toBe(true), SOON);
  // What waited is sent at the next start, by which a system in one process has another address.
  const { people: after } = await restart(() => mail.comeBack());
  const told = await vi.waitFor(async () => {
    const found = await nonObjection(after, fundId);
    expect(found.notices.every(({ state }) => state === 'delivered')).toBe(true);
    return found;
  }, SOON);
  // Ten working days after 23 May at the least, and four more for the days of the outage.
  expect(told.dueAt).toBe('2030-06-08T00:00:00.000Z');
  expect(told.status).toBe('open');
}

async function once({ people, mail }: Place): Promise<void> {
  for (const fundId of ['delivered', 'outage']) {
    const letters = lettersOf(mail, fundId);
    expect(new Set(letters.map(({ id }) => id)).size).toBe(letters.length);
    const asking = letters.filter(({ subject }) => subject.includes('Non-objection asked for'));
    const told = SEATS.filter((seat) => fundId === 'outage' || seat !== '3');
    expect(asking.flatMap(({ to }) => to).toSorted()).toEqual(told.map((seat) => addressOf(fundId, seat)));
    expect((await recordedOf(people, fundId)).toSorted()).toEqual([...SEATS]);
  }
}

async function noAddress({ people }: Place): Promise<void> {
  for (const service of LOGS) {
    const page = await people.need('auditor', logRoutes.listLogEntries, {
      params: { fundId: 'delivered', service },
      query: { after: '0', limit: 1_000 },
    });
    expect(page.items.length).toBeGreaterThan(0);
    expect(JSON.stringify(page)).not.toContain('example.org');
  }
}

const lettersOf = ({ taken }: MailServer, fundId: string) =>
  taken.filter(({ to }) => to[0]?.endsWith(`@${fundId}.example.org`));

const OUTCOMES = /\.notice-(delivered|bounced)\./;

/** The seats of which reporting's log says what became of their notice, one for each entry. */
async function recordedOf(people: People, fundId: string): Promise<readonly string[]> {
  const { items } = await people.need('auditor', logRoutes.listLogEntries, {
    params: { fundId, service: 'reporting' },
    query: { after: '0', limit: 1_000 },
  });
  return items.flatMap(({ payload }) => {
    const { type, data } = JSON.parse(payload ?? '{}') as { type: string; data: { seat: string } };
    return OUTCOMES.test(type) ? [data.seat] : [];
  });
}
