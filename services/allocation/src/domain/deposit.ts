import {
  type Aggregate,
  accept,
  alreadyExists,
  type CommandHandler,
  fundNotKnown,
  type LocalDate,
  type Money,
  moneyOf,
  notFound,
  reject,
} from '@mdtf/domain';
import { feeDue } from '@mdtf/rules';
import { readAmount, refuseBeyondLargestSum } from './amounts.ts';
import { capVerdicts } from './cap.ts';
import { available, donor, FEES } from './chart-of-accounts.ts';
import { type Contribution, contribution } from './contribution.ts';
import { dayOf } from './day.ts';
import type { DepositReceived } from './events.ts';
import { CURRENT, type KnownCharter, knownCharter } from './known/charter.ts';
import { pot } from './pot.ts';
import { NO_RECEIPTS, receipts } from './receipts.ts';
import { FUND, type FundTotals, fundTotals, NO_TOTALS, plus, totalsAfter, yearOf } from './totals.ts';

// Commands

/** Money received under a contribution; a fact, never refused for a rule. */
export interface RecordDeposit {
  readonly contributionId: string;
  readonly depositId: string;
  readonly gross: Money;
  readonly receivedOn?: LocalDate | undefined;
  readonly reference: string;
}

// State

/** A deposit as told in lists. */
export type Deposit = Omit<DepositReceived['data'], 'donor' | 'internal' | 'totals' | 'verdicts'>;

/** The document of a deposit: its id is unique under its contribution. */
export const depositDocument = (contributionId: string, depositId: string): string =>
  `${contributionId}/${depositId}`;

// Decide

/** Records a deposit, takes its fee to the cent, and tells what the cap says of all deposits. */
export const recordDeposit: CommandHandler<RecordDeposit, DepositReceived, DepositAnswer> = {
  needs({ contributionId, depositId }, slice) {
    const known = slice?.get(contribution, contributionId);
    const own = [
      { kind: contribution.kind, id: contributionId },
      { kind: receipts.kind, id: contributionId },
      { kind: deposit.kind, id: depositDocument(contributionId, depositId) },
      { kind: fundTotals.kind, id: FUND },
    ];
    const facts = [{ kind: knownCharter.kind, id: CURRENT }];
    if (known === undefined) return { own, facts };
    return {
      own: [...own, { kind: pot.kind, id: known.pot }],
      facts,
      accounts: [donor(contributionId), available(known.pot), FEES],
    };
  },
  decide(command, slice, context) {
    const charter = slice.fact(knownCharter, CURRENT);
    if (charter === undefined) return reject(fundNotKnown);
    const { contributionId, depositId } = command;
    const terms = slice.get(contribution, contributionId);
    if (terms === undefined) return reject(notFound('contribution', contributionId));
    if (slice.get(deposit, depositDocument(contributionId, depositId)) !== undefined) {
      return reject(alreadyExists('deposit', depositId));
    }
    const grossMinor = readAmount(command.gross, charter.currency, 'body.gross');
    if (typeof grossMinor !== 'bigint') return reject(grossMinor);
    const totals = slice.get(fundTotals, FUND) ?? NO_TOTALS;
    const tooLarge = refuseBeyondLargestSum(totals.moved + grossMinor, charter.currency, 'body.gross');
    if (tooLarge !== undefined) return reject(tooLarge);
    const received = slice.get(receipts, contributionId) ?? NO_RECEIPTS;
    const feeMinor = feeDue(
      {
        currency: charter.currency,
        depositsToDateMinor: received.deposited + grossMinor,
        feesTakenMinor: received.fees,
        ratePercent: terms.feePercent,
      },
      { ratePercent: charter.administrationFeePercent },
    );
    const receivedOn = dayOf(command.receivedOn, context, charter.timeZone, 'body.receivedOn');
    if (typeof receivedOn !== 'string') return reject(receivedOn);
    return acceptDeposit({ command, terms, charter, totals, grossMinor, feeMinor, receivedOn });
  },
};

function acceptDeposit(of: {
  readonly command: RecordDeposit;
  readonly terms: Contribution;
  readonly charter: KnownCharter;
  readonly totals: FundTotals;
  readonly grossMinor: bigint;
  readonly feeMinor: bigint;
  readonly receivedOn: LocalDate;
}) {
  const { command, terms, charter, grossMinor, feeMinor, receivedOn } = of;
  const { currency } = charter;
  const year = yearOf(receivedOn);
  const after = plus(of.totals, {
    measure: 'deposited',
    amountMinor: grossMinor,
    internal: terms.internal,
    year,
  });
  const told: DepositAnswer = {
    depositId: command.depositId,
    contributionId: command.contributionId,
    pot: terms.pot,
    gross: moneyOf(grossMinor, currency),
    fee: moneyOf(feeMinor, currency),
    net: moneyOf(grossMinor - feeMinor, currency),
    receivedOn,
    reference: command.reference,
    totals: totalsAfter(after, currency),
    verdicts: capVerdicts(after, { place: 'deposited', charter, year, onlyBroken: true }),
  };
  const data = { ...told, donor: terms.donor, internal: terms.internal };
  return accept<DepositReceived, DepositAnswer>([{ type: 'DepositReceived', data }], told);
}

/** A deposit as told to who recorded it. */
export type DepositAnswer = Omit<DepositReceived['data'], 'donor' | 'internal'>;

// Evolve

/** Deposits, one small document each. */
export const deposit: Aggregate<Deposit, DepositReceived> = {
  kind: 'deposit',
  version: 1,
  concerns: {
    DepositReceived: ({ contributionId, depositId }) => depositDocument(contributionId, depositId),
  },
  evolve: (_before, { data }) => ({
    depositId: data.depositId,
    contributionId: data.contributionId,
    pot: data.pot,
    gross: data.gross,
    fee: data.fee,
    net: data.net,
    receivedOn: data.receivedOn,
    reference: data.reference,
  }),
};
