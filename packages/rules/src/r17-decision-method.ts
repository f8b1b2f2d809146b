import type { Localised, SmallestChange } from '@mdtf/domain';
import { finding, type Rule } from './rule.ts';
import { deed } from './smallest-change.ts';

/** How votes are counted. */
export type VotingMethod = 'consensus' | 'majority' | 'two-thirds';

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

export interface DecisionMethodParameters {
  readonly perConstituency: 'no' | 'yes';
}

/** The votes for that carry an item out of those cast; abstentions are not cast, and none carry nothing. */
export function votesNeeded(method: 'majority' | 'two-thirds', cast: number): number {
  const share = method === 'two-thirds' ? Math.ceil((2 * cast) / 3) : Math.floor(cast / 2) + 1;
  return Math.max(1, share);
}

/** R17: an item is carried by consensus, by a majority or by two thirds of the votes cast, where asked in each constituency. */
export const decisionMethod: Rule<DecisionMethodFacts, DecisionMethodParameters> = {
  id: 'R17',
  version: 1,
  source: 'Climate Investment Funds, trust fund committees; Peacebuilding Fund, template 3.5',
  title: { en: 'Decision method', fr: 'Mode de décision' },
  explanation: {
    en: 'The committee decides by consensus (nobody is against), by a majority or by two thirds of the votes cast; abstentions are not cast. Where the charter asks it, every constituency that votes carries it too.',
    fr: 'Le comité décide par consensus (nul ne s’oppose), à la majorité ou aux deux tiers des suffrages exprimés ; les abstentions n’en sont pas. Si la charte le demande, chaque collège qui vote l’approuve aussi.',
  },
  places: { decision: 'block' },
  parameters: {
    perConstituency: {
      type: 'choice',
      options: {
        no: { en: 'in the committee as a whole', fr: 'dans le comité pris ensemble' },
        yes: { en: 'in each constituency that votes as well', fr: 'ainsi que dans chaque collège qui vote' },
      },
      default: 'no',
      label: { en: 'Where the share is needed', fr: 'Où la part est requise' },
    },
  },
  quantities: {
    method: { type: 'text', label: { en: 'How votes are counted', fr: 'Mode de décompte' } },
    for: { type: 'number', label: { en: 'Votes for', fr: 'Voix pour' } },
    against: { type: 'number', label: { en: 'Votes against', fr: 'Voix contre' } },
    abstained: { type: 'number', label: { en: 'Abstentions', fr: 'Abstentions' } },
    constituencies: { type: 'list', label: { en: 'Votes by constituency', fr: 'Voix par collège' } },
  },
  evaluate(facts, { perConstituency }) {
    const { method, constituencies } = facts;
    const counted =
      perConstituency === 'yes' ? constituencies.filter((each) => each.for + each.against > 0) : [];
    const counts = [
      countOf(facts, method, WHOLE),
      ...counted.map((each) => countOf(each, method, named(each.id))),
    ];
    const short = counts.filter(({ missing }) => missing > 0);
    const { cast, needed } = countOf(facts, method, WHOLE);
    return finding({
      result: short.length === 0 ? 'holds' : 'broken',
      numerator: `${facts.for}`,
      denominator: `${cast}`,
      explanation: {
        en: `${facts.for} for, ${facts.against} against, ${facts.abstained} abstaining. ${neededEn(method, needed, cast)}${short.map(({ who, missing }) => ` ${missing} short in ${who.en}.`).join('')}`,
        fr: `${facts.for} pour, ${facts.against} contre, ${facts.abstained} abstention(s). ${neededFr(method, needed, cast)}${short.map(({ who, missing }) => ` Il en manque ${missing} dans ${who.fr}.`).join('')}`,
      },
      changes: short.flatMap((count) => changesOf(count, method)),
    });
  },
};

interface Count extends Votes {
  readonly who: Localised & { readonly code: string };
  readonly cast: number;
  readonly needed: number;
  /** Votes that would have to change sides; 0 where it is carried. */
  readonly missing: number;
}

const WHOLE = { code: 'committee', en: 'the committee', fr: 'le comité' };

function named(id: string): Count['who'] {
  return { code: id, en: `constituency ${id}`, fr: `le collège ${id}` };
}

function countOf(votes: Votes, method: VotingMethod, who: Count['who']): Count {
  const cast = votes.for + votes.against;
  const base = { for: votes.for, against: votes.against, who, cast };
  if (method === 'consensus') return { ...base, needed: cast, missing: votes.against };
  const needed = votesNeeded(method, cast);
  return { ...base, needed, missing: Math.max(0, needed - votes.for) };
}

function neededEn(method: VotingMethod, needed: number, cast: number): string {
  if (method === 'consensus') return 'Consensus needs that nobody is against.';
  return `${needed} of ${cast} votes cast are needed (${method === 'majority' ? 'majority' : 'two thirds'}).`;
}

function neededFr(method: VotingMethod, needed: number, cast: number): string {
  if (method === 'consensus') return 'Le consensus demande que nul ne s’oppose.';
  return `${needed} suffrages exprimés sur ${cast} sont requis (${method === 'majority' ? 'majorité' : 'deux tiers'}).`;
}

function changesOf(count: Count, method: VotingMethod): SmallestChange[] {
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
