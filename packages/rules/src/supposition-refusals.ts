import {
  inEach,
  isMoney,
  type Localised,
  type Money,
  moneyOf,
  type Rejection,
  wordMoney,
} from '@mdtf/domain';

/** The refusal of what is no amount of the fund. */
export function refuseAmount(amount: Money, currency: string, field: string): Rejection | undefined {
  if (amount.currency !== currency)
    return {
      code: 'wrong-currency',
      category: 'refused',
      title: { en: 'Not the fund’s currency', fr: 'Monnaie autre que celle du fonds' },
      detail: {
        en: `The fund accounts in ${currency}, not in ${amount.currency}.`,
        fr: `Le fonds tient ses comptes en ${currency}, non en ${amount.currency}.`,
      },
      field,
    };
  if (isMoney(amount)) return undefined;
  return {
    code: 'invalid-amount',
    category: 'invalid',
    title: { en: 'Not an amount', fr: 'Montant non valable' },
    detail: {
      en: `It is finer than ${currency} allows, or too large.`,
      fr: `Il est plus fin que ${currency} ne le permet, ou trop grand.`,
    },
    field,
  };
}

/** 400: no fund holds that much. */
export function tooLarge(field: string): Rejection {
  return {
    code: 'too-large',
    category: 'invalid',
    title: { en: 'More than a fund can hold', fr: 'Plus qu’un fonds ne peut contenir' },
    detail: {
      en: 'The amount would be more than a fund can hold.',
      fr: 'Le montant dépasserait ce qu’un fonds peut contenir.',
    },
    field,
  };
}

/** 422: something of which less is there than is supposed to be taken from it. */
export function moreThanThereIs(detail: Localised, field: string): Rejection {
  const title = { en: 'More than there is', fr: 'Plus qu’il n’y a' };
  return { code: 'more-than-there-is', category: 'refused', title, detail, field };
}

/** An amount for people, in minor units. */
export const supposedAmount = (minor: bigint, currency: string): Localised =>
  inEach((language) => wordMoney(moneyOf(minor, currency), language));
