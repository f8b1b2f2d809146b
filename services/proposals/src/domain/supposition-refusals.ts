import {
  inEach,
  isMoney,
  type Localised,
  type Money,
  moneyOf,
  type Rejection,
  wordMoney,
} from '@mdtf/domain';
import { refused } from './refusals.ts';

interface Asked {
  readonly bankMinor: bigint;
  readonly fundMinor: bigint;
  readonly currency: string;
}

/** 422: less would be asked than nothing. */
export function lessThanNothing(
  proposalId: string,
  { bankMinor, fundMinor, currency }: Asked,
  field: string,
) {
  const [bank, fund] = [word(bankMinor, currency), word(fundMinor, currency)];
  return refused(
    'less-than-nothing',
    { en: 'Less than nothing', fr: 'Moins que rien' },
    {
      en: `Proposal ${proposalId} asks ${bank.en} of ${fund.en} from the bank; there is no more to take away.`,
      fr: `La proposition ${proposalId} demande à la banque ${bank.fr} sur ${fund.fr} ; il n’y a rien de plus à retirer.`,
    },
    { field },
  );
}

/** 422: the bank's part would be more than all that is asked. */
export function moreThanAsked({ bankMinor, fundMinor, currency }: Asked, field: string) {
  const [bank, fund] = [word(bankMinor, currency), word(fundMinor, currency)];
  return refused(
    'more-than-asked',
    { en: 'More than is asked', fr: 'Plus que la demande' },
    {
      en: `The bank’s part would be ${bank.en} of ${fund.en}: suppose the request larger too, or hold the others.`,
      fr: `La part de la banque serait de ${bank.fr} sur ${fund.fr} : supposez aussi une demande plus grande, ou gardez les autres parts.`,
    },
    { field },
  );
}

/** 422: the window takes any amount. */
export function noCeiling(windowId: string, field: string) {
  return refused(
    'no-ceiling',
    { en: 'No ceiling', fr: 'Pas de plafond' },
    {
      en: `Window ${windowId} has no ceiling that could be raised or cut.`,
      fr: `Le guichet ${windowId} n’a pas de plafond à relever ou à abaisser.`,
    },
    { field },
  );
}

/** The title of what says nothing yet of money. */
export const NOTHING_ASKED = { en: 'Nothing is asked', fr: 'Rien n’est demandé' };

/** The refusal of what is no amount of the fund. */
export function refuseAmount(amount: Money, currency: string, field: string): Rejection | undefined {
  if (amount.currency !== currency) {
    return refused(
      'wrong-currency',
      { en: 'Not the fund’s currency', fr: 'Monnaie autre que celle du fonds' },
      {
        en: `The fund accounts in ${currency}, not in ${amount.currency}.`,
        fr: `Le fonds tient ses comptes en ${currency}, non en ${amount.currency}.`,
      },
      { field },
    );
  }
  if (isMoney(amount)) return undefined;
  return refused(
    'invalid-amount',
    { en: 'Not an amount', fr: 'Montant non valable' },
    {
      en: `It is finer than ${currency} allows, or too large.`,
      fr: `Il est plus fin que ${currency} ne le permet, ou trop grand.`,
    },
    { field, category: 'invalid' },
  );
}

/** 400: no fund holds that much. */
export function tooLarge(field: string): Rejection {
  return refused(
    'too-large',
    { en: 'More than a fund can hold', fr: 'Plus qu’un fonds ne peut contenir' },
    {
      en: 'The amount would be more than a fund can hold.',
      fr: 'Le montant dépasserait ce qu’un fonds peut contenir.',
    },
    { field, category: 'invalid' },
  );
}

/** An amount for people. */
export const word = (minor: bigint, currency: string): Localised =>
  inEach((language) => wordMoney(moneyOf(minor, currency), language));
