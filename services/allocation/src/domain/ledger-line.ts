import {
  type Aggregate,
  accept,
  alreadyExists,
  type CommandHandler,
  fundNotKnown,
  type LocalDate,
  type Money,
  moneyOf,
  notKnown,
  reject,
  type Slice,
} from '@mdtf/domain';
import { readAmount, refuseBeyondLargestSum } from './amounts.ts';
import { available, LINE_ACCOUNTS, uncovered } from './chart-of-accounts.ts';
import { dayOf } from './day.ts';
import type { LedgerLine, LedgerLineRecorded } from './events.ts';
import { CURRENT, knownCharter } from './known/charter.ts';
import { mandate } from './mandate.ts';
import { isCommonPot, pot } from './pot.ts';
import { FUND, fundTotals, NO_TOTALS } from './totals.ts';

// Commands

/** Money that is neither deposit nor transfer; a fact, never refused for lack of money. */
export interface RecordLedgerLine {
  readonly entryId: string;
  readonly line: LedgerLine;
  readonly pot: string;
  readonly amount: Money;
  readonly bookedOn?: LocalDate | undefined;
  readonly note: string;
  readonly mandateId?: string | undefined;
}

// State

/** That a line was recorded; the ledger holds its amounts. */
export interface RecordedLine {
  readonly line: LedgerLine;
}

// Decide

/** Records a line; what a cost takes beyond its pot's money is told as uncovered. */
export const recordLedgerLine: CommandHandler<RecordLedgerLine, LedgerLineRecorded, LedgerLineAnswer> = {
  needs({ entryId, line, pot: potId, mandateId }) {
    const other = LINE_ACCOUNTS[line];
    const named = mandateId === undefined ? [] : [{ kind: mandate.kind, id: mandateId }];
    return {
      own: [
        { kind: ledgerLine.kind, id: entryId },
        { kind: pot.kind, id: potId },
        { kind: fundTotals.kind, id: FUND },
        ...named,
      ],
      facts: [{ kind: knownCharter.kind, id: CURRENT }],
      accounts: [available(potId), uncovered(potId), 'from' in other ? other.from : other.to],
    };
  },
  decide(command, slice, context) {
    const charter = slice.fact(knownCharter, CURRENT);
    if (charter === undefined) return reject(fundNotKnown);
    const { entryId, line, pot: potId, mandateId = null, note } = command;
    const { currency, timeZone } = charter;
    if (slice.get(ledgerLine, entryId) !== undefined) return reject(alreadyExists('ledger entry', entryId));
    if (!isCommonPot(potId) && slice.get(pot, potId) === undefined)
      return reject(notKnown('pot', potId, 'body.pot'));
    if (mandateId !== null && slice.get(mandate, mandateId) === undefined) {
      return reject(notKnown('mandate', mandateId, 'body.mandateId'));
    }
    const amountMinor = readAmount(command.amount, currency, 'body.amount');
    if (typeof amountMinor !== 'bigint') return reject(amountMinor);
    const bookedOn = dayOf(command.bookedOn, context, timeZone, 'body.bookedOn');
    if (typeof bookedOn !== 'string') return reject(bookedOn);
    const { moved } = slice.get(fundTotals, FUND) ?? NO_TOTALS;
    const tooLarge = refuseBeyondLargestSum(moved + amountMinor, currency, 'body.amount');
    if (tooLarge !== undefined) return reject(tooLarge);
    const data = {
      entryId,
      line,
      pot: potId,
      amount: moneyOf(amountMinor, currency),
      uncovered: moneyOf(missing(line, potId, amountMinor, slice), currency),
      bookedOn,
      note,
    };
    return accept([{ type: 'LedgerLineRecorded', data: { ...data, mandateId } }], data);
  },
};

/** A ledger line as told. */
export type LedgerLineAnswer = Omit<LedgerLineRecorded['data'], 'mandateId'>;

function missing(line: LedgerLine, potId: string, amountMinor: bigint, slice: Slice): bigint {
  if ('from' in LINE_ACCOUNTS[line]) return 0n;
  const held = slice.balance(available(potId));
  return amountMinor > held ? amountMinor - held : 0n;
}

// Evolve

/** Ledger lines by their id, so that none is recorded twice. */
export const ledgerLine: Aggregate<RecordedLine, LedgerLineRecorded> = {
  kind: 'ledger-line',
  version: 1,
  concerns: { LedgerLineRecorded: ({ entryId }) => entryId },
  evolve: (_before, { data: { line } }) => ({ line }),
};
