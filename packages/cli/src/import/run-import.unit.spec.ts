import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FundOffice, openFundOffice } from '../../test/fund-office.ts';
import { connectTo } from '../connection.ts';
import { checkProfile } from './profile.ts';
import { runImport } from './run-import.ts';
import { summaryOf } from './summary.ts';

const profile = checkProfile({
  profile: 'gifts',
  title: 'Gifts',
  source: 'The gazette',
  currency: 'USD',
  tables: {
    gifts: {
      columns: {
        Fund: 'text',
        Donor: 'text',
        Country: { kind: 'text', optional: true },
        Amount: 'decimal',
        Day: 'us-date-time',
      },
    },
  },
  steps: [
    {
      step: 'donors',
      from: 'gifts',
      group: ['Donor'],
      as: 'admin',
      command: 'registerOrganisation',
      body: {
        id: { $id: '{Donor}' },
        name: '{Donor}',
        kinds: ['donor'],
        country: { $map: 'Country', to: { Norway: 'NO', Spain: 'ES' } },
      },
    },
    {
      step: 'gifts',
      from: 'gifts',
      as: 'importer',
      command: 'recordContribution',
      params: { fundId: '{Fund}' },
      time: { $instant: 'Day' },
      body: {
        id: { $id: ['{Donor}', '{Day}'] },
        donor: { $id: '{Donor}' },
        amount: { $money: 'Amount' },
      },
    },
  ],
});

const HEADER = 'Fund,Donor,Country,Amount,Day\n';
const NORWAY = 'one,Norway,Norway,10.005,1/31/2018 2:00:00 PM\n';
const SPAIN = 'two,Kingdom of Spain,Spain,20,2/1/2018 12:00:00 AM\n';

