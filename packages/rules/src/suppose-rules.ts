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
