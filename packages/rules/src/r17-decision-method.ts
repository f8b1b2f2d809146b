import type { Localised, SmallestChange } from '@mdtf/domain';
import { finding, type Rule } from './rule.ts';
import { deed } from './smallest-change.ts';

/** How votes are counted. */
export type VotingMethod = 'consensus' | 'majority' | 'two-thirds' | 'per-constituency';

/** The votes cast, of a whole committee or of one constituency. */
export interface Votes {
  readonly for: number;
  readonly against: number;
}

/** The votes on one item, and how they are counted. */
export interface DecisionMethodFacts extends Votes {
  readonly method: VotingMethod;
  readonly abstained: number;
  readonly constituencies: readonly (Votes & { readonly id: string })[];
}

/** The votes for that carry an item out of those cast; abstentions are not cast, and none carry nothing. */
export function votesNeeded(method: 'majority' | 'two-thirds', cast: number): number {
  const share = method === 'two-thirds' ? Math.ceil((2 * cast) / 3) : Math.floor(cast / 2) + 1;
  return Math.max(1, share);
}

/** R17: an item is carried by consensus, by a majority or by two thirds of the votes cast, or by a majority in each constituency that votes. */
export const decisionMethod: Rule<DecisionMethodFacts, Record<never, never>> = {
  id: 'R17',
  version: 1,
  source: 'Climate Investment Funds, trust fund committees; Peacebuilding Fund, template 3.5',
  title: { en: 'Decision method', fr: 'Mode de décision' },
  explanation: {
    en: 'The committee decides by consensus (nobody is against), by a majority or two thirds of the votes cast, or by a majority in each constituency that votes; abstentions are not cast.',
    fr: 'Le comité décide par consensus (nul ne s’oppose), à la majorité ou aux deux tiers des suffrages exprimés, ou à la majorité dans chaque collège qui vote ; les abstentions n’en sont pas.',
  },
  places: { decision: 'block' },
  parameters: {},
  quantities: {
    method: { type: 'text', label: { en: 'How votes are counted', fr: 'Mode de décompte' } },
    for: { type: 'number', label: { en: 'Votes for', fr: 'Voix pour' } },
    against: { type: 'number', label: { en: 'Votes against', fr: 'Voix contre' } },
    abstained: { type: 'number', label: { en: 'Abstentions', fr: 'Abstentions' } },
    constituencies: { type: 'list', label: { en: 'Votes by constituency', fr: 'Voix par collège' } },
  },
  evaluate(facts) {
    const { method } = facts;
    const counts = countsOf(facts);
    const short = counts.filter(({ missing }) => missing > 0);
    const cast = facts.for + facts.against;
    return finding({
      result: short.length === 0 ? 'holds' : 'broken',
      numerator: `${facts.for}`,
      denominator: `${cast}`,
      explanation: {
        en: `${facts.for} for, ${facts.against} against, ${facts.abstained} abstaining. ${neededEn(facts)}${short.map(({ who, missing }) => ` ${missing} short in ${who.en}.`).join('')}`,
        fr: `${facts.for} pour, ${facts.against} contre, ${facts.abstained} abstention(s). ${neededFr(facts)}${short.map(({ who, missing }) => ` Il en manque ${missing} dans ${who.fr}.`).join('')}`,
      },
      changes: short.flatMap((count) =>
        changesOf(count, method === 'per-constituency' ? 'majority' : method),
      ),
    });
  },
};

interface Count extends Votes {
  readonly who: Localised & { readonly code: string };
  /** Votes that would have to change sides; none, or fewer, where it is carried. */
  readonly missing: number;
}

const WHOLE = { code: 'committee', en: 'the committee', fr: 'le comité' };

function named(id: string): Count['who'] {
  return { code: id, en: `constituency ${id}`, fr: `le collège ${id}` };
}

/** The committee as a whole, or by constituency each that votes; where none does, the committee lacks a vote. */
function countsOf(facts: DecisionMethodFacts): readonly Count[] {
  if (facts.method !== 'per-constituency') return [countOf(facts, facts.method, WHOLE)];
  const voting = facts.constituencies.filter((each) => each.for + each.against > 0);
  if (voting.length === 0) return [countOf(facts, 'majority', WHOLE)];
  return voting.map((each) => countOf(each, 'majority', named(each.id)));
}

type CountedMethod = Exclude<VotingMethod, 'per-constituency'>;

function countOf(votes: Votes, method: CountedMethod, who: Count['who']): Count {
  const cast = votes.for + votes.against;
  const missing = method === 'consensus' ? votes.against : votesNeeded(method, cast) - votes.for;
  return { for: votes.for, against: votes.against, who, missing };
}

function neededEn({ method, for: given, against }: DecisionMethodFacts): string {
  const cast = given + against;
  switch (method) {
    case 'consensus':
      return 'Consensus needs that nobody is against.';
    case 'per-constituency':
      return 'A majority is needed in each constituency that votes.';
    case 'majority':
      return `${votesNeeded(method, cast)} of ${cast} votes cast are needed (majority).`;
    case 'two-thirds':
      return `${votesNeeded(method, cast)} of ${cast} votes cast are needed (two thirds).`;
  }
}

function neededFr({ method, for: given, against }: DecisionMethodFacts): string {
  const cast = given + against;
  switch (method) {
    case 'consensus':
      return 'Le consensus demande que nul ne s’oppose.';
    case 'per-constituency':
      return 'Une majorité est requise dans chaque collège qui vote.';
    case 'majority':
      return `${votesNeeded(method, cast)} suffrages exprimés sur ${cast} sont requis (majorité).`;
    case 'two-thirds':
      return `${votesNeeded(method, cast)} suffrages exprimés sur ${cast} sont requis (deux tiers).`;
  }
}

function changesOf(count: Count, method: CountedMethod): SmallestChange[] {
  const { who, missing } = count;
  if (method === 'consensus')
    return [
      deed(
        `votes-for-${who.code}`,
        { en: 'The votes for stay', fr: 'Les voix pour restent inchangées' },
        {
          en: `${missing} against in ${who.en} give way.`,
          fr: `${missing} voix contre dans ${who.fr} se retirent.`,
        },
      ),
    ];
  const more = moreVotes(count, method);
  const others = deed(
    `votes-against-${who.code}`,
    { en: 'The votes cast stay as they are', fr: 'Les suffrages exprimés restent tels quels' },
    { en: `${more} more vote for in ${who.en}.`, fr: `${more} voix de plus pour, dans ${who.fr}.` },
  );
  if (missing > count.against) return [others];
  return [
    deed(
      `votes-cast-${who.code}`,
      { en: 'The number of votes cast stays', fr: 'Le nombre de suffrages exprimés reste inchangé' },
      {
        en: `${missing} of those against in ${who.en} vote for.`,
        fr: `${missing} des voix contre, dans ${who.fr}, passent pour.`,
      },
    ),
    others,
  ];
}

/** The fewest new votes for that carry it: each also raises the votes cast. */
function moreVotes({ for: given, against }: Votes, method: 'majority' | 'two-thirds'): number {
  const more = method === 'majority' ? against + 1 - given : 2 * against - given;
  return Math.max(1 - given, more);
}
