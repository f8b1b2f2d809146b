import type { Instant, Localised, Money, Place, Severity, Verdict } from '@mdtf/domain';
import { minorOf, moneyOf, wordMoney } from '@mdtf/domain';
import { CATALOGUE, type FactsOf, type ParametersOf, RULE_IDS } from './catalogue.ts';
import { type CharterRules, parametersUnder, severityUnder } from './charter-rules.ts';
import type { Finding, Rule, RuleId } from './rule.ts';

/** A waiver the committee granted: which rule, for what, and until when (null: without end). */
export interface Waiver {
  readonly id: string;
  readonly rule: string;
  /** What it is for, such as a proposal's id. */
  readonly subject: string;
  /** The first instant at which it no longer holds. */
  readonly expires: Instant | null;
  /** The most that may be asked under it; null or absent: any amount. */
  readonly upTo?: Money | null | undefined;
}

/** What is tested, when, and the waivers that may apply. */
export interface WaiverScope {
  readonly subject: string;
  readonly at: Instant;
  readonly granted: readonly Waiver[];
  /** What is asked, minor units; null or absent where nothing is said of it yet. */
  readonly amountMinor?: bigint | null | undefined;
}

/**
 * Tests one rule at one place under a charter: the only way a verdict is made. What the charter leaves out is as the
 * catalogue has it; a rule that is off there is still computed, with the outcome `not-applicable`.
 */
export function evaluate<R extends RuleId>(
  ruleId: R,
  place: Place,
  facts: FactsOf[R],
  charterRules: CharterRules,
  waivers?: WaiverScope,
): Verdict {
  const rule: Rule<FactsOf[R], ParametersOf[R]> = CATALOGUE[ruleId];
  const parameters = parametersUnder(ruleId, charterRules) as unknown as ParametersOf[R];
  const severity = severityUnder(ruleId, place, charterRules);
  const found = rule.evaluate(facts, parameters, place);
  const currency = 'currency' in facts ? facts.currency : undefined;
  return verdictOf(rule, { place, severity, found, waivers, currency });
}

/** What a rule found at a place, and what the charter and the committee say of it there. */
export interface Judged {
  readonly place: Place;
  readonly severity: Severity;
  readonly found: Finding;
  readonly waivers: WaiverScope | undefined;
  readonly currency: string | undefined;
}

/** The verdict on a finding: the charter's severity and a waiver make it an outcome. */
export function verdictOf(
  { id, version, source, title }: Pick<Verdict, 'version' | 'source' | 'title'> & { readonly id: string },
  { place, severity, found, waivers, currency }: Judged,
): Verdict {
  const waiver = waivers === undefined ? undefined : waiverFor(id, waivers);
  const outcome = outcomeOf(found, severity, waiver);
  const { numerator, denominator, limit, percent, percentLimit, headroomMinor, changes } = found;
  return {
    rule: id,
    version,
    source,
    title,
    place,
    severity,
    outcome,
    numerator,
    denominator,
    limit,
    percent,
    percentLimit,
    headroom: headroomMinor === null || currency === undefined ? null : moneyOf(headroomMinor, currency),
    explanation: withWaiver(found.explanation, outcome, { rule: id, waiver, waivers }),
    changes,
    waiver: outcome === 'waived' ? (waiver?.id ?? null) : null,
  };
}

/** Tests, in the catalogue's order, every rule for which facts are given. */
export function evaluateAll(
  place: Place,
  facts: { readonly [R in RuleId]?: FactsOf[R] },
  charterRules: CharterRules,
  waivers?: WaiverScope,
): Verdict[] {
  return RULE_IDS.flatMap((id) => {
    const known = facts[id];
    return known === undefined ? [] : [evaluate(id, place, known as never, charterRules, waivers)];
  });
}

/** True when a verdict stops a command: a rule blocks, or is broken without the waiver it needs. */
export function blocking(verdicts: readonly Verdict[]): boolean {
  return verdicts.some(({ outcome }) => outcome === 'block' || outcome === 'needs-waiver');
}

/** True when a rule blocks that no waiver can lift; what only awaits a waiver may still be put to the committee. */
export function blockingForGood(verdicts: readonly Verdict[]): boolean {
  return verdicts.some(({ outcome }) => outcome === 'block');
}

/** The waiver that lifts a rule for what is tested now; undefined where none does. */
function waiverFor(rule: string, scope: WaiverScope): Waiver | undefined {
  return ofRule(rule, scope).find((waiver) => !hasEnded(waiver, scope) && reaches(waiver, scope));
}

const ofRule = (rule: string, { subject, granted }: WaiverScope): readonly Waiver[] =>
  granted.filter((waiver) => waiver.rule === rule && waiver.subject === subject);

const hasEnded = ({ expires }: Waiver, { at }: WaiverScope): boolean => expires !== null && at >= expires;

/** A waiver reaches to its bound, that included. */
function reaches({ upTo }: Waiver, { amountMinor }: WaiverScope): boolean {
  return !upTo || (amountMinor ?? 0n) <= minorOf(upTo);
}

function outcomeOf(finding: Finding, severity: Severity, waiver: Waiver | undefined): Verdict['outcome'] {
  if (severity === 'off' || finding.result === 'not-applicable') return 'not-applicable';
  if (finding.result === 'holds') return 'pass';
  return severity === 'needs-waiver' && waiver !== undefined ? 'waived' : severity;
}

interface Lifting {
  readonly rule: string;
  readonly waiver: Waiver | undefined;
  readonly waivers: WaiverScope | undefined;
}

function withWaiver(
  explanation: Localised,
  outcome: Verdict['outcome'],
  { rule, waiver, waivers }: Lifting,
): Localised {
  if (outcome === 'needs-waiver') {
    // Of those there are, why they do not lift it.
    const there = waivers === undefined ? [] : ofRule(rule, waivers).map((each) => whyNot(each, waivers));
    return {
      en: [explanation.en, 'It needs a waiver of the committee.', ...there.map(({ en }) => en)].join(' '),
      fr: [explanation.fr, 'Une dérogation du comité est nécessaire.', ...there.map(({ fr }) => fr)].join(
        ' ',
      ),
    };
  }
  if (outcome === 'waived')
    return {
      en: `${explanation.en} Waived by the committee (${waiver?.id}).`,
      fr: `${explanation.fr} Dérogation accordée par le comité (${waiver?.id}).`,
    };
  return explanation;
}

function whyNot(waiver: Waiver, scope: WaiverScope): Localised {
  const { id, expires, upTo } = waiver;
  if (hasEnded(waiver, scope) || !upTo)
    return { en: `Waiver ${id} ended at ${expires}.`, fr: `La dérogation ${id} a pris fin à ${expires}.` };
  return {
    en: `Waiver ${id} reaches to ${wordMoney(upTo, 'en')} only.`,
    fr: `La dérogation ${id} ne va que jusqu’à ${wordMoney(upTo, 'fr')}.`,
  };
}
