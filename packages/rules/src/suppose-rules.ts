import { faultsTold, type Rejection } from '@mdtf/domain';
import {
  type CharterRule,
  type CharterRuleProblem,
  type CharterRules,
  charterRuleProblems,
  parametersUnder,
} from './charter-rules.ts';
import { RULE_IDS, type RuleId } from './rule.ts';

/** That a rule had these parameters, or weighed this at these places; what is left out stays. */
export interface SupposedRule {
  readonly rule: string;
  readonly parameters?: Readonly<Record<string, string | number>> | undefined;
  readonly severities?: CharterRule['severities'];
}

/** The part of a charter that a rule is supposed in. */
interface RuledBy {
  readonly rules: CharterRules;
}

/** A charter with one rule of the catalogue supposed otherwise, or why no charter could say so. */
export function underSupposedRule<C extends RuledBy>(
  charter: C,
  change: SupposedRule,
  field: string,
): { readonly charter: C } | Rejection {
  const rules = supposedRules(charter.rules, change);
  if (!isProblems(rules)) return { charter: { ...charter, rules } };
  const errors = rules.map(({ path, message }) => ({
    field: `${field}.${path.includes('.') ? path.slice(path.indexOf('.') + 1) : 'rule'}`,
    message,
  }));
  const title = { en: 'No charter could say so', fr: 'Aucune charte ne pourrait le dire' };
  return { code: 'no-such-rule', category: 'refused', title, detail: faultsTold(errors), errors };
}

/** A charter's rules with one of the catalogue supposed otherwise, or why no charter could say so. */
export function supposedRules(
  rules: CharterRules,
  { rule, parameters = {}, severities = {} }: SupposedRule,
): CharterRules | readonly CharterRuleProblem[] {
  const set = isRuleId(rule) ? rules[rule] : undefined;
  const changed: CharterRule = {
    parameters: isRuleId(rule) ? { ...parametersUnder(rule, rules), ...parameters } : parameters,
    severities: { ...set?.severities, ...severities },
  };
  const problems = charterRuleProblems({ [rule]: changed } as CharterRules);
  return problems.length > 0 ? problems : { ...rules, [rule]: changed };
}

function isRuleId(id: string): id is RuleId {
  return (RULE_IDS as readonly string[]).includes(id);
}

function isProblems(
  rules: ReturnType<typeof supposedRules>,
): rules is Extract<typeof rules, readonly unknown[]> {
  return Array.isArray(rules);
}
