import { type Instant, type Localised, type Money, moneyOf, type Verdict } from '@mdtf/domain';
import { type AllocatedSums, blocking, type Waiver } from '@mdtf/rules';
import type { KnownCharter } from '../known/charter.ts';
import { verdictsOn } from '../verdicts.ts';
import type { ProposalContent } from '../writing/content.ts';
import { type Ask, askOf, type FundStanding, fundStanding, withAsk } from './fund-standing.ts';

/** A full proposal of a call, in the order in which they are to be decided. */
export interface Candidate {
  readonly proposalId: string;
  readonly title: string;
  readonly lead: string;
  readonly content: ProposalContent;
  /** Approved already and not allocated yet, or supposed so: it counts, whatever the rules say of it. */
  readonly approved: boolean;
  readonly waivers: readonly Waiver[];
}

/** What is asked of a call. */
export interface CallQuestion {
  readonly charter: KnownCharter;
  readonly sums: AllocatedSums;
  readonly at: Instant;
}

/** One proposal of a call: whether it passes after those before it, and every verdict. */
export interface CandidateOutcome extends Pick<Candidate, 'proposalId' | 'title' | 'lead' | 'approved'> {
  readonly requested: Money | null;
  readonly bankPart: Money | null;
  readonly passes: boolean;
  /** What stands in its way, in words. */
  readonly reasons: readonly Localised[];
  /** Of the plan itself. */
  readonly verdicts: readonly Verdict[];
  /** In the fund, after those before it that pass; null where it does not say what it asks. */
  readonly fund: FundStanding | null;
}

/** All proposals of a call together, and what they leave. */
export interface CallOutcome {
  readonly proposals: readonly CandidateOutcome[];
  readonly windows: readonly {
    readonly windowId: string;
    readonly ceiling: Money | null;
    /** Before any of them. */
    readonly allocated: Money;
    readonly passing: Money;
    readonly left: Money | null;
  }[];
  readonly allocated: { readonly total: Money; readonly internal: Money };
}

/** Judges the proposals of a call one after the other: each on its own and on what those before it leave. */
export function callOutcome(candidates: readonly Candidate[], question: CallQuestion): CallOutcome {
  const { charter, at } = question;
  const { currency } = charter;
  let { sums } = question;
  const proposals = candidates.map((candidate) => {
    const outcome = outcomeOf(candidate, { charter, sums, at });
    const ask = askOf(candidate.content, currency);
    if (ask !== undefined && (outcome.passes || candidate.approved))
      sums = withAsk({ charter, sums, at }, ask);
    return outcome;
  });
  return {
    proposals,
    windows: charter.windows.map(({ id, ceilingMinor }) => {
      const before = question.sums.windows[id] ?? 0n;
      const after = sums.windows[id] ?? 0n;
      return {
        windowId: id,
        ceiling: ceilingMinor === null ? null : moneyOf(ceilingMinor, currency),
        allocated: moneyOf(before, currency),
        passing: moneyOf(after - before, currency),
        left: ceilingMinor === null ? null : moneyOf(ceilingMinor - after, currency),
      };
    }),
    allocated: {
      total: moneyOf(sums.totalMinor, currency),
      internal: moneyOf(sums.internalMinor, currency),
    },
  };
}

function outcomeOf(candidate: Candidate, { charter, sums, at }: CallQuestion): CandidateOutcome {
  const { proposalId, title, lead, content, approved, waivers } = candidate;
  const { currency } = charter;
  const verdicts = verdictsOn({ proposalId, content, charter, waivers, at, backDated: false });
  const ask = askOf(content, currency);
  const fund = ask === undefined ? null : fundStanding(ask, { charter, sums, at });
  const reasons = [...stopping(verdicts), ...(fund === null ? [NOTHING_ASKED] : standing(fund))];
  return {
    proposalId,
    title,
    lead,
    approved,
    ...amountsOf(ask, currency),
    passes: approved || reasons.length === 0,
    reasons,
    verdicts,
    fund,
  };
}

function amountsOf(ask: Ask | undefined, currency: string) {
  if (ask === undefined) return { requested: null, bankPart: null };
  return { requested: moneyOf(ask.totalMinor, currency), bankPart: moneyOf(ask.internalMinor, currency) };
}

function standing({ verdicts, window, passes }: FundStanding): readonly Localised[] {
  if (passes) return [];
  return [...(window === null || window.fits ? [] : [window.explanation]), ...stopping(verdicts)];
}

function stopping(verdicts: readonly Verdict[]): readonly Localised[] {
  return verdicts.filter((verdict) => blocking([verdict])).map(({ explanation }) => explanation);
}

const NOTHING_ASKED: Localised = {
  en: 'It does not say what it asks from the fund.',
  fr: 'Elle ne dit pas ce qu’elle demande au fonds.',
};
