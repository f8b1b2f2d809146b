import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportCommand } from './command.ts';
import { loadProfile } from './load-profile.ts';
import { runImport } from './run-import.ts';

const PROJECT: Readonly<Record<string, string>> = {
  PFId: '15',
  AllNm: '2021 1st Round',
  PrjCode: 'SUD-21/H/1',
  AllYr: '2021',
  AllSrc: '2',
  OrgNm: 'Water for All',
  OrgTypeId: '1',
  PrjTitle: 'Water, sanitation',
  AStrDt: '3/1/2021 12:00:00 AM',
  AEndDt: '2/28/2022 12:00:00 AM',
  PrgBdg: '107000.000000001',
  BgdDC: '90000',
  BdgSC: '10000',
  PrjSubDt: '2/1/2021 1:05:00 PM',
  BenAgg: '1##2##3##4',
  PrjStsCode: 'PRJ_DISBURSEMENT',
  ApprDt: '2/20/2021 9:00:00 AM',
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mdtf-ocha-'));
});
afterAll(() => rm(folder, { recursive: true }));

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Makes the commands of projects that differ from `PROJECT` in what is given. */
async function commandsOf(projects: readonly Readonly<Record<string, string>>[], prefix = '') {
  const columns = [...new Set([...Object.keys(PROJECT), ...projects.flatMap((row) => Object.keys(row))])];
  const lines = projects.map((row) =>
    columns.map((name) => quoted(row[name] ?? PROJECT[name] ?? '')).join(','),
  );
  const path = join(folder, 'ocha-cbpf-projects-2021.csv');
  await writeFile(path, `${prefix}${columns.join(',')}\r\n${lines.join('\r\n')}\r\n`);
  const commands: Record<string, ImportCommand[]> = {};
  const result = await runImport({
    profile: await loadProfile('ocha-cbpf'),
    files: new Map([['projects', [path]]]),
    onCommand: (step, command) => {
      commands[step] = [...(commands[step] ?? []), command];
    },
  });
  return { commands, bad: result.bad.map(({ row, column, reason }) => ({ row, column, reason })), result };
}

const bodyOf = (commands: readonly ImportCommand[] | undefined): unknown => commands?.[0]?.body;

describe('the profile of the country-based pooled funds takes other years’ files', () => {
  it('with a byte-order mark, unknown columns, quoted commas, quotes and line breaks', async () => {
    const { commands, bad, result } = await commandsOf(
      [{ PrjTitle: 'Water, "clean",\nand sanitation', NewColumn: 'x' }],
      '\uFEFF',
    );
    expect(bad).toEqual([]);
    expect(bodyOf(commands.proposals)).toMatchObject({
      content: { title: 'Water, "clean",\nand sanitation' },
    });
    expect(result.ignoredColumns).toEqual({ 'ocha-cbpf-projects-2021.csv': ['NewColumn'] });
  });

  it('with blank numbers: a blank cost is none, a blank budget is a bad row', async () => {
    const { commands, bad } = await commandsOf([
      { PrjCode: 'A', BdgSC: '', BenAgg: '' },
      { PrjCode: 'B', PrgBdg: ' ' },
    ]);
    expect(commands.proposals).toHaveLength(1);
    expect(bodyOf(commands.proposals)).toMatchObject({
      content: {
        budget: [{ amount: { amount: '90000.00' } }, { amount: { amount: '17000.00' } }],
        financing: { fund: { amount: '107000.00' } },
      },
    });
    expect(bodyOf(commands.proposals)).not.toHaveProperty('content.beneficiaries');
    expect(bad).toEqual([{ row: 3, column: 'PrgBdg', reason: 'is blank' }]);
  });

  it('with projects that are not approved yet: they are submitted and nothing is paid for them', async () => {
    const { commands } = await commandsOf([{ PrjCode: 'A', ApprDt: '' }, { PrjCode: 'B' }]);
    expect(commands.proposals).toHaveLength(2);
    expect(commands.decisions?.map(({ path, record }) => [path, record])).toEqual([
      ['/v1/funds/cbpf-15/committee/decisions', '/v1/funds/cbpf-15/committee/decisions#B'],
    ]);
    expect(bodyOf(commands['funding-outside-the-data'])).toMatchObject({
      amount: { amount: '107000.00', currency: 'USD' },
      bookedOn: '2021-02-20',
    });
  });

  it('with a life status nobody knew: told as a bad row, and the project is there all the same', async () => {
    const { commands, bad } = await commandsOf([{ PrjStsCode: 'PRJ_ON_THE_MOON' }]);
    expect(commands.decisions).toHaveLength(1);
    expect(commands.life).toBeUndefined();
    expect(bad).toContainEqual({
      row: 2,
      column: 'PrjStsCode',
      reason: 'is a value the profile does not know',
    });
  });

  it('with a planned end that is still to come: the status is of the day of the import', async () => {
    const { commands } = await commandsOf([{ AEndDt: '12/31/2199 12:00:00 AM' }]);
    const [life] = commands.life ?? [];
    expect(life?.time?.slice(0, 4)).not.toBe('2199');
    expect(Date.parse(life?.time ?? '')).toBeLessThanOrEqual(Date.now());
  });

  it('with an organisation in many rows: registered once, and each project is its own', async () => {
    const { commands, bad } = await commandsOf(
      Array.from({ length: 3_000 }, (_, n) => ({ PrjCode: `SUD-21/H/${n}`, PrgBdg: `${n + 1}.005` })),
    );
    expect(bad).toEqual([]);
    expect(commands.partners).toHaveLength(1);
    expect(commands.proposals).toHaveLength(3_000);
    expect(bodyOf(commands['funding-outside-the-data'])).toMatchObject({
      amount: { amount: '4501530.00', currency: 'USD' },
    });
  });

  it('with one project twice: the second row is told, not merged', async () => {
    const { commands, bad } = await commandsOf([{}, { PrgBdg: '1' }]);
    expect(commands.proposals).toHaveLength(1);
    expect(bodyOf(commands['funding-outside-the-data'])).toMatchObject({
      amount: { amount: '107000.00', currency: 'USD' },
    });
    expect(bad).toContainEqual({
      row: 3,
      column: '',
      reason: 'is the same record as row 2 of ocha-cbpf-projects-2021.csv in step proposals: left out',
    });
  });
});
