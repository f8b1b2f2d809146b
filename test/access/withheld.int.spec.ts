import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AllInOne, startAllInOne } from '@mdtf/all-in-one';
import {
  ALL_ROUTES,
  committeeRoutes,
  LOGS_TELL,
  logRoutes,
  PUBLIC_PARTS,
  type PublicPart,
  partsTold,
  type Route,
  reportingRoutes,
} from '@mdtf/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type People, peopleOf, tokenFor } from '../journeys/people-of-system.ts';
import { registerOrganisations, TRIAL_CHARTER } from '../journeys/trial-fund.ts';
import { ask, parametersOf } from './requests.ts';

const START_TIMEOUT_MS = 120_000;
const ASKING_TIMEOUT_MS = 60_000;

const fundWithout = (part: PublicPart): string => `without-${part}`;

let folder: string;
let system: AllInOne;
let people: People;
let stranger: string;
let auditor: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mdtf-withheld-'));
  system = await startAllInOne({ dataFolder: folder, port: 0, durable: false, demonstration: false });
  people = peopleOf(system.url, 'withheld');
  await registerOrganisations(people);
  for (const part of PUBLIC_PARTS) {
    const body = {
      id: fundWithout(part),
      charter: { ...TRIAL_CHARTER, unpublished: [part] },
      grants: [{ person: 'auditor', role: 'auditor' as const }],
    };
    await people.need('admin', committeeRoutes.establishFund, { body });
  }
  for (const part of PUBLIC_PARTS) await people.settle(fundWithout(part), 'auditor');
  stranger = await tokenFor(system.url, 'stranger');
  auditor = await tokenFor(system.url, 'auditor');
}, START_TIMEOUT_MS);

afterAll(async () => {
  await system?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const PUBLISHED: readonly Route[] = ALL_ROUTES.filter(({ access }) => access === 'fund-public');

/** What each caller is told where it should be told something else; empty when none is. */
async function differencesOf(route: Route, part: PublicPart): Promise<readonly string[]> {
  const fund = fundWithout(part);
  const found = await Promise.all(
    parametersOf(route, fund).map(async (params) => {
      const withheld = partsTold(route, params).includes(part);
      const expected = {
        nobody: withheld ? 'unauthenticated' : 'admitted',
        stranger: withheld ? 'forbidden' : 'admitted',
        auditor: 'admitted',
      };
      const told = {
        nobody: (await ask(system.url, route, fund, undefined, params)).admission,
        stranger: (await ask(system.url, route, fund, stranger, params)).admission,
        auditor: (await ask(system.url, route, fund, auditor, params)).admission,
      };
      return JSON.stringify(told) === JSON.stringify(expected)
        ? []
        : [`${JSON.stringify(params)}: ${JSON.stringify(told)}, not ${JSON.stringify(expected)}`];
    }),
  );
  return found.flat();
}

describe('a fund that publishes and withholds', () => {
  it.each(PUBLIC_PARTS)(
    '%s is read without a token by every other route, and by those that tell it with a role alone',
    { timeout: ASKING_TIMEOUT_MS },
    async (part) => {
      const differences = await Promise.all(
        PUBLISHED.map(async (route) =>
          (await differencesOf(route, part)).map((difference) => `${route.id} ${difference}`),
        ),
      );
      expect(differences.flat()).toEqual([]);
    },
  );

  it('a part shows the public the envelopes alone of a log that tells it, and those with a role what they saw', async () => {
    const payloads = async (fundId: string, person: string) => {
      const { items } = await people.need(person, logRoutes.listLogEntries, {
        params: { fundId, service: 'committee' },
      });
      expect(items.length).toBeGreaterThan(1);
      return items.filter(({ payload, salt }) => payload !== null && salt !== null).length;
    };
    const told: readonly PublicPart[] = LOGS_TELL.committee;
    for (const part of PUBLIC_PARTS.filter((each) => each !== 'logs')) {
      const shown = await payloads(fundWithout(part), 'stranger');
      if (told.includes(part)) expect([part, shown]).toEqual([part, 0]);
      else expect([part, shown]).not.toEqual([part, 0]);
      expect(await payloads(fundWithout(part), 'auditor')).toBeGreaterThan(1);
    }
  });

  it('its part of what is told across funds is not on the front page, and what it withholds has no figure there', async () => {
    const { funds } = await people.need('stranger', reportingRoutes.fundsOverview, {});
    const shown = PUBLIC_PARTS.filter((part) => part !== 'open-data').map(fundWithout);
    expect(funds.map(({ fundId }) => fundId).toSorted()).toEqual(shown.toSorted());
    const figures = (part: PublicPart) => {
      const fund = funds.find(({ fundId }) => fundId === fundWithout(part));
      return Object.entries(fund ?? {}).flatMap(([name, value]) => (value === null ? [name] : []));
    };
    expect(figures('contributions')).toEqual(['agreed', 'deposited']);
    expect(figures('activities')).toEqual(['allocated', 'transferred', 'spent', 'activities']);
    expect(figures('decisions')).toEqual(['decisions']);
    expect(figures('calendar')).toEqual([]);
    const page = await (await fetch(`${system.url}/?lang=en`)).text();
    expect(page).toContain('/v1/funds/without-decisions/reports/contributions"');
    expect(page).not.toContain('/v1/funds/without-decisions/reports/decisions"');
    expect(page).not.toContain('/v1/funds/without-reports/reports/');
  });

  it('says so in its summary, and what each version of its charter changed of it', async () => {
    const params = { fundId: fundWithout('calendar') };
    const fund = await people.need('stranger', committeeRoutes.getFund, { params });
    expect(fund).toMatchObject({ publishes: true, unpublished: ['calendar'] });
    const { charter } = await people.need('auditor', committeeRoutes.getCharter, { params });
    const { changes } = await people.need('auditor', committeeRoutes.checkCharter, {
      params,
      body: { charter: { ...charter, unpublished: ['calendar', 'logs'] } },
    });
    expect(changes).toEqual([{ path: 'unpublished.logs', before: null, after: true }]);
  });
});

describe('every part of what a fund tells the public', () => {
  it('is told by a route', () => {
    const told = new Set(
      ALL_ROUTES.flatMap((route) => parametersOf(route, 'x').flatMap((params) => partsTold(route, params))),
    );
    expect(PUBLIC_PARTS.filter((part) => !told.has(part))).toEqual([]);
  });

  it('but for what is made of others is told by a log', () => {
    const told = new Set<PublicPart>(Object.values(LOGS_TELL).flat());
    const made: readonly PublicPart[] = ['reports', 'open-data', 'logs'];
    expect(PUBLIC_PARTS.filter((part) => !told.has(part))).toEqual(made);
  });
});
