import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AllInOne, startAllInOne } from '@mdtf/all-in-one';
import { ALL_ROUTES, committeeRoutes, type Route } from '@mdtf/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type People, peopleOf, tokenFor } from '../journeys/people-of-system.ts';
import { registerOrganisations, TRIAL_CHARTER } from '../journeys/trial-fund.ts';
import { CALLERS, FUNDS, firstGrants } from './callers.ts';
import { expectedAdmission, isOfFund } from './expected.ts';
import { ask } from './requests.ts';

const START_TIMEOUT_MS = 120_000;
const ASKING_TIMEOUT_MS = 180_000;

let folder: string;
let system: AllInOne;
let people: People;
const tokens = new Map<string, string>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mdtf-access-'));
  system = await startAllInOne({ dataFolder: folder, port: 0, durable: false, demonstration: false });
  people = peopleOf(system.url, 'access');
  await registerOrganisations(people);
  for (const fund of FUNDS) {
    const body = {
      id: fund,
      charter: { ...TRIAL_CHARTER, publishes: fund === 'north' },
      grants: firstGrants(fund),
    };
    await people.need('admin', committeeRoutes.establishFund, { body });
  }
  for (const { person } of CALLERS) {
    if (person !== null) tokens.set(person, await tokenFor(system.url, person));
  }
  // Both funds are known everywhere before anybody is turned away.
  for (const fund of FUNDS) await people.settle(fund, `${fund}-auditor`);
}, START_TIMEOUT_MS);

afterAll(async () => {
  await system?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** Where the running system says something else than the declaration; empty when they agree. */
async function differencesOf(route: Route): Promise<readonly string[]> {
  const differences: string[] = [];
  for (const fund of isOfFund(route) ? FUNDS : FUNDS.slice(0, 1)) {
    const answers = await Promise.all(
      CALLERS.map(async (caller) => {
        const token = caller.person === null ? undefined : tokens.get(caller.person);
        return { caller, ...(await ask(system.url, route, fund, token)) };
      }),
    );
    for (const { caller, admission, status, text } of answers) {
      const expected = expectedAdmission(route, caller, fund);
      if (admission !== expected || status >= 500)
        differences.push(
          `${caller.person ?? 'nobody'} in ${fund}: ${expected} expected, ${status} ${text.slice(0, 200)}`,
        );
    }
  }
  return differences;
}

describe('the access matrix, every route by every role of the own fund and of another', () => {
  it.each(ALL_ROUTES.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s',
    { timeout: ASKING_TIMEOUT_MS },
    async (_, route) => {
      expect(await differencesOf(route)).toEqual([]);
    },
  );

  it('changed nothing by asking', async () => {
    for (const fund of FUNDS) {
      const { items } = await people.need(`${fund}-auditor`, committeeRoutes.listDecisions, {
        params: { fundId: fund },
      });
      expect(items).toEqual([]);
    }
  });
});
