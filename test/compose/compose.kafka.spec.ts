import {
  allocationRoutes,
  committeeRoutes,
  logRoutes,
  proposalsRoutes,
  reportingRoutes,
} from '@mdtf/contracts';
import { moneyOf } from '@mdtf/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type People, peopleOf } from '../journeys/people-of-system.ts';
import {
  decisionBody,
  establishTrialFund,
  give,
  proposalBody,
  registerOrganisations,
} from '../journeys/trial-fund.ts';
import { isOurs, readComposeFile } from './compose-file.ts';
import { type RunningCompose, runCompose } from './run-compose.ts';

const TIMEOUT_MS = 180_000;
const FUND = 'composed';
const params = { fundId: FUND };

/** No container runs here: commands, variables, order, health checks and database script are the file's own; hosts are mapped. */
describe('what docker-compose.yml declares, each service of ours started as a process by it', () => {
  const file = readComposeFile();
  let system: RunningCompose;
  let people: People;

  beforeAll(async () => {
    system = await runCompose(file);
    people = peopleOf(system.url, 'compose', system.tokenUrl);
  }, TIMEOUT_MS);

  afterAll(() => system?.[Symbol.asyncDispose](), TIMEOUT_MS);

  it('starts after what it depends on, and is healthy by its own check', {
    timeout: TIMEOUT_MS,
  }, async () => {
    for (const [at, name] of system.started.entries()) {
      const before = Object.keys(file.services[name]?.dependsOn ?? {});
      const ours = before.filter((one) => isOurs(file.services[one] as never));
      expect(system.started.slice(0, at)).toEqual(expect.arrayContaining(ours));
    }
    expect(system.started).toContain('topics');
    for (const name of system.processes.keys())
      expect([name, await system.healthOf(name)]).toEqual([name, 0]);
  });

  it('takes a proposal from a fund’s founding to its money and to the reports, through the portal', {
    timeout: TIMEOUT_MS,
  }, async () => {
    await registerOrganisations(people);
    await establishTrialFund(people, FUND);
    await give(people, FUND, { pooled: 500_000n });
    await people.need('secretariat', proposalsRoutes.submitProposal, {
      params: { ...params, proposalId: 'p1' },
      body: proposalBody('Composed', 120_000n),
    });
    await people.settle(FUND);
    await people.need('secretariat', committeeRoutes.takeDecision, {
      params,
      body: decisionBody('d1', 'p1', { pooled: 120_000n }),
    });
    await people.settle(FUND);
    const { totals } = await people.need('auditor', allocationRoutes.getHeadroom, { params });
    expect([totals.deposited, totals.allocated]).toEqual([
      moneyOf(500_000n, 'USD'),
      moneyOf(120_000n, 'USD'),
    ]);
    const report = await people.need('auditor', reportingRoutes.getReport, {
      params: { ...params, name: 'allocation-rounds' },
    });
    expect(report.checks.filter(({ holds }) => !holds)).toEqual([]);
    const proposal = await people.need('secretariat', proposalsRoutes.getProposal, {
      params: { ...params, proposalId: 'p1' },
    });
    expect(JSON.stringify(proposal)).toContain('funded');
    const { items } = await people.need('auditor', logRoutes.listPositions, { params });
    expect(items.flatMap(({ read }) => read.filter(({ parked }) => parked !== null))).toEqual([]);
  });

  it('gives neither tokens nor clocks away', async () => {
    for (const path of ['/dev/token', '/dev/clock']) {
      expect((await fetch(`${system.url}${path}`, { method: 'POST' })).status).toBe(404);
    }
  });

  it('stops in order when it is told to, within the time that the file gives it', {
    timeout: TIMEOUT_MS,
  }, async () => {
    for (const [name, child] of system.processes) {
      const startedMs = performance.now();
      child.signal('SIGTERM');
      const said = await child.ended;
      const graceMs = Number.parseInt(file.services[name]?.stopGracePeriod ?? '', 10) * 1_000;
      expect(performance.now() - startedMs).toBeLessThan(graceMs);
      expect([name, child.exitCode, said.includes('"level":"error"')]).toEqual([name, 0, false]);
    }
  });
});
