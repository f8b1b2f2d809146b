import { type ApprovedAmount, isMoney, type Money, moneyOf, sumMinor } from '@mdtf/domain';
import { type KnownPot, STANDING_POTS } from './known/pot.ts';
import type { KnownProposal } from './known/proposal.ts';
import { invalid, refused, unknownIn } from './rejections.ts';
import type { Charter } from './shapes.ts';

/** What amounts by pot and window are held against. */
export interface AmountsFrame {
  readonly charter: Pick<Charter, 'currency' | 'windows'>;
  readonly proposal: KnownProposal;
  readonly pot: (id: string) => KnownPot | undefined;
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
    amounts.map(({ amount }) => amount),
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
      'A window is named',
      `The proposal is under window ${frame.proposal.windowId}: say under which window the money is.`,
      { field: `${field}.windowId` },
    );
  }
  const known = frame.pot(pot);
  if (known === undefined && !STANDING_POTS.includes(pot)) return unknownIn(`${field}.pot`, 'pot', pot);
  if (known !== undefined && known.windowId !== null && known.windowId !== windowId) {
    return refused(
      'earmarked-for-another-window',
      'This money is for another window',
      `Pot ${pot} is earmarked for window ${known.windowId}, not for ${windowId ?? 'none'}.`,
      { field: `${field}.pot` },
    );
  }
  return undefined;
}

function wrongCurrency(field: string, currency: string, given: string) {
  return refused(
    'wrong-currency',
    'Not the fund’s currency',
    `The fund is accounted in ${currency}, not in ${given}.`,
    { field },
  );
}

function noAmount(given: string, currency: string, field: string) {
  return invalid(
    'amount-invalid',
    'Not an amount',
    `${given} is finer than ${currency} allows, or too large.`,
    {
      field,
    },
  );
}

function nothingRequested(field: string) {
  return refused(
    'nothing-requested',
    'Nothing is asked for',
    'The proposal does not say yet what it asks from the fund.',
    {
      field,
    },
  );
}

function beyondRequest(sum: Money, requested: Money, field: string) {
  return refused(
    'beyond-request',
    'More than was asked for',
    `The amounts come to ${sum.amount} ${sum.currency}; the proposal asks for ${requested.amount} ${requested.currency}.`,
    { field, params: { sum: sum.amount, requested: requested.amount } },
  );
}
