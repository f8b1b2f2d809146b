import { fileURLToPath } from 'node:url';
import { filesFor, type ImportCommand, loadProfile, runImport } from '@mdtf/cli';
import { describe, expect, it } from 'vitest';

const DATA = fileURLToPath(new URL('../data/published/', import.meta.url));

/** Makes every command of the published files without sending one; each is checked against its route's contract. */
async function commandsOf(profileName: string) {
  const profile = await loadProfile(profileName);
  const commands: Record<string, ImportCommand[]> = {};
  const result = await runImport({
    profile,
    files: await filesFor(profile, [DATA]),
    onCommand: (step, command) => {
      commands[step] ??= [];
      commands[step].push(command);
    },
  });
  return { commands, result };
}

describe('every published row becomes a command that its contract accepts', () => {
  it('of the country-based pooled funds, 2018 to 2020 and the contributions of 2026', async () => {
    const { commands, result } = await commandsOf('ocha-cbpf');
    expect(result.bad).toEqual([]);
    const made = Object.fromEntries(Object.entries(commands).map(([step, all]) => [step, all.length]));
    expect(made).toEqual({
      funds: 46,
      partners: 655,
      donors: 39,
      rounds: 243,
      'rounds-of-projects': 239,
      contributions: 236,
      deposits: 236,
      'funding-outside-the-data': 53,
      proposals: 4474,
      decisions: 4474,
      life: 4474,
    });
    const keys = Object.values(commands).flatMap((all) => all.map(({ idempotencyKey }) => idempotencyKey));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('keeps what the source gave, and accounts for it in cents', async () => {
    const { commands } = await commandsOf('ocha-cbpf');
    const [first] = commands.proposals ?? [];
    expect(first).toMatchObject({
      path: expect.stringMatching(
        /^\/v1\/funds\/cbpf-15\/proposals\/SUD-18-HSD20-RE-H-UN-11359-[0-9a-f]{8}\/submission$/,
      ) as string,
      time: '2018-12-17T11:30:46.000Z',
      body: {
        content: {
          startDate: '2018-12-01',
          budget: [
            { category: 0, amount: { amount: '654206.00', currency: 'USD' } },
            { category: 8, amount: { amount: '45794.40', currency: 'USD' } },
          ],
          financing: { fund: { amount: '700000.40', currency: 'USD' } },
          beneficiaries: { women: 165000, men: 184500, girls: 69000, boys: 99500 },
        },
      },
      provenance: { row: 2, given: { PrjCode: 'SUD-18/HSD20/RE/H/UN/11359', PrgBdg: '700000.4' } },
    });
    const calls = commands['rounds-of-projects'] ?? [];
    const titles = calls.map(({ body }) => (body as { title: string }).title);
    expect(titles.filter((title) => title.endsWith('\t'))).toHaveLength(6);
    const listed = new Set(commands.rounds?.map(({ record }) => record));
    expect(calls.filter(({ record }) => !listed.has(record))).toEqual([]);
  });

  it('of the Peacebuilding Fund and the Afghanistan Reconstruction Trust Fund', async () => {
    const { commands, result } = await commandsOf('funding-status');
    expect(result.bad).toEqual([]);
    expect(commands['pbf-contributions']?.[0]?.body).toMatchObject({
      amount: { amount: '756821732.00', currency: 'USD' },
    });
    expect(commands['artf-pledges-preferred']?.[0]?.body).toMatchObject({
      donor: expect.stringMatching(/^united-states-/) as string,
      amount: { amount: '102500000.00', currency: 'USD' },
    });
  });
});
