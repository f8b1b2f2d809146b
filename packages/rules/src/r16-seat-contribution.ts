import { finding, type Rule } from './rule.ts';
import { changeOfAmount } from './smallest-change.ts';
import { amountSet, amountText, inBoth } from './writing.ts';

/** What the organisation that is to hold a seat contributed, minor units. */
export interface SeatContributionFacts {
  readonly currency: string;
  readonly agreedMinor: bigint;
  readonly depositedMinor: bigint;
}

export interface SeatContributionParameters {
  readonly minimumAmount: string;
  readonly counted: 'agreed' | 'deposited';
}

/** R16: a seat of a donor goes with a contribution of at least the charter's minimum. */
export const seatContribution: Rule<SeatContributionFacts, SeatContributionParameters> = {
  id: 'R16',
  version: 1,
  source: 'haitireconstructionfund.org, governance',
  title: { en: 'Seat by minimum contribution', fr: 'Siège selon la contribution minimale' },
  explanation: {
    en: 'A donor’s seat with a vote goes with a contribution of at least a minimum, agreed or deposited as the charter says. Equality passes.',
    fr: 'Le siège avec droit de vote d’un donateur suppose une contribution d’au moins un minimum, convenue ou déposée selon la charte. L’égalité est admise.',
  },
  places: { seat: 'off' },
  parameters: {
    minimumAmount: {
      type: 'amount',
      maximum: '1000000000000',
      default: '30000000',
      label: { en: 'Least contribution', fr: 'Contribution minimale' },
    },
    counted: {
      type: 'choice',
      options: {
        agreed: { en: 'as agreed', fr: 'convenue' },
        deposited: { en: 'as deposited', fr: 'déposée' },
      },
      default: 'agreed',
      label: { en: 'Which contribution counts', fr: 'Contribution prise en compte' },
    },
  },
  quantities: {
    agreedMinor: { type: 'money', label: { en: 'Agreed with the donor', fr: 'Convenu avec le donateur' } },
    depositedMinor: { type: 'money', label: { en: 'Deposited by the donor', fr: 'Déposé par le donateur' } },
  },
  evaluate({ currency, agreedMinor, depositedMinor }, { minimumAmount, counted }) {
    const least = amountSet(minimumAmount, currency);
    const given = counted === 'agreed' ? agreedMinor : depositedMinor;
    const short = least - given;
    const tooLittle = short > 0n;
    const [word, mot] = counted === 'agreed' ? ['agreed', 'convenue'] : ['deposited', 'déposée'];
    return finding({
      result: tooLittle ? 'broken' : 'holds',
      numerator: amountText(given, currency),
      denominator: amountText(least, currency),
      explanation: inBoth(currency, {
        en: (w) =>
          `The contribution ${word} is ${w.money(given)}; a seat takes at least ${w.money(least)}` +
          `${tooLittle ? `, ${w.money(short)} more` : ''}.`,
        fr: (w) =>
          `La contribution ${mot} est de ${w.money(given)} ; un siège demande au moins ${w.money(least)}` +
          `${tooLittle ? `, soit ${w.money(short)} de plus` : ''}.`,
      }),
      changes: tooLittle
        ? [
            changeOfAmount({
              code: 'minimum-fixed',
              holds: { en: 'The minimum stays', fr: 'Le minimum reste inchangé' },
              currency,
              by: short,
              to: least,
              en: (w) => `Raise the contribution ${word} by ${w.money(short)} to ${w.money(least)}.`,
              fr: (w) => `Porter la contribution ${mot} à ${w.money(least)}, soit ${w.money(short)} de plus.`,
            }),
          ]
        : [],
    });
  },
};
