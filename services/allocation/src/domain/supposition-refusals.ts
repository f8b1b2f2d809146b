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
    return refused(
      'wrong-currency',
      { en: 'Not the fund’s currency', fr: 'Monnaie autre que celle du fonds' },
      {
        en: `The fund accounts in ${currency}, not in ${amount.currency}.`,
        fr: `Le fonds tient ses comptes en ${currency}, non en ${amount.currency}.`,
      },
      field,
    );
  if (isMoney(amount)) return undefined;
  const title = { en: 'Not an amount', fr: 'Montant non valable' };
  const detail = {
    en: `It is finer than ${currency} allows, or too large.`,
    fr: `Il est plus fin que ${currency} ne le permet, ou trop grand.`,
  };
  return { ...refused('invalid-amount', title, detail, field), category: 'invalid' };
}

/** 400: no fund holds that much. */
export function tooLarge(field: string): Rejection {
  const title = { en: 'More than a fund can hold', fr: 'Plus qu’un fonds ne peut contenir' };
  const detail = {
    en: 'The amount would be more than a fund can hold.',
    fr: 'Le montant dépasserait ce qu’un fonds peut contenir.',
  };
  return { ...refused('too-large', title, detail, field), category: 'invalid' };
}

/** 422, naming the field. */
export function refused(code: string, title: Localised, detail: Localised, field: string): Rejection {
  return { code, category: 'refused', title, detail, field };
}

/** An amount for people. */
export const word = (minor: bigint, currency: string): Localised =>
  inEach((language) => wordMoney(moneyOf(minor, currency), language));

/** 422: something of which less is there than is supposed to be taken from it. */
export const moreThanThereIs = (detail: Localised, field: string): Rejection =>
  refused('more-than-there-is', { en: 'More than there is', fr: 'Plus qu’il n’y a' }, detail, field);

/** 422: the window takes any amount. */
export const noCeiling = (windowId: string, field: string): Rejection =>
  refused(
    'no-ceiling',
    { en: 'No ceiling', fr: 'Pas de plafond' },
    {
      en: `Window ${windowId} has no ceiling that could be raised or cut.`,
      fr: `Le guichet ${windowId} n’a pas de plafond à relever ou à abaisser.`,
    },
    field,
  );
