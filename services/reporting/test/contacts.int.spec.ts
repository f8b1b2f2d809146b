import { reportingRoutes as routes } from '@mdtf/contracts';
import { type ServiceUnderTest, serviceUnderTest } from '@mdtf/testing/service-under-test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReporting } from '../src/service.ts';
import { charterAdopted } from './events.ts';
import { granted } from './notice-events.ts';

const FUND = 'imdp';
const ADDRESS = 'somebody.special@example.org';
const of = (person: string) => ({ params: { fundId: FUND, person } });
const entry = { email: ADDRESS, language: 'fr' as const, tell: ['session' as const] };

let under: ServiceUnderTest<'committee'>;

beforeAll(async () => {
  under = await serviceUnderTest(openReporting, ['committee']);
  await under.told('committee', FUND, [
    charterAdopted(1),
    granted('secretariat', 'secretariat'),
    granted('seat-1', 'seat-holder', { seat: '1' }),
    granted('seat-2', 'seat-holder', { seat: '2' }),
  ]);
});
afterAll(() => under?.[Symbol.asyncDispose]());

const tagOf = async (person: string, of_ = of('me')) =>
  (await under.call(person, routes.getContact, of_)).etag ?? '';

describe('how a person is reached', () => {
  it('is nothing until it is entered, by the person itself', async () => {
    const before = await under.ask('seat-1', routes.getContact, of('me'));
    expect(before).toMatchObject({ person: 'seat-1', email: null, language: 'en', enteredBy: null });
    expect(before.tell).toContain('decision');
    const kept = await under.ask('seat-1', routes.setContact, {
      ...of('me'),
      body: entry,
      ifMatch: await tagOf('seat-1'),
    });
    expect(kept).toEqual({ person: 'seat-1', ...entry, enteredBy: 'seat-1' });
  });

  it('is edited only by who has read it as it is', async () => {
    const change = { ...of('me'), body: { ...entry, language: 'en' as const } };
    expect(await under.refused('seat-1', routes.setContact, change)).toMatchObject({ status: 428 });
    expect(await under.refused('seat-1', routes.setContact, { ...change, ifMatch: '"0"' })).toMatchObject({
      status: 412,
      code: 'stale',
    });
    const ifMatch = await tagOf('seat-1');
    expect(await under.ask('seat-1', routes.setContact, { ...change, ifMatch })).toMatchObject({
      language: 'en',
    });
  });

  it('is for the person and the secretariat alone, who may enter it for a seat', async () => {
    expect(await under.refused('seat-2', routes.getContact, of('seat-1'))).toMatchObject({ status: 403 });
    const edit = { ...of('seat-1'), body: entry, ifMatch: '"1"' };
    expect(await under.refused('seat-2', routes.setContact, edit)).toMatchObject({ status: 403 });
    expect(await under.refused('seat-2', routes.eraseContact, of('seat-1'))).toMatchObject({ status: 403 });
    const entered = await under.ask('secretariat', routes.setContact, {
      ...of('seat-2'),
      body: { ...entry, email: 'two@example.org' },
      ifMatch: await tagOf('secretariat', of('seat-2')),
    });
    expect(entered).toMatchObject({ person: 'seat-2', enteredBy: 'secretariat' });
    expect(
      await under.refused('secretariat', routes.setContact, { ...of('nobody'), body: entry, ifMatch: '*' }),
    ).toMatchObject({ status: 404, code: 'person-not-found' });
  });

  it.each([
    'no-at.example.org',
    'a@b',
    'a b@example.org',
    'a@example.org\r\nBcc: b@example.org',
    'é@example.org',
  ])('is an address and nothing else: %s is not', async (email) => {
    const refused = await under.refused('seat-1', routes.setContact, {
      ...of('me'),
      body: { ...entry, email },
      ifMatch: '*',
    });
    expect(refused).toMatchObject({ status: 400, errors: [{ field: 'body.email' }] });
  });

  it('is erased without a trace: in no table, no log and no state', async () => {
    expect(await everywhere()).toContain(ADDRESS);
    expect(await under.ask('seat-1', routes.eraseContact, of('me'))).toMatchObject({ email: null });
    expect(await everywhere()).not.toContain(ADDRESS);
    expect(await under.ask('seat-1', routes.getContact, of('me'))).toMatchObject({ email: null });
  });
});

/** Every row of every table of the service, as text. */
async function everywhere(): Promise<string> {
  const { pool } = under.database;
  const { rows } = await pool.query<{ name: string }>(
    "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'",
  );
  const texts = await Promise.all(
    rows.map(async ({ name }) => JSON.stringify((await pool.query(`SELECT t::text FROM ${name} t`)).rows)),
  );
  return texts.join('\n');
}
