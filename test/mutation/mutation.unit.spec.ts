import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { instrument } from './instrument.ts';

const runTimeoutMs = 60_000;

describe('the specs of the rules', () => {
  it('catch every comparison that is changed: `<` to `<=`, `===` to `!==`, one more, one less', {
    timeout: runTimeoutMs,
  }, async () => {
    const script = join(import.meta.dirname, 'run.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [script], { timeout: runTimeoutMs }).catch(
      (failed: { stdout: string; stderr: string }) => ({ stdout: `${failed.stdout}${failed.stderr}` }),
    );
    const [, caught, changes] = /(\d+) of (\d+) changes to \d+ comparisons caught/.exec(stdout) ?? [];
    expect(stdout).not.toContain('not caught');
    expect(stdout).not.toContain('no test reaches');
    expect(Number(changes)).toBeGreaterThan(300);
    expect(caught).toBe(changes);
  });
});

describe('an instrumented source', () => {
  it('asks about every comparison, an inner one within an outer one', () => {
    const { code, comparisons } = instrument('a.ts', 'const x = (a <= b) !== (c ?? d) > 0n && y;');
    expect(comparisons.map(({ operator, text }) => [operator, text])).toEqual([
      ['!==', '(a <= b) !== (c ?? d) > 0n'],
      ['<=', 'a <= b'],
      ['>', '(c ?? d) > 0n'],
    ]);
    expect(code).toBe(
      'const x = compare("a.ts:1:19", (compare("a.ts:1:13", a , "<=",  b)) , "!==",  compare("a.ts:1:32", (c ?? d) , ">",  0n)) && y;',
    );
  });

  it('leaves what only looks like one: arrows, generics and texts', () => {
    const source = "const f = <T>(x: Array<T>) => '1 < 2';";
    expect(instrument('a.ts', source).comparisons).toEqual([]);
  });
});
