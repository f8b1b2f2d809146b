import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ImportCommand } from './command.ts';
import { FUNCTIONS } from './functions.ts';
import { checkProfile, columnKind } from './profile.ts';
import { runImport } from './run-import.ts';

const document = await readFile(new URL('../../../../docs/import-profiles.md', import.meta.url), 'utf8');

const blocks = Array.from(document.matchAll(/```(csv|json)\n(.*?)```/gs), ([, language, text = '']) => ({
  language,
  text,
}));
const [table = '', profile = '', item = ''] = blocks.map(({ text }) => text);

describe('docs/import-profiles.md', () => {
  it('has an example that works as it says', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mdtf-example-'));
    try {
      const path = join(folder, 'gifts.csv');
      await writeFile(path, table);
      const commands: ImportCommand[] = [];
      const result = await runImport({
        profile: checkProfile(JSON.parse(profile)),
        files: new Map([['gifts', [path]]]),
        onCommand: (step, command) => void (step === 'gifts' && commands.push(command)),
      });
      expect(result.bad).toEqual([]);
      expect(result.steps.map(({ step, sent }) => [step, sent])).toEqual([
        ['donors', 2],
        ['gifts', 2],
      ]);
      const { fund: _fund, record: _record, from: _from, ...sent } = commands[0] as ImportCommand;
      const { idempotencyKey, body, ...told } = JSON.parse(item) as ImportCommand & { body: { id: string } };
      expect({ method: 'POST', ...sent }).toMatchObject(told);
      const { id, ...said } = body;
      expect(sent.body).toMatchObject(said);
      expect(sent.idempotencyKey.startsWith(idempotencyKey.replace('…', ''))).toBe(true);
      expect((sent.body as { id: string }).id.startsWith(id.replace('…', ''))).toBe(true);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('names every kind of column and every function', () => {
    const missing = [...columnKind.options, ...Object.keys(FUNCTIONS)].filter(
      (name) => !document.includes(`\`${name}\``) && !document.includes(`"${name}":`),
    );
    expect(missing).toEqual([]);
  });
});
