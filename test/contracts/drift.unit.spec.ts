import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { driftBetween, filesUnder } from './drift.ts';

const root = join(import.meta.dirname, '..', '..');
const generateTimeoutMs = 60_000;

async function rulesPage(folder: string): Promise<ReadonlyMap<string, string>> {
  return new Map([['rules.md', await readFile(join(folder, 'rules.md'), 'utf8')]]);
}

describe('the published documents', () => {
  it('are what the contracts and the rules generate today: `npm run generate` would change nothing', {
    timeout: generateTimeoutMs,
  }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mdtf-generated-'));
    try {
      const script = join(root, 'test', 'contracts', 'generate.ts');
      await promisify(execFile)(process.execPath, [script, '--out', folder], {
        cwd: root,
        timeout: generateTimeoutMs,
      });
      const generated = await filesUnder(join(folder, 'api'));
      expect(generated.size).toBeGreaterThan(0);
      expect(driftBetween(await filesUnder(join(root, 'docs', 'api')), generated)).toEqual([]);
      const [committed, now] = await Promise.all([join(root, 'docs'), folder].map(rulesPage));
      expect(driftBetween(committed ?? new Map(), now ?? new Map())).toEqual([]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('drift', () => {
  const generated = new Map([['openapi.json', 'a\nb\n']]);

  it('is none where the same files say the same', () => {
    expect(driftBetween(new Map(generated), generated)).toEqual([]);
  });

  it('is a document that says something else, and where', () => {
    expect(driftBetween(new Map([['openapi.json', 'a\nc\n']]), generated)).toEqual([
      'openapi.json differs from line 2',
    ]);
    expect(driftBetween(new Map([['openapi.json', 'a\nb\nc\n']]), generated)).toHaveLength(1);
  });

  it('is a document too few or too many', () => {
    expect(driftBetween(new Map(), generated)).toEqual(['openapi.json is not committed']);
    expect(driftBetween(generated, new Map())).toEqual(['openapi.json is no longer generated']);
  });
});
