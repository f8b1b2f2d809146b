import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AllInOne, startAllInOne } from '@mdtf/all-in-one';
import { createClient, FUND_ROLES, proposalsRoutes, reportingRoutes } from '@mdtf/contracts';
import { type MailServer, startMailServer } from '@mdtf/testing/mail-server';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type People, peopleOf, tokenFor } from '../journeys/people-of-system.ts';
import { type Case, casesOf } from './own/cases.ts';
import { contentOf, requestOf } from './own/contents.ts';
import { commonAddresses } from './own/crawl.ts';
import { foundOfTwo } from './own/founding.ts';
import type { Asking, Question } from './own/question.ts';
import { QUESTIONS } from './own/questions.ts';
import { otherSide, params, personOf, SIDES, type Side, thingsOf, wordsOf } from './own/things.ts';

const START_TIMEOUT_MS = 120_000;
const SOON = { timeout: 20_000, interval: 50 };

let folder: string;
let mail: MailServer;
let system: AllInOne;
let people: People;
let documents: Readonly<Record<Side, string>>;
const tokens = new Map<string, string>();
let keys = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mdtf-own-'));
  mail = await startMailServer();
  const notices = { mail: { url: mail.url, from: 'Fund <fund@example.org>' } };
  system = await startAllInOne({
    dataFolder: folder,
    port: 0,
    durable: false,
    demonstration: false,
    notices,
  });
  people = peopleOf(system.url, 'own');
  documents = await foundOfTwo(people);
  for (const side of SIDES)
    for (const role of FUND_ROLES) {
      const person = personOf(role, side);
      tokens.set(person, await tokenFor(system.url, person));
    }
  await vi.waitFor(async () => {
    const { items } = await people.need('secretariat-a', reportingRoutes.listMessages, { params });
    const told = new Set(items.map(({ person }) => person));
    for (const side of SIDES) expect([...told]).toContain(personOf('alternate', side));
  }, SOON);
}, START_TIMEOUT_MS);

