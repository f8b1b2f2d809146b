import { connect, figureBook, seed, tell } from '@mdtf/all-in-one/demonstration';
import { type Apart, DATA_SERVICES } from '@mdtf/cli/apart';
import { allocationRoutes, committeeRoutes, reportingRoutes } from '@mdtf/contracts';
import { createPool } from '@mdtf/postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processOf, startAnother, startApartSystem } from './apart-system.ts';

const TIMEOUT_MS = 180_000;

describe('the services as five processes, each with its own database, over Kafka', () => {
  const stack = new AsyncDisposableStack();
  let system: Apart;

  beforeAll(async () => {
    system = await startApartSystem(stack);
  }, TIMEOUT_MS);

  afterAll(() => stack.disposeAsync(), TIMEOUT_MS);

  it('take the demonstration fund from its founding to the report for Manila, every figure of the scenario equal', {
    timeout: TIMEOUT_MS,
  }, async () => {
    await seed(connect(system.url, 'demonstration'));
    const book = figureBook(() => {});
    await tell({ api: connect(system.url, 'story'), say: () => {}, book });
    expect(book.figures.filter(({ equal }) => !equal)).toEqual([]);
    expect(book.figures.length).toBeGreaterThan(60);
  });

  it('show the fund’s figures on the front page, from reporting’s answer', async () => {
    const page = await (await fetch(system.url)).text();
    expect(page).toContain('href="/v1/funds/imdp"');
    expect(page).not.toContain('cannot be read at the moment');
  });

  it('are described by one document at the portal that has every route of each', async () => {
    const pathsOf = async (url: string): Promise<string[]> => {
      const document = (await (await fetch(`${url}/openapi.json`)).json()) as {
        paths: Record<string, object>;
      };
      return Object.keys(document.paths);
    };
    const own = await Promise.all(system.specs.map(({ url }) => pathsOf(url)));
    expect(new Set(await pathsOf(system.url))).toEqual(new Set(own.flat()));
  });

  it('open each its own database and no other', async () => {
    const urls = system.specs.flatMap(({ environment }) => environment.MDTF_DATABASE_URL ?? []);
    expect(urls).toHaveLength(DATA_SERVICES.length);
    for (const url of urls) {
      for (const name of DATA_SERVICES) {
        const pool = createPool(Object.assign(new URL(url), { pathname: `/${name}` }).href, { max: 1 });
        const opened = pool.query('SELECT count(*) FROM entry').then(
          () => 'opened',
          (error: { code?: string }) => error.code,
        );
        expect(await opened).toBe(new URL(url).username === name ? 'opened' : '42501');
        await pool.end();
      }
    }
  });

  it('say of themselves what they follow and publish, and that nothing is parked', async () => {
    for (const { name, url } of system.specs) {
      const { ready, checks } = (await (await fetch(`${url}/health/ready`)).json()) as {
        ready: boolean;
        checks: Record<string, string>;
      };
      expect([name, ready]).toEqual([name, true]);
      if (name === 'portal') expect(Object.values(checks)).toEqual(['ok', 'ok', 'ok', 'ok']);
      else expect(checks).toMatchObject({ database: 'ok', phase: 'at work', publishes: '0 entries to go' });
      expect(Object.values(checks).filter((check) => check.startsWith('parked'))).toEqual([]);
    }
  });

  it('fold anew what another version has folded, two that need each other’s logs at the same time', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const names = ['committee', 'allocation'] as const;
    const before = await knownIn(system);
    for (const name of names) {
      const child = processOf(system, name);
      child.signal('SIGTERM');
      await child.ended;
      expect([name, child.exitCode]).toEqual([name, 0]);
      const { environment } = system.specs.find((spec) => spec.name === name) ?? {};
      const owner = createPool(environment?.MDTF_DATABASE_OWNER_URL ?? '', { max: 1 });
      const { rowCount } = await owner.query(
        `UPDATE state SET version = version + 1, data = '{}' WHERE fund = 'imdp'`,
      );
      expect(rowCount).toBeGreaterThan(0);
      await owner.end();
    }
    await Promise.all(names.map((name) => startAnother(system, name, 'same port', stack)));
    expect(await knownIn(system)).toEqual(before);
  });
});

/** What is answered from the two services' states, and in a report made of their logs. */
async function knownIn({ url }: Apart): Promise<unknown> {
  const api = connect(url, 'known');
  const params = { fundId: 'imdp' };
  await api.settle('imdp');
  const [{ now: _, ...fund }, headroom, report] = await Promise.all([
    api.read('auditor', committeeRoutes.getFund, { params }),
    api.read('auditor', allocationRoutes.getHeadroom, { params }),
    api.read('auditor', reportingRoutes.getReport, { params: { ...params, name: 'delivery' } }),
  ]);
  return { fund, headroom, rows: report.rows, totals: report.totals };
}