let folder = '';
let office: FundOffice;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mdtf-import-'));
  office = await openFundOffice();
});
afterEach(async () => {
  await office[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

async function load(text: string, name = 'gifts.csv') {
  const path = join(folder, name);
  await writeFile(path, text);
  return runImport({ profile, files: new Map([['gifts', [path]]]), connection: connectTo(office.url, {}) });
}

const counts = ({ steps }: Awaited<ReturnType<typeof load>>) =>
  steps.map(({ step, accepted, alreadyThere, refused, bad }) => [step, accepted, alreadyThere, refused, bad]);

describe('an import', () => {
  it('makes commands of rows, dated as they happened, with the source row as provenance', async () => {
    const result = await load(HEADER + NORWAY + SPAIN);
    expect(counts(result)).toEqual([
      ['donors', 2, 0, 0, 0],
      ['gifts', 2, 0, 0, 0],
    ]);
    expect(office.arrived.find(({ path }) => path === '/v1/funds/one/contributions')).toMatchObject({
      body: {
        id: expect.stringMatching(/^Norway-1-31-2018-2-00-00-PM-[0-9a-f]{8}$/) as string,
        donor: 'Norway',
        amount: { amount: '10.01', currency: 'USD' },
      },
      time: '2018-01-31T14:00:00.000Z',
      provenance: {
        source: 'The gazette, gifts.csv',
        row: 2,
        given: { Fund: 'one', Amount: '10.005', Day: '1/31/2018 2:00:00 PM' },
      },
    });
    expect(result.funds).toEqual(['one', 'two']);
  });

  it('run a second time changes nothing, whatever the file is called and in whatever order it is', async () => {
    await load(HEADER + NORWAY + SPAIN);
    const before = [...office.records];
    const again = await load(HEADER + SPAIN + NORWAY, 'renamed.csv');
    expect(counts(again)).toEqual([
      ['donors', 0, 2, 0, 0],
      ['gifts', 0, 2, 0, 0],
    ]);
    expect([...office.records]).toEqual(before);
  });

  it('goes on where it was cut short: what had no answer is sent again under its key', async () => {
    office.cutOff = (request) => request === 2;
    const result = await load(HEADER + NORWAY + SPAIN);
    expect(counts(result)).toEqual([
      ['donors', 2, 0, 0, 0],
      ['gifts', 0, 2, 0, 0],
    ]);
    expect(office.records.size).toBe(4);
  });

  it('sends again what the system was too busy for', async () => {
    let refusals = 3;
    office.rule = ({ path }) => {
      if (!path.endsWith('/contributions') || refusals === 0) return undefined;
      refusals -= 1;
      return { status: 503, code: 'overloaded' };
    };
    const result = await load(HEADER + NORWAY + SPAIN);
    expect(counts(result)[1]).toEqual(['gifts', 2, 0, 0, 0]);
  });

  it('tells refused commands by row and reason, and asks again in the next run once the cause is gone', async () => {
    office.rule = ({ path }) =>
      path.startsWith('/v1/funds/two/') ? { status: 404, code: 'fund-not-found' } : undefined;
    const first = await load(HEADER + NORWAY + SPAIN);
    expect(counts(first)[1]).toEqual(['gifts', 1, 0, 1, 0]);
    expect(first.refused).toMatchObject([
      { step: 'gifts', file: 'gifts.csv', row: 3, status: 404, type: 'urn:mdtf:problem:fund-not-found' },
    ]);
    office.rule = () => undefined;
    const second = await load(HEADER + NORWAY + SPAIN);
    expect(counts(second)[1]).toEqual(['gifts', 1, 1, 0, 0]);
  });

  it('counts what is there under another key as already there', async () => {
    await load(HEADER + NORWAY);
    const corrected = await load(HEADER + NORWAY.replace('10.005', '11'));
    expect(counts(corrected)[1]).toEqual(['gifts', 0, 1, 0, 0]);
  });
});

describe('a bad row', () => {
  it.each([
    ['a blank that must not be', NORWAY.replace('Norway,Norway', ',Norway'), 'Donor', 'is blank'],
    ['no number', NORWAY.replace('10.005', 'ten'), 'Amount', 'is not a number'],
    ['a date the other way round', NORWAY.replace('1/31', '31/1'), 'Day', 'does not exist'],
    [
      'a value the profile does not know',
      NORWAY.replace('Norway,Norway', 'Norway,Norge'),
      'Country',
      'not know',
    ],
    ['an amount of zero', NORWAY.replace('10.005', '0.004'), 'body.amount.amount', 'more than zero'],
    ['an amount below zero', NORWAY.replace('10.005', '-1'), 'body.amount.amount', 'no sign'],
    ['a fund that cannot be', NORWAY.replace('one,', 'Ünë,'), 'params.fundId', 'lower-case'],
  ])('with %s is told by number, column and reason; the good ones go on', async (_, bad, column, reason) => {
    const result = await load(HEADER + bad + SPAIN);
    expect(result.bad).toContainEqual(
      expect.objectContaining({
        file: 'gifts.csv',
        row: 2,
        column,
        reason: expect.stringContaining(reason) as string,
      }),
    );
    expect(result.badRows).toBe(1);
    expect(result.steps.some((step) => step.bad === 1)).toBe(true);
    expect([...office.records.keys()].filter((key) => key.startsWith('/v1/funds/two/'))).toHaveLength(1);
  });

  it('that means the same record as another is left out and told, never silently merged', async () => {
    const result = await load(HEADER + NORWAY + NORWAY.replace('10.005', '99'));
    expect(result.bad).toEqual([
      {
        file: 'gifts.csv',
        row: 3,
        column: '',
        value: expect.stringContaining('/v1/funds/one/contributions#Norway') as string,
        reason: 'is the same record as row 2 of gifts.csv in step gifts: left out',
      },
    ]);
    expect(counts(result)[1]).toEqual(['gifts', 1, 0, 0, 1]);
  });

  it('stands in the summary with everything else a person needs', async () => {
    office.rule = ({ path }) =>
      path.endsWith('/organisations') ? { status: 403, code: 'forbidden' } : undefined;
    const text = summaryOf(await load(`Extra,${HEADER}x,${NORWAY}y,${SPAIN.replace('20', 'x')}`));
    expect(text).toContain('gifts.csv: 1 columns not used (Extra)');
    expect(text).toContain('bad: gifts.csv row 3, Amount "x" is not a number');
    expect(text).toContain('refused: gifts.csv row 2, donors: 403 forbidden. It cannot be.');
  });
});

describe('an import that cannot be done', () => {
  it('says so when nothing answers', async () => {
    await office[Symbol.asyncDispose]();
    await expect(load(HEADER + NORWAY)).rejects.toThrow(/^Nothing answers at http/);
    office = await openFundOffice();
  });

  it('says which table is missing', async () => {
    const nothing = { profile, files: new Map<string, string[]>(), connection: connectTo(office.url, {}) };
    await expect(runImport(nothing)).rejects.toThrow('needs a file of gifts: give gifts=FILE');
  });
});