afterAll(async () => {
  await system?.[Symbol.asyncDispose]();
  await mail?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const personIn = ({ role, side }: Case): string => personOf(role, side);

function askingFor({ role, whose, side }: Case): Asking {
  const of = whose === 'secretariat' ? side : whose;
  return { things: thingsOf(whose), role, owner: personOf(role, of), documentId: documents[of], side: whose };
}

/** Answers of the gate and of the contract, which look at no thing at all. */
const NOT_ASKED = [
  'This needs ',
  'urn:mdtf:problem:unauthenticated',
  'urn:mdtf:problem:invalid-request',
  'urn:mdtf:problem:not-acceptable',
];

type Reach = 'reaches it' | 'does not reach it' | 'is answered wrongly';

async function reachOf({ route, input, holds, refusal }: Question, each: Case) {
  keys += 1;
  const asked = askingFor(each);
  const response = await createClient({ baseUrl: system.url }).send(route, {
    ...input(asked),
    token: tokens.get(personIn(each)) ?? '',
    idempotencyKey: `own-matrix-${keys}`,
  } as never);
  const text = await response.text();
  const { status } = response;
  const reach = (): Reach => {
    if (status >= 500 || NOT_ASKED.some((sign) => text.includes(sign))) return 'is answered wrongly';
    if (status === 403 || status === 404 || status === refusal) return 'does not reach it';
    if (holds === undefined) return 'reaches it';
    return status === 200 && holds(JSON.parse(text), asked) ? 'reaches it' : 'does not reach it';
  };
  return { reach: reach(), status, text };
}

/** Where the running system does otherwise than is declared; empty when they agree. */
async function differencesOf(question: Question): Promise<readonly string[]> {
  const differences: string[] = [];
  for (const each of casesOf(question)) {
    const { reach, status, text } = await reachOf(question, each);
    if (reach === (each.reaches ? 'reaches it' : 'does not reach it')) continue;
    differences.push(
      `${personIn(each)} on what is of ${each.whose}: ${status} ${reach}, ${text.slice(0, 300)}`,
    );
  }
  return differences;
}

const nameOf = ({ route }: Question): string => `${route.method} ${route.path}`;

describe('what is one’s own and what is somebody else’s', () => {
  it.each(QUESTIONS.map((question) => [nameOf(question), question] as const))('%s', async (_, question) => {
    expect(await differencesOf(question)).toEqual([]);
  });
});

describe('what a competitor wrote', () => {
  it('is in no list, report, log or common thing that a partner or reviewer reads', async () => {
    const findings: string[] = [];
    let told = 0;
    for (const path of commonAddresses())
      for (const side of SIDES)
        for (const role of ['partner', 'reviewer'] as const) {
          const headers = { authorization: `Bearer ${tokens.get(personOf(role, side)) ?? ''}` };
          const text = await (await fetch(`${system.url}${path}`, { headers })).text();
          const { written, reported } = wordsOf(otherSide(side));
          // What partners report is for whoever is no partner.
          const hidden = role === 'partner' ? [written, reported] : [written];
          for (const words of hidden)
            if (text.includes(words)) findings.push(`${personOf(role, side)} reads "${words}" at ${path}`);
          if (text.includes(wordsOf(side).written)) told += 1;
        }
    expect(findings).toEqual([]);
    // Both partners and both reviewers find their own in the list of proposals at least.
    expect(told).toBeGreaterThanOrEqual(4);
  });
});

describe('the id of a draft', () => {
  const of = { ...params, proposalId: thingsOf('a').draft };
  const draft = () => people.ask('partner-a', proposalsRoutes.getProposal, { params: of });
  const submitAs = (person: string, owner: 'b' | 'another') =>
    people.ask(person, proposalsRoutes.submitProposal, {
      params: of,
      body: { stage: 'full', content: contentOf(owner) },
    });

  it('is not to be had for another organisation’s proposal, request or project', async () => {
    const before = await draft();
    const id = of.proposalId;
    await people.need('partner-a', proposalsRoutes.nameCoAuthor, { params: { ...of, person: 'co-author' } });
    const answers = [
      await people.ask('partner-b', proposalsRoutes.draftProposal, {
        params,
        body: { id, content: contentOf('b') },
      }),
      await submitAs('partner-b', 'b'),
      await submitAs('co-author', 'another'),
      await people.ask('partner-b', proposalsRoutes.fileAssistanceRequest, {
        params,
        body: { id, ...requestOf('b', '1000.00') },
      }),
      await people.ask('partner-b', proposalsRoutes.convertAssistanceRequest, {
        params: { ...params, requestId: thingsOf('b').request },
        body: { id, lead: thingsOf('b').agency },
      }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([409, 409, 409, 409, 409]);
    const request = { ...params, requestId: thingsOf('b').request };
    const { projects } = await people.need('partner-b', proposalsRoutes.getAssistanceRequest, {
      params: request,
    });
    expect(projects).toEqual([]);
    expect(await draft()).toEqual(before);
  });
});

describe('what concerns somebody', () => {
  it('is listed to whom it concerns alone, and what was sent to whom it was sent', async () => {
    for (const side of SIDES)
      for (const role of FUND_ROLES) {
        const person = personOf(role, side);
        const { agency, country, seat } = thingsOf(side);
        const own = [`person:${person}`, `role:${role}`];
        if (role === 'partner') own.push(`organisation:${agency}`, `organisation:${country}`);
        if (role === 'seat-holder' || role === 'alternate') own.push(`seat:${seat}`);
        const query = { limit: 500 };
        const dates = await people.need(person, reportingRoutes.listDeadlines, {
          params,
          query: { ...query, state: 'any' },
        });
        const others = dates.items.filter((date) => !date.for.some((audience) => own.includes(audience)));
        expect(others, person).toEqual([]);
        if (reportingRoutes.listMessages.own[role] === undefined) continue;
        const { items } = await people.need(person, reportingRoutes.listMessages, { params, query });
        expect(
          items.filter((message) => message.person !== person),
          person,
        ).toEqual([]);
      }
  });
});

describe('a calendar address', () => {
  it('is its person’s alone, made anew and taken back without touching another’s', async () => {
    for (const role of FUND_ROLES) {
      const [a, b] = [personOf(role, 'a'), personOf(role, 'b')];
      const { token } = await people.need(a, reportingRoutes.makeDeadlineFeed, { params });
      const made = await people.need(a, reportingRoutes.getDeadlineFeed, { params });
      await people.need(b, reportingRoutes.makeDeadlineFeed, { params });
      await people.need(b, reportingRoutes.revokeDeadlineFeed, { params });
      expect(await people.need(a, reportingRoutes.getDeadlineFeed, { params })).toEqual(made);
      const calendar = await createClient({ baseUrl: system.url }).send(reportingRoutes.deadlineCalendar, {
        params,
        query: { token },
        accept: 'text/calendar',
      });
      expect(calendar.status).toBe(200);
      expect(await people.need(b, reportingRoutes.getDeadlineFeed, { params })).toEqual({ madeAt: null });
    }
  });

  it('shows what concerns its person', async () => {
    for (const side of SIDES) {
      const token = tokens.get(personOf('seat-holder', side)) ?? '';
      const answer = await createClient({ baseUrl: system.url }).send(reportingRoutes.deadlineCalendar, {
        params,
        token,
        accept: 'text/calendar',
      });
      const text = await answer.text();
      expect(text).toContain(thingsOf(side).silence);
      expect(text).not.toContain(thingsOf(otherSide(side)).silence);
    }
  });
});
