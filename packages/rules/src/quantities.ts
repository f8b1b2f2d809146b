import type { Localised, Place } from '@mdtf/domain';
import type { QuantityType } from './rule.ts';

/** A quantity that a fund's own rules may name. */
export interface NamedQuantity {
  readonly type: Exclude<QuantityType, 'list'>;
  readonly label: Localised;
  readonly places: readonly Place[];
}

const PROPOSAL: readonly Place[] = ['proposal', 'agenda', 'decision'];
const SPLIT: readonly Place[] = ['agenda', 'decision'];
const PAYMENT: readonly Place[] = ['tranche'];
const CONTRIBUTION: readonly Place[] = ['pledged', 'agreed'];
const FACILITY: readonly Place[] = ['facility-preliminary', 'facility-formal'];

const quantity =
  (type: NamedQuantity['type'], places: readonly Place[]) =>
  (en: string, fr: string): NamedQuantity => ({ type, places, label: { en, fr } });
const money = quantity('money', PROPOSAL);
const number = quantity('number', PROPOSAL);
const date = quantity('date', PROPOSAL);
const text = quantity('text', PROPOSAL);

/** Every named quantity, and the places where it is known. */
export const QUANTITIES = {
  kind: text('kind of proposal', 'type de proposition'),
  window: text('window', 'guichet'),
  lead: text('lead organisation', 'organisation chef de file'),
  requested: money('asked from the fund', 'demandé au fonds'),
  bankPart: money('the bank’s part', 'part de la banque'),
  ownFunds: money('the partner’s own funds', 'fonds propres du partenaire'),
  otherFunds: money('other co-financing', 'autre cofinancement'),
  confirmedFunds: money('other co-financing confirmed', 'autre cofinancement confirmé'),
  budget: money('budget', 'budget'),
  directCost: money('direct cost', 'coûts directs'),
  indirectCost: money('indirect support cost', 'coûts d’appui indirects'),
  category1: money('budget category 1', 'catégorie 1 du budget'),
  category2: money('budget category 2', 'catégorie 2 du budget'),
  category3: money('budget category 3', 'catégorie 3 du budget'),
  category4: money('budget category 4', 'catégorie 4 du budget'),
  category5: money('budget category 5', 'catégorie 5 du budget'),
  category6: money('budget category 6', 'catégorie 6 du budget'),
  category7: money('budget category 7', 'catégorie 7 du budget'),
  category8: money('budget category 8', 'catégorie 8 du budget'),
  startDate: date('first day', 'premier jour'),
  endDate: date('last day', 'dernier jour'),
  lengthMonths: number('months from start to end', 'mois du début à la fin'),
  countries: number('countries', 'pays'),
  partners: number('partners besides the lead', 'partenaires outre le chef de file'),
  approved: quantity('money', SPLIT)('amount of the decision', 'montant de la décision'),
  approvedFromBank: quantity('money', SPLIT)(
    'bank’s part of the decision',
    'part de la banque dans la décision',
  ),
  payment: quantity('money', PAYMENT)('payment', 'paiement'),
  approvedBudget: quantity('money', PAYMENT)('approved budget', 'budget approuvé'),
  paidBefore: quantity('money', PAYMENT)('paid before', 'déjà versé'),
  openConditions: quantity('number', PAYMENT)('open conditions', 'conditions en suspens'),
  contribution: quantity('money', CONTRIBUTION)('contribution', 'contribution'),
  donor: quantity('text', CONTRIBUTION)('donor', 'donateur'),
  internal: quantity('yes-no', CONTRIBUTION)('the bank’s own resources', 'ressources internes de la banque'),
  sought: quantity('money', FACILITY)('all funding sought', 'financement total recherché'),
  soughtFromBank: quantity('money', FACILITY)('sought from the bank', 'recherché auprès de la banque'),
  donors: quantity('number', FACILITY)('potential donors', 'donateurs potentiels'),
} as const satisfies Readonly<Record<string, NamedQuantity>>;

export type QuantityName = keyof typeof QUANTITIES;

/** What is known at a place: money in minor units, a yes or no as text; null or absent where it is not said yet. */
export type Quantities = { readonly [name in QuantityName]?: bigint | number | string | null };
