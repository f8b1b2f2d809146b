import type { Place, Verdict } from '@mdtf/domain';
import { describe, expect, it } from 'vitest';
import {
  blocking,
  blockingForGood,
  CATALOGUE,
  type CharterRules,
  charterRuleProblems,
  completeCharterRules,
  defaultCharterRules,
  evaluate,
  evaluateAll,
  PLACE_TITLES,
  RULE_IDS,
} from './index.ts';

const over = { currency: 'USD', internalMinor: 16n, totalMinor: 100n };
const outcomes = (verdicts: readonly Verdict[]) => verdicts.map(({ rule, outcome }) => [rule, outcome]);

describe('a charter’s rules', () => {
  it('are the catalogue’s where the charter does not say, and can be adopted', () => {
    const rules = defaultCharterRules();
    expect(charterRuleProblems(rules)).toEqual([]);
    expect(rules.R1.severities).toMatchObject({
      'facility-preliminary': 'warn',
      'facility-formal': 'block',
      allocation: 'warn',
    });
    expect(rules.R8.parameters).toEqual({ maximumMonths: 36 });
    expect(completeCharterRules({ R1: { severities: { allocation: 'block' } } }).R1).toEqual({
      parameters: rules.R1.parameters,
      severities: { ...rules.R1.severities, allocation: 'block' },
    });
  });

  it('decide what a broken rule means at each place', () => {
    const severity = (allocation: 'off' | 'warn' | 'block' | 'needs-waiver') =>
      evaluate('R1', 'allocation', over, { R1: { severities: { allocation } } });
    expect(severity('warn').outcome).toBe('warn');
    expect(severity('block').outcome).toBe('block');
    expect(severity('needs-waiver').outcome).toBe('needs-waiver');
    expect(severity('off')).toMatchObject({ outcome: 'not-applicable', percent: '16.00' });
    expect(evaluate('R1', 'tranche', over, {}).outcome).toBe('not-applicable');
  });

  it('stop a command when one blocks or lacks its waiver, never when they only warn', () => {
    const at = (place: Place, charter: CharterRules = {}) => [evaluate('R1', place, over, charter)];
    expect(blocking(at('facility-formal'))).toBe(true);
    expect(blocking(at('deposited'))).toBe(false);
    const waivable = at('allocation', { R1: { severities: { allocation: 'needs-waiver' } } });
    expect([blocking(waivable), blockingForGood(waivable)]).toEqual([true, false]);
    expect(blockingForGood(at('facility-formal'))).toBe(true);
    expect(blocking([])).toBe(false);
  });

  it('lift only a rule that may be waived: a block stays a block', () => {
    const granted = [{ id: 'w', rule: 'R1' as const, subject: 'P6', expires: null }];
    const waivers = { subject: 'P6', at: '2008-05-20T07:00:00.000Z', granted };
    const at = (allocation: 'block' | 'needs-waiver') =>
      evaluate('R1', 'allocation', over, { R1: { severities: { allocation } } }, waivers).outcome;
    expect([at('block'), at('needs-waiver')]).toEqual(['block', 'waived']);
  });

  it('are tested together in the order of the catalogue, those with facts', () => {
    const facts = {
      R8: { startDate: '2008-01-01', endDate: '2009-01-01' },
      R3: { currency: 'USD', directMinor: 100n, indirectMinor: 8n },
      R1: over,
    };
    expect(outcomes(evaluateAll('proposal', facts, {}))).toEqual([
      ['R1', 'not-applicable'],
      ['R3', 'needs-waiver'],
      ['R8', 'pass'],
    ]);
  });

  it.each([
    [{ R99: {} }, 'R99'],
    [{ R1: { parameters: { limit: 3 } } }, 'R1.parameters.limit'],
    [{ R1: { parameters: { limitNumerator: -1 } } }, 'R1.parameters.limitNumerator'],
    [{ R1: { parameters: { limitNumerator: 1.5 } } }, 'R1.parameters.limitNumerator'],
    [{ R1: { parameters: { limitNumerator: '3' } } }, 'R1.parameters.limitNumerator'],
    [{ R1: { parameters: { limitNumerator: 21 } } }, 'R1.parameters.limitNumerator'],
    [{ R1: { parameters: { limitDenominator: 0 } } }, 'R1.parameters.limitDenominator'],
    [{ R1: { parameters: { period: 'year' } } }, 'R1.parameters.period'],
    [{ R2: { parameters: { ratePercent: '100.0001' } } }, 'R2.parameters.ratePercent'],
    [{ R3: { parameters: { limitPercent: 7 } } }, 'R3.parameters.limitPercent'],
    [{ R8: { parameters: { maximumMonths: 0 } } }, 'R8.parameters.maximumMonths'],
    [{ R1: { severities: { toString: 'warn' } } }, 'R1.severities.toString'],
    [{ R1: { severities: { proposal: 'forbid' } } }, 'R1.severities.proposal'],
    [{ R14: { severities: { proposal: 'block' } } }, 'R14.severities.proposal'],
  ])('are refused by name when they cannot be: %j', (rules, path) => {
    const problems = charterRuleProblems(rules as CharterRules);
    expect(problems.map((one) => one.path)).toEqual([path]);
    expect(problems[0]?.message.en).not.toBe('');
    expect(problems[0]?.message.fr).not.toBe('');
  });
});

describe('the catalogue', () => {
  it.each(RULE_IDS)('%s says its version, source, titles, places and what each parameter may be', (id) => {
    const { version, source, title, places, parameters } = CATALOGUE[id];
    expect(version).toBe(1);
    for (const text of [source, title.en, title.fr]) expect(text).not.toBe('');
    expect(Object.keys(places).length).toBeGreaterThan(0);
    for (const place of Object.keys(places)) expect(PLACE_TITLES).toHaveProperty([place]);
    for (const { label } of Object.values(parameters)) expect([label.en, label.fr]).not.toContain('');
  });

  it('gives verdicts that survive JSON as they are', () => {
    const verdict = evaluate('R1', 'facility-formal', over, {});
    expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict);
  });
});
