import { type ApprovedAmount, isMoney, type Money, moneyOf, sumMinor, wordMoney } from '@mdtf/domain';
import { type KnownPot, STANDING_POTS } from './known/pot.ts';
import type { KnownProposal } from './known/proposal.ts';
import { invalid, refused, unknownIn } from './rejections.ts';
import type { Charter } from './shapes.ts';

/** What amounts by pot and window are held against. */
export interface AmountsFrame {
  readonly charter: Pick<Charter, 'currency' | 'windows'>;
  readonly proposal: KnownProposal;
  readonly pot: (id: string) => KnownPot | undefined;
  /** Given to it before, by the decision that is amended. */
  readonly already: readonly ApprovedAmount[];
  /** Where the amounts stand in the request: `body.split`, `body.amounts`. */
  readonly field: string;
}

/** What keeps amounts from being proposed or approved; undefined when each is in order and their sum is at most the request. */
export function refuseAmounts(amounts: readonly ApprovedAmount[], frame: AmountsFrame) {
  for (const [at, amount] of amounts.entries()) {
    const unfit = refuseAmount(amount, frame, `${frame.field}.${at}`);
    if (unfit !== undefined) return unfit;
  }
  const { currency } = frame.charter;
  const { requested } = frame.proposal;
  if (amounts.length === 0) return undefined;
  if (requested === null) return nothingRequested(frame.field);
  if (requested.currency !== currency) return wrongCurrency(frame.field, currency, requested.currency);
  const sum = sumMinor(
    [...frame.already, ...amounts].map(({ amount }) => amount),
    currency,
  );
  return sum > sumMinor([requested], currency)
    ? beyondRequest(moneyOf(sum, currency), requested, frame.field)
    : undefined;
}

function refuseAmount({ pot, windowId, amount }: ApprovedAmount, frame: AmountsFrame, field: string) {
  const given = amount.amount;
  const { currency, windows } = frame.charter;
  if (amount.currency !== currency) {
    return wrongCurrency(`${field}.amount.currency`, currency, amount.currency);
  }
  if (!isMoney(amount)) return noAmount(given, currency, `${field}.amount.amount`);
  if (windowId !== null && !windows.some(({ id }) => id === windowId)) {
    return unknownIn(`${field}.windowId`, 'window', windowId);
  }
  if (windowId === null && frame.proposal.windowId !== null) {
    return refused(
      'window-missing',
      { en: 'A window is named', fr: 'Un guichet est nommé' },
      {
        en: `The proposal is under window ${frame.proposal.windowId}: say under which window the money is.`,
        fr: `La proposition relève du guichet ${frame.proposal.windowId} : dites de quel guichet vient l’argent.`,
      },
      { field: `${field}.windowId` },
    );
  }
  const known = frame.pot(pot);
  if (known === undefined && !STANDING_POTS.includes(pot)) return unknownIn(`${field}.pot`, 'pot', pot);
  if (known !== undefined && known.windowId !== null && known.windowId !== windowId) {
    return refused(
      'earmarked-for-another-window',
      { en: 'This money is for another window', fr: 'Cet argent est pour un autre guichet' },
      {
        en: `Pot ${pot} is earmarked for window ${known.windowId}, not for ${windowId ?? 'none'}.`,
        fr: `L’enveloppe ${pot} est affectée au guichet ${known.windowId}, non à ${windowId ?? 'aucun'}.`,
      },
      { field: `${field}.pot` },
    );
  }
  return undefined;
}

function wrongCurrency(field: string, currency: string, given: string) {
  return refused(
    'wrong-currency',
    { en: 'Not the fund’s currency', fr: 'Monnaie autre que celle du fonds' },
    {
      en: `The fund is accounted in ${currency}, not in ${given}.`,
      fr: `Le fonds tient ses comptes en ${currency}, non en ${given}.`,
    },
    { field },
  );
}

function noAmount(given: string, currency: string, field: string) {
  return invalid(
    'amount-invalid',
    { en: 'Not an amount', fr: 'Montant non valable' },
    {
      en: `${given} is finer than ${currency} allows, or too large.`,
      fr: `${given} est plus fin que ${currency} ne le permet, ou trop grand.`,
    },
    { field },
  );
}

function nothingRequested(field: string) {
  return refused(
    'nothing-requested',
    { en: 'Nothing is asked for', fr: 'Rien n’est demandé' },
    {
      en: 'The proposal does not say yet what it asks from the fund.',
      fr: 'La proposition ne dit pas encore ce qu’elle demande au fonds.',
    },
    { field },
  );
}

function beyondRequest(sum: Money, requested: Money, field: string) {
  return refused(
    'beyond-request',
    { en: 'More than was asked for', fr: 'Plus que la demande' },
    {
      en: `The amounts come to ${wordMoney(sum, 'en')}; the proposal asks for ${wordMoney(requested, 'en')}.`,
      fr: `Les montants totalisent ${wordMoney(sum, 'fr')} ; la proposition demande ${wordMoney(requested, 'fr')}.`,
    },
    { field, params: { sum: sum.amount, requested: requested.amount } },
  );
}
