import { describe, expect, it } from 'vitest';
import { importRules } from './import-rules.ts';
import { lengthRules, ratchet } from './length-rules.ts';
import { moduleRules } from './module-rules.ts';
import { numberingRules } from './numbering-rules.ts';
import { purityRules } from './purity-rules.ts';
import { repositoryRules } from './repository-rules.ts';
import { repositoryFiles } from './source-files.ts';

const rules = [
  ...importRules,
  ...moduleRules,
  ...purityRules,
  ...repositoryRules,
  ...numberingRules,
  ...lengthRules,
];
const files = repositoryFiles();

describe('the repository', () => {
  it('is what is looked at', () => {
    expect(files.map(({ path }) => path)).toContain('test/architecture/architecture.unit.spec.ts');
  });

  for (const { sentence, findings } of rules) {
    it(sentence, () => {
      // As one text, so that a failure shows every finding.
      expect(findings(files).join('\n')).toBe('');
    });
  }
});

describe('each rule on the repository can fail', () => {
  for (const { sentence, findings, broken, kept } of rules) {
    it(sentence, () => {
      expect(broken.length).toBeGreaterThan(0);
      for (const example of broken) expect(findings(example), JSON.stringify(example)).toHaveLength(1);
      expect(findings(kept)).toEqual([]);
    });
  }
});

describe('a recorded exception to a length', () => {
  const measured = (lines: number) => [{ what: 'a.ts', path: 'a.ts', lines, linesMax: 300 }];

  it('lets what was too long stay as long as it was', () => {
    expect(ratchet(measured(340), { 'a.ts': 340 })).toEqual([]);
  });

  it('does not let it grow', () => {
    expect(ratchet(measured(341), { 'a.ts': 340 })).toEqual(['a.ts has 341 lines, 340 are the most']);
  });

  it('shrinks with it, and goes with it', () => {
    expect(ratchet(measured(339), { 'a.ts': 340 })).toEqual(['a.ts shrank: record 339 in lengths.json']);
    expect(ratchet(measured(300), { 'a.ts': 340 })).toHaveLength(1);
    expect(ratchet([], { 'a.ts': 340 })).toHaveLength(1);
  });
});
