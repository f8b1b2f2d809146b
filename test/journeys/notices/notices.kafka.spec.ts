import { type Apart, type Child, PROCESSES, type ProcessName } from '@mdtf/cli/apart';
import { reportingRoutes } from '@mdtf/contracts';
import { type HookReceiver, startHookReceiver } from '@mdtf/testing/hook-receiver';
import { type MailServer, startMailServer } from '@mdtf/testing/mail-server';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { processOf, startAnother, startApartSystem } from '../apart-system.ts';
import { moveClockAt } from '../fund-clock.ts';
import { type People, peopleOf } from '../people-of-system.ts';
import { registerOrganisations } from '../trial-fund.ts';
import { BEGINNING, establishTold, openNonObjection } from './fund.ts';
import { cameWith, conveneSessions, recordedBeyond, sentTo, subscribe } from './hooked.ts';
import { noticesJourneys } from './journeys.ts';
import { bringSecrets, bringSecretsToFaults } from './secrets.ts';

const TIMEOUT_MS = 300_000;
// Longer than a process that was killed while it sent to a webhook keeps the others from it.
const SOON = { timeout: 120_000, interval: 100 };

describe('over five processes and Kafka, reporting twice', () => {
  const stack = new AsyncDisposableStack();
  const logs = new Map<ProcessName, string>(PROCESSES.map((name) => [name, '']));
  const hear = (name: ProcessName, text: string) => void logs.set(name, `${logs.get(name)}${text}`);
  let mail: MailServer;
  let receiver: HookReceiver;
  let system: Apart;
  let people: People;
  let reporting: readonly Child[];
  let secret: string;

  const another = (where: 'same port' | 'own port') =>
    startAnother(system, 'reporting', where, stack, (text) => hear('reporting', text));
  const stop = async (child: Child): Promise<void> => {
    child.signal('SIGTERM');
    await child.ended;
    expect(child.exitCode).toBe(0);
  };
  const moveClock = (fundId: string, now: string) => moveClockAt(system.url, fundId, now);

  beforeAll(async () => {
    mail = stack.use(await startMailServer());
    receiver = stack.use(await startHookReceiver());
    system = await startApartSystem(stack, {
      environment: { MDTF_LOG: 'debug' },
      optional: {
        MDTF_SMTP_URL: mail.url,
        MDTF_MAIL_FROM: 'Fund <fund@sender.example.org>',
        MDTF_MAIL_RETRY_SECONDS: '1',
        MDTF_WEBHOOK_NETWORKS: '127.0.0.0/8',
      },
      onOutput: hear,
    });
    reporting = [processOf(system, 'reporting'), await another('own port')];
    people = peopleOf(system.url, 'notices');
    await registerOrganisations(people);
  }, TIMEOUT_MS);

  afterAll(() => stack.disposeAsync(), TIMEOUT_MS);

  describe('a non-objection whose notices go by e-mail', () => {
    noticesJourneys(
      () => ({
        people,
        mail,
        moveClock,
        restart: async (between) => {
          await Promise.all(reporting.map(stop));
          // Nobody is there to take it, and the address is not for the portal's log either.
          const away = await people.ask('auditor', reportingRoutes.setContact, {
            params: { fundId: 'outage', person: 'me' },
            body: { email: 'auditor@outage.example.org' },
            ifMatch: '"0"',
          });
          expect(away.status).toBe(503);
          await between();
          reporting = await Promise.all([another('same port'), another('own port')]);
          return { people };
        },
      }),
      TIMEOUT_MS,
    );
  });

  describe('a webhook', () => {
    it('brings all that is recorded, log by log in order, though the process that sends is killed', {
      timeout: TIMEOUT_MS,
    }, async () => {
      const fundId = 'hooked';
      await moveClock(fundId, BEGINNING);
      await establishTold(people, fundId);
      await people.settle(fundId);
      // One alone, so that it is the one that sends when it is killed.
      const [sending, beside] = reporting as [Child, Child];
      await stop(beside);
      secret = await subscribe(people, fundId, receiver.url);
      const began = await sentTo(people, fundId);
      const letGo = receiver.hold();
      await conveneSessions(people, fundId, 1, 20);
      await vi.waitFor(() => expect(receiver.received).toHaveLength(1), SOON);
      const second = await another('own port');
      sending.signal('SIGKILL');
      await sending.ended;
      letGo();
      reporting = [await another('same port'), second];
      await openNonObjection(people, fundId);
      await conveneSessions(people, fundId, 21, 20);
      await people.settle(fundId);
      const wanted = await vi.waitFor(async () => {
        const recorded = await recordedBeyond(people, fundId, began);
        const stands = await sentTo(people, fundId);
        for (const [source, positions] of recorded)
          expect([source, stands.get(source)]).toEqual([source, (began.get(source) ?? 0) + positions.length]);
        expect(recorded.get('reporting')).toHaveLength(3);
        return recorded;
      }, SOON);
      const came = cameWith(secret, receiver);
      for (const [source, positions] of wanted) {
        const ofSource = came.filter((position) => position.startsWith(`${source}/`));
        expect([...new Set(ofSource)]).toEqual(positions);
      }
      // At least once: what was held when its sender was killed came twice, under one id.
      expect(came.slice(0, 2)).toEqual([`committee/${fundId}/${(began.get('committee') ?? 0) + 1}`, came[0]]);
      expect(new Set(receiver.received.slice(0, 2).map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    });
  });

  describe('what the processes log', () => {
    it('holds no address, no secret of a webhook, no feed token and no name of a document', {
      timeout: TIMEOUT_MS,
    }, async () => {
      // Failed deliveries are told of as well, if at all without what they were for.
      receiver.answer(500);
      await conveneSessions(people, 'hooked', 41, 1);
      const secrets = [...(await bringSecrets(people, system.url, 'hooked')), secret, 'example.org', '@'];
      await bringSecretsToFaults(people, system, 'hooked');
      await vi.waitFor(() => {
        for (const name of ['proposals', 'reporting'] as const)
          expect(logs.get(name)).toContain('"code":"42P01"');
      }, SOON);
      for (const name of PROCESSES) {
        const lines = (logs.get(name) ?? '').split('\n');
        const said = lines.filter((line) => line.startsWith('{"level":'));
        expect([name, said.length > 0]).toEqual([name, true]);
        const telling = lines.filter((line) => secrets.some((one) => line.includes(one)));
        expect([name, telling]).toEqual([name, []]);
      }
    });
  });
});
