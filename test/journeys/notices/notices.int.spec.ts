import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AllInOne, startAllInOne } from '@mdtf/all-in-one';
import { type MailServer, startMailServer } from '@mdtf/testing/mail-server';
import { afterAll, beforeAll, describe } from 'vitest';
import { moveClockAt } from '../fund-clock.ts';
import { type People, peopleOf } from '../people-of-system.ts';
import { registerOrganisations } from '../trial-fund.ts';
import { noticesJourneys } from './journeys.ts';

const TIMEOUT_MS = 120_000;

describe('a non-objection whose notices go by e-mail, in one process', () => {
  let folder: string;
  let mail: MailServer;
  let system: AllInOne;
  let people: People;

  const start = async (): Promise<void> => {
    const limits = { lookEveryMs: 50, retryAfterMs: 50, retryAfterMostMs: 200 };
    const notices = { mail: { url: mail.url, from: 'Fund <fund@example.org>' }, limits };
    system = await startAllInOne({
      dataFolder: folder,
      port: 0,
      durable: false,
      notices,
      checkAnswers: true,
    });
    people = peopleOf(system.url, `notices-${Math.random()}`);
  };

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

  noticesJourneys(
    () => ({
      people,
      mail,
      moveClock: (fundId, now) => moveClockAt(system.url, fundId, now),
      restart: async (between) => {
        await system[Symbol.asyncDispose]();
        await between();
        await start();
        return { people };
      },
    }),
    TIMEOUT_MS,
  );
});
