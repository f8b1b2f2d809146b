import { decimalText, divideHalfUp } from '@mdtf/domain';

/** How the proposals of a call are scored: whole points on one scale, each criterion with its weight. */
export interface ReviewScheme {
  readonly scale: { readonly min: number; readonly max: number };
  readonly criteria: readonly { readonly id: string; readonly weight: number }[];
  /** Reviews that each proposal should have. */
  readonly reviewers: number;
  /** How far apart two reviews may be, in percent of the scale's length; beyond it a third is asked for. */
  readonly tolerancePercent: number;
}

/** Whole points by criterion; every criterion of the scheme has some. */
export type Points = Readonly<Record<string, number>>;

/** An exact quotient of whole numbers, and the same at two decimals, rounded half-up. */
export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
  readonly value: string;
  readonly rounding: 'half-up';
}

/** What the completed reviews of one proposal come to. */
export interface PanelResult {
  /** The weighted mean of all reviews: all weighted points over weights times reviews. */
  readonly mean: Ratio;
  readonly criteria: readonly CriterionResult[];
  readonly disagreement: Disagreement;
}

/** One criterion over all reviews. */
export interface CriterionResult {
  readonly criterion: string;
  readonly mean: Ratio;
  readonly lowest: number;
  readonly highest: number;
}

/** How far the reviews are apart, by their weighted scores. */
export interface Disagreement {
  readonly lowest: Ratio;
  readonly highest: Ratio;
  /** Of the scale's length, percent. */
  readonly spreadPercent: Ratio;
  readonly tolerancePercent: number;
  /** Exactly at the tolerance is within it. */
  readonly beyondTolerance: boolean;
}

/** The number of reviews at which two that differ too much have a third beside them. */
export const REVIEWS_WHEN_THEY_DIFFER = 3;

const DECIMALS = 2;

/** One review's weighted score: weighted points over the weights. */
export function weightedScore(points: Points, { criteria }: ReviewScheme): Ratio {
  return ratio(weightedPoints(points, criteria), weightOf(criteria));
}

/** The result of the completed reviews; undefined where there is none. */
export function panelResult(reviews: readonly Points[], scheme: ReviewScheme): PanelResult | undefined {
  const { criteria } = scheme;
  const [first, ...others] = reviews.map((points) => weightedPoints(points, criteria));
  if (first === undefined) return undefined;
  const sums = [first, ...others];
  const weight = weightOf(criteria);
  return {
    mean: ratio(
      sums.reduce((all, sum) => all + sum, 0),
      weight * sums.length,
    ),
    criteria: criteria.map(({ id }) => criterionResult(id, reviews)),
    disagreement: disagreement(Math.min(...sums), Math.max(...sums), weight, scheme),
  };
}

/** How many completed reviews a proposal needs before it is ranked: the scheme's number, and three where two differ too much. */
export function reviewsWanted(result: PanelResult | undefined, { reviewers }: ReviewScheme): number {
  const differ = result?.disagreement.beyondTolerance ?? false;
  return differ ? Math.max(reviewers, REVIEWS_WHEN_THEY_DIFFER) : reviewers;
}

/** Below 0 where `a` is the smaller quotient, 0 where both are equal; exact. */
export function compareRatios(a: Ratio, b: Ratio): number {
  const left = BigInt(a.numerator) * BigInt(b.denominator);
  const right = BigInt(b.numerator) * BigInt(a.denominator);
  return Number(left - right);
}

/** A quotient of whole numbers with its value at two decimals. */
export function ratio(numerator: number, denominator: number): Ratio {
  const scaled = divideHalfUp(BigInt(numerator) * 10n ** BigInt(DECIMALS), BigInt(denominator));
  return { numerator, denominator, value: decimalText(scaled, DECIMALS), rounding: 'half-up' };
}

type Weighted = ReviewScheme['criteria'];

function weightedPoints(points: Points, criteria: Weighted): number {
  return criteria.reduce((sum, { id, weight }) => sum + weight * pointsOf(points, id), 0);
}

function weightOf(criteria: Weighted): number {
  return criteria.reduce((sum, { weight }) => sum + weight, 0);
}

function pointsOf(points: Points, criterion: string): number {
  const found = Object.hasOwn(points, criterion) ? points[criterion] : undefined;
  if (found === undefined) throw new RangeError(`A completed review has points for ${criterion}`);
  return found;
}

function criterionResult(criterion: string, reviews: readonly Points[]): CriterionResult {
  const given = reviews.map((points) => pointsOf(points, criterion));
  return {
    criterion,
    mean: ratio(
      given.reduce((sum, points) => sum + points, 0),
      given.length,
    ),
    lowest: Math.min(...given),
    highest: Math.max(...given),
  };
}

function disagreement(lowest: number, highest: number, weight: number, scheme: ReviewScheme): Disagreement {
  const { scale, tolerancePercent } = scheme;
  const length = weight * (scale.max - scale.min);
  const spread = highest - lowest;
  return {
    lowest: ratio(lowest, weight),
    highest: ratio(highest, weight),
    spreadPercent: ratio(100 * spread, length),
    tolerancePercent,
    beyondTolerance: 100 * spread > tolerancePercent * length,
  };
}
