import type { LocalDate, SmallestChange } from '@mdtf/domain';
import { addMonths, divideDown, millionthsOf, percentHalfUp } from '@mdtf/domain';
import { finding, notApplicable, type Rule } from './rule.ts';
import { apart, changeOfAmount, changeOfDate } from './smallest-change.ts';
import { amountText, inBoth, type Writing } from './writing.ts';

const MILLION = 1_000_000n;

/** A category of an approved budget before and after money is moved, minor units. */
export interface MovedCategory {
  readonly category: number;
  readonly approvedMinor: bigint;
  readonly proposedMinor: bigint;
}

/** Money to be moved between the categories of an approved budget. */
export interface BudgetMoveFacts {
  readonly currency: string;
  readonly categories: readonly MovedCategory[];
  readonly askedOn: LocalDate;
  /** When the committee's non-objection was recorded; null: it is not on record. */
  readonly recordedOn: LocalDate | null;
}

export interface BudgetMoveParameters {
  readonly sharePercent: string;
  readonly recordMonths: number;
}

/** R5: moving more than 15 % of a category needs the committee's non-objection on record within three months. */
export const budgetMoves: Rule<BudgetMoveFacts, BudgetMoveParameters> = {
  id: 'R5',
  version: 1,
  source: 'Peacebuilding Fund, template 3.5',
  title: { en: 'Moving money inside a budget', fr: 'Virements à l’intérieur d’un budget' },
  explanation: {
    en: 'Moving more than a share of a budget category, into it or out of it, needs the committee’s non-objection on record within some months of being asked. Equality passes.',
    fr: 'Déplacer plus qu’une part d’une catégorie du budget, vers elle ou hors d’elle, demande la non-objection du comité, consignée dans un délai de quelques mois après la demande. L’égalité est admise.',
  },
  places: { amendment: 'block' },
  parameters: {
    sharePercent: {
      type: 'percent',
      maximum: '100',
      default: '15',
      label: { en: 'Free share of a category, percent', fr: 'Part libre d’une catégorie, en pourcentage' },
    },
    recordMonths: {
      type: 'integer',
      minimum: 1,
      maximum: 24,
      default: 3,
      label: { en: 'Months within which it is recorded', fr: 'Mois pour la consigner' },
    },
  },
  quantities: {
    categories: {
      type: 'list',
      label: { en: 'Each category, approved and proposed', fr: 'Chaque catégorie, approuvée et proposée' },
    },
    askedOn: { type: 'date', label: { en: 'Day it is asked', fr: 'Jour de la demande' } },
    recordedOn: {
      type: 'date',
      label: { en: 'Day the non-objection is on record', fr: 'Jour où la non-objection est consignée' },
    },
  },
  evaluate({ currency, categories, askedOn, recordedOn }, { sharePercent, recordMonths }) {
    const moves = categories.map((each) => moveOf(each, sharePercent)).toSorted(byExcess);
    const [largest] = moves;
    if (largest === undefined) return notApplicable(NOTHING_MOVED);
    const over = moves.filter(({ tooMuch }) => tooMuch);
    const free = over.length === 0;
    const latest = addMonths(askedOn, recordMonths);
    const inTime = recordedOn !== null && recordedOn <= latest;
    const holds = free || inTime;
    return finding({
      result: holds ? 'holds' : 'broken',
      numerator: amountText(largest.moved, currency),
      denominator: amountText(largest.approved, currency),
      limit: amountText(largest.free, currency),
      percent: percentHalfUp(largest.moved, largest.approved, 2),
      percentLimit: percentHalfUp(millionthsOf(sharePercent), MILLION, 2),
      headroomMinor: largest.free - largest.moved,
      explanation: inBoth(currency, {
        en: (w) =>
          `${moves.map((move) => wordEn(move, w)).join(' ')}${free ? '' : ` ${recordEn(recordedOn, latest, inTime)}`}`,
        fr: (w) =>
          `${moves.map((move) => wordFr(move, w)).join(' ')}${free ? '' : ` ${recordFr(recordedOn, latest, inTime)}`}`,
      }),
      changes: holds ? [] : [...over.map((move) => cutOf(move, currency)), record(latest)],
    });
  },
};

const NOTHING_MOVED = { en: 'No money is moved.', fr: 'Aucun virement n’est demandé.' };

interface Move {
  readonly category: number;
  readonly approved: bigint;
  readonly moved: bigint;
  readonly free: bigint;
  readonly excess: bigint;
  readonly tooMuch: boolean;
}

function moveOf({ category, approvedMinor, proposedMinor }: MovedCategory, sharePercent: string): Move {
  const moved = apart(proposedMinor, approvedMinor);
  const free = divideDown(approvedMinor * millionthsOf(sharePercent), MILLION);
  const excess = moved - free;
  return { category, approved: approvedMinor, moved, free, excess, tooMuch: excess > 0n };
}

function byExcess(a: Move, b: Move): number {
  return Number(b.excess - a.excess);
}

function wordEn({ category, approved, moved, free, excess, tooMuch }: Move, w: Writing): string {
  const past = tooMuch ? `, ${w.money(excess)} more than may be moved freely` : '';
  return `Category ${category}: ${w.money(moved)} of ${w.money(approved)} are moved, ${w.money(free)} may be${past}.`;
}

function wordFr({ category, approved, moved, free, excess, tooMuch }: Move, w: Writing): string {
  const past = tooMuch ? `, soit ${w.money(excess)} de trop` : '';
  return `Catégorie ${category} : ${w.money(moved)} sur ${w.money(approved)} sont déplacés, ${w.money(free)} peuvent l’être librement${past}.`;
}

function recordEn(recordedOn: LocalDate | null, latest: LocalDate, inTime: boolean): string {
  if (recordedOn === null) return `The committee’s non-objection is not on record; it is due by ${latest}.`;
  return `The committee’s non-objection was recorded on ${recordedOn}, ${inTime ? 'within' : 'after'} the term that ends on ${latest}.`;
}

function recordFr(recordedOn: LocalDate | null, latest: LocalDate, inTime: boolean): string {
  if (recordedOn === null)
    return `La non-objection du comité n’est pas consignée ; elle doit l’être au plus tard le ${latest}.`;
  return `La non-objection du comité a été consignée le ${recordedOn}, ${inTime ? 'dans' : 'après'} le délai qui expire le ${latest}.`;
}

function cutOf({ category, free, excess }: Move, currency: string): SmallestChange {
  return changeOfAmount({
    code: `category-${category}`,
    holds: { en: 'What was approved stays', fr: 'Ce qui a été approuvé reste inchangé' },
    currency,
    by: excess,
    to: free,
    en: (w) => `Move ${w.money(excess)} less in category ${category}, ${w.money(free)} in all.`,
    fr: (w) => `Déplacer ${w.money(excess)} de moins dans la catégorie ${category}, soit ${w.money(free)}.`,
  });
}

function record(latest: LocalDate): SmallestChange {
  return changeOfDate(
    'move-fixed',
    { en: 'The move stays', fr: 'Le virement reste inchangé' },
    {
      en: `Have the committee’s non-objection on record by ${latest}.`,
      fr: `Faire consigner la non-objection du comité au plus tard le ${latest}.`,
    },
    latest,
  );
}
