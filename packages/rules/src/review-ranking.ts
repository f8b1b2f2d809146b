import type { Localised } from '@mdtf/domain';
import { wordNumber, wordPercent } from '@mdtf/domain';
import {
  compareRatios,
  type PanelResult,
  type Points,
  panelResult,
  type ReviewScheme,
  reviewsWanted,
} from './review-score.ts';

/** Why a proposal is out of a ranking whatever its reviews say: excluded at screening, taken back, or gone on as another. */
export type OutOfRanking = 'excluded' | 'withdrawn' | 'converted';

/** A proposal with its completed reviews. */
export interface ReviewedProposal {
  readonly id: string;
  readonly reviews: readonly Points[];
  /** Left out: it is ranked once its reviews are complete. */
  readonly out?: OutOfRanking | undefined;
}

/** Where a proposal stands among those that are ranked; without a rank until its reviews are complete, and none where it is out. */
export interface Ranked {
  readonly id: string;
  /** 1 is the best; equals share the smallest, and the next one's skips as many. */
  readonly rank: number | null;
  /** Null where it has a rank. */
  readonly notRanked: OutOfRanking | 'reviews-outstanding' | null;
  /** The other proposals with exactly the same result. */
  readonly tiedWith: readonly string[];
  /** How many are ranked. */
  readonly of: number;
  readonly result: PanelResult | null;
  readonly completed: number;
  readonly wanted: number;
  readonly reasons: Localised;
}

/** Ranks proposals by the exact weighted mean of their reviews, the best first; those not ranked follow in the order of their ids. */
export function rankProposals(
  proposals: readonly ReviewedProposal[],
  scheme: ReviewScheme,
): readonly Ranked[] {
  const judged = proposals.map(({ id, reviews, out }) => {
    const result = panelResult(reviews, scheme);
    return { id, out, result, completed: reviews.length, wanted: reviewsWanted(result, scheme) };
  });
  const ready = judged.flatMap(({ result, out, ...rest }) =>
    out === undefined && result !== undefined && rest.completed >= rest.wanted ? [{ ...rest, result }] : [],
  );
  ready.sort((a, b) => compareRatios(b.result.mean, a.result.mean) || byId(a, b));
  const ranked = ready.map((one): Ranked => {
    const equal = (other: (typeof ready)[number]) => compareRatios(other.result.mean, one.result.mean) === 0;
    const rank = ready.findIndex(equal) + 1;
    const tiedWith = ready.filter((other) => other !== one && equal(other)).map(({ id }) => id);
    const place = { rank, tiedWith, of: ready.length };
    return {
      ...one,
      ...place,
      notRanked: null,
      reasons: rankedReasons(one.result, one.completed, place, scheme),
    };
  });
  const waiting = judged.filter(({ id }) => !ready.some((one) => one.id === id)).sort(byId);
  return [
    ...ranked,
    ...waiting.map(({ result = null, out, ...rest }): Ranked => {
      const reasons =
        out === undefined
          ? waitingReasons(result, rest.completed, rest.wanted, scheme)
          : OUT_OF_RANKING_REASONS[out];
      const notRanked = out ?? 'reviews-outstanding';
      return { ...rest, result, rank: null, notRanked, tiedWith: [], of: ready.length, reasons };
    }),
  ];
}

const OUT_OF_RANKING_REASONS: Readonly<Record<OutOfRanking, Localised>> = {
  excluded: {
    en: 'Not ranked: the committee excluded it at screening.',
    fr: 'Non classée : le comité l’a exclue à l’examen préalable.',
  },
  withdrawn: {
    en: 'Not ranked: its applicant withdrew it.',
    fr: 'Non classée : son auteur l’a retirée.',
  },
  converted: {
    en: 'Not ranked: it was made into a project, which takes its place.',
    fr: 'Non classée : un projet en a été fait, qui la remplace.',
  },
};

interface Place {
  readonly rank: number;
  readonly tiedWith: readonly string[];
  readonly of: number;
}

function rankedReasons(
  { mean, disagreement }: PanelResult,
  completed: number,
  { rank, tiedWith, of }: Place,
  { scale }: ReviewScheme,
): Localised {
  const { numerator, denominator, value } = mean;
  const tie = tiedWith.join(', ');
  const apart = apartWords(disagreement);
  return {
    en: [
      `Rank ${rank} of ${of}${tie === '' ? '' : `, equal with ${tie}`}:`,
      `${wordNumber(value, 'en')} on a scale of ${scale.min} to ${scale.max} (${numerator}/${denominator}, rounded half-up),`,
      `the weighted mean of ${completed} ${completed === 1 ? 'review' : 'reviews'}. ${apart.en}`,
    ].join(' '),
    fr: [
      `Rang ${rank} sur ${of}${tie === '' ? '' : `, à égalité avec ${tie}`} :`,
      `${wordNumber(value, 'fr')} sur une échelle de ${scale.min} à ${scale.max} (${numerator}/${denominator}, arrondi au plus proche, moitié vers le haut),`,
      `moyenne pondérée de ${completed} ${completed === 1 ? 'évaluation' : 'évaluations'}. ${apart.fr}`,
    ].join(' '),
  };
}

function waitingReasons(
  result: PanelResult | null,
  completed: number,
  wanted: number,
  { reviewers }: ReviewScheme,
): Localised {
  const counted = {
    en: `Not ranked yet: ${completed} of ${wanted} reviews are complete.`,
    fr: `Pas encore classée : ${completed} évaluation(s) terminée(s) sur ${wanted}.`,
  };
  if (result === null) return counted;
  const apart = apartWords(result.disagreement);
  if (wanted === reviewers) return { en: `${counted.en} ${apart.en}`, fr: `${counted.fr} ${apart.fr}` };
  return {
    en: `${counted.en} ${apart.en} A third review is asked for.`,
    fr: `${counted.fr} ${apart.fr} Une troisième évaluation est demandée.`,
  };
}

function apartWords({
  spreadPercent,
  tolerancePercent,
  beyondTolerance,
}: PanelResult['disagreement']): Localised {
  const spread = spreadPercent.value;
  return {
    en: `The reviews are ${wordPercent(spread, 'en')} of the scale apart, ${beyondTolerance ? 'more than the' : 'within the'} tolerance of ${wordPercent(`${tolerancePercent}`, 'en')}.`,
    fr: `Les évaluations s’écartent de ${wordPercent(spread, 'fr')} de l’échelle, ${beyondTolerance ? 'plus que la tolérance' : 'dans la tolérance'} de ${wordPercent(`${tolerancePercent}`, 'fr')}.`,
  };
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}
