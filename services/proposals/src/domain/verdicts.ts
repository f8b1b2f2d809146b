import { type Instant, type Rejection, rulesTold, type Verdict } from '@mdtf/domain';
import { blockingForGood, planOf, planVerdicts, type WaiverScope } from '@mdtf/rules';
import type { KnownCharter } from './known/charter.ts';
import { refused } from './refusals.ts';
import type { ProposalContent } from './writing/content.ts';

/** What the rules are asked about a proposal. */
export interface Asked {
  readonly proposalId: string;
  readonly content: ProposalContent;
  readonly charter: KnownCharter;
  readonly waivers: WaiverScope['granted'];
  readonly at: Instant;
  /** True for records made afterwards, whose source may not tell direct cost. */
  readonly backDated: boolean;
}

/**
 * What the fund's rules say of a proposal, as far as it tells; the committee asks the very same of it on its agenda and
 * when it decides.
 */
export function verdictsOn({
  proposalId,
  content,
  charter,
  waivers,
  at,
  backDated,
}: Asked): readonly Verdict[] {
  const { currency, rules } = charter;
  return planVerdicts(planOf(content, { afterwards: backDated }), {
    place: 'proposal',
    currency,
    rules,
    waivers: { subject: proposalId, at, granted: waivers },
  });
}

/** A refusal when a rule blocks; what only awaits a waiver may be put to the committee. */
export function refusedByRules(verdicts: readonly Verdict[]): Rejection | undefined {
  if (!blockingForGood(verdicts)) return undefined;
  const stopping = verdicts.filter((verdict) => blockingForGood([verdict]));
  return refused(
    'rule-not-kept',
    { en: 'A rule of the fund is not kept', fr: 'Une règle du fonds n’est pas respectée' },
    rulesTold(stopping),
    { verdicts },
  );
}
