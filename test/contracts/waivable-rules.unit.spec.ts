import { WAIVABLE_RULES as OF_CONTRACTS, waivableRule } from '@mdtf/contracts';
import { RULE_IDS, WAIVABLE_RULES } from '@mdtf/rules';
import { expect, it } from 'vitest';

it('a waiver may name the very rules of the catalogue that can be waived, and a fund’s own', () => {
  expect([...OF_CONTRACTS]).toEqual(WAIVABLE_RULES);
  const accepted = RULE_IDS.filter((rule) => waivableRule.safeParse(rule).success);
  expect(accepted).toEqual(WAIVABLE_RULES);
  for (const rule of ['F1', 'F999']) expect(waivableRule.safeParse(rule).success).toBe(true);
  for (const rule of ['F0', 'F1000', 'R0', 'R25', 'R100', '']) {
    expect(waivableRule.safeParse(rule).success).toBe(false);
  }
});
