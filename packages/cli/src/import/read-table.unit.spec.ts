import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkProfile } from './profile.ts';
import { readTable } from './read-table.ts';
import type { BadRow, Row } from './row.ts';

const { tables } = checkProfile({
  profile: 'p',
  title: 'P',
  source: 'S',
  currency: 'USD',
  tables: {
    gifts: {
      columns: { Donor: 'text', Amount: 'decimal', Note: { kind: 'text', optional: true } },
      json: { where: { id: 'gifts' }, at: 'rows' },
    },
  },
  steps: [{ step: 's', from: 'gifts', as: 'importer', command: 'openCall' }],
});

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mdtf-table-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(name: string, text: string) {
  const path = join(folder, name);
  await writeFile(path, text);
  const rows: Row[] = [];
  const bad: BadRow[] = [];
  const ignored: string[] = [];
  const notes = {
    bad: (row: BadRow) => void bad.push(row),
    ignoredColumns: (_file: string, columns: readonly string[]) => void ignored.push(...columns),
  };
  const table = tables.gifts;
  if (table === undefined) throw new Error('no table');
  for await (const row of readTable(table, 'USD', [path], notes)) rows.push(row);
  const given = rows.map(({ number, cells }) => [number, cells.Donor?.given, cells.Amount?.given]);
  return { given, bad, ignored };
}

describe('a CSV file', () => {
  it('is read with its byte-order mark, quoted commas, quotes and line breaks', async () => {
    const { given, bad } = await read(
      'a.csv',
      '\uFEFFDonor,Amount,Note\r\n"Bank, the ""old"" one",1.00,"two\nlines"\r\nNorway,2.00,\r\n',
    );
    expect(given).toEqual([
      [2, 'Bank, the "old" one', '1.00'],
      [3, 'Norway', '2.00'],
    ]);
    expect(bad).toEqual([]);
  });

  it('may have columns nobody asked for, in any order, and rows shorter than the header', async () => {
    const { given, ignored } = await read(
      'b.csv',
      'Extra,Amount, Donor ,Note,Last\nx,1,Norway\ny,2,Spain,n,l\n',
    );
    expect(given).toEqual([
      [2, 'Norway', '1'],
      [3, 'Spain', '2'],
    ]);
    expect(ignored).toEqual(['Extra', 'Last']);
  });

  it('has its bad rows told by number, column, value and reason; the good ones go on', async () => {
    const { given, bad } = await read(
      'c.csv',
      'Donor,Amount\nNorway,1\n,2\nSpain,many\nItaly,3,4,5\nFrance,\n\nSweden,6\n',
    );
    expect(given).toEqual([
      [2, 'Norway', '1'],
      [8, 'Sweden', '6'],
    ]);
    expect(bad).toEqual([
      { file: 'c.csv', row: 3, column: 'Donor', value: '', reason: 'is blank' },
      { file: 'c.csv', row: 4, column: 'Amount', value: 'many', reason: 'is not a number' },
      { file: 'c.csv', row: 5, column: '', value: '', reason: 'has 4 values, but the header has 2' },
      { file: 'c.csv', row: 6, column: 'Amount', value: '', reason: 'is blank' },
    ]);
  });

  it('with a quotation mark that is never closed keeps the rows before it and says where it lost the rest', async () => {
    const { given, bad } = await read('d.csv', 'Donor,Amount\nNorway,1\n"Spain,2\nItaly,3\n');
    expect(given).toEqual([[2, 'Norway', '1']]);
    expect(bad).toMatchObject([{ row: 3, reason: expect.stringContaining('never closed') as string }]);
  });

  it('without a column that is needed is refused whole, naming it', async () => {
    await expect(read('e.csv', 'Donor,Sum\nNorway,1\n')).rejects.toThrow(
      'e.csv has no column Amount; it has Donor, Sum.',
    );
  });
});

describe('a JSON file', () => {
  it('gives the rows that the profile picks, numbers and texts alike', async () => {
    const document = [
      { id: 'other', rows: [{ Donor: 'Nobody', Amount: '9' }] },
      { id: 'gifts', rows: [{ Donor: 'Norway', Amount: 1.5 }, 'x', { Donor: 'Spain', Amount: null }] },
    ];
    const { given, bad } = await read('a.json', JSON.stringify(document));
    expect(given).toEqual([[1, 'Norway', '1.5']]);
    expect(bad).toEqual([
      { file: 'a.json', row: 2, column: '', value: '', reason: 'is not an object' },
      { file: 'a.json', row: 3, column: 'Amount', value: '', reason: 'is blank' },
    ]);
  });

  it('that is not JSON is one bad row', async () => {
    const { bad } = await read('b.json', '[{');
    expect(bad).toMatchObject([{ row: 1, reason: expect.stringContaining('not JSON') as string }]);
  });
});
