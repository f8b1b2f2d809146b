import { faultsTold, isLocalDate, largestSum, type Rejection } from '@mdtf/domain';
import type { BudgetLine } from '@mdtf/rules';
import { amountReader } from '../amounts.ts';
import { refused } from '../refusals.ts';
import type { ProposalContent } from './content.ts';

/** What a proposal costs and who pays, in minor units of the fund's currency; null where the content does not say. */
export interface Costing {
  readonly currency: string;
  readonly lines: readonly BudgetLine[];
  readonly budgetMinor: bigint;
  /** Asked from the fund, the bank's part included. */
  readonly fundMinor: bigint | null;
  readonly bankMinor: bigint | null;
  /** Fund, the partner's own and others together. */
  readonly planMinor: bigint | null;
  /** Each partner's part, in the order of the consortium; null where it is not said. */
  readonly shares: readonly (bigint | null)[];
  readonly evaluationMinor: bigint;
}

/** Reads a content's amounts, or refuses those that are no amounts of this fund, and dates that no deadline can have. */
export function costingOf(content: ProposalContent, currency: string): Costing | Rejection {
  const amounts = amountReader(currency);
  const lines = content.budget.map(({ category, amount }, at) => ({
    category,
    amountMinor: amounts.read(amount, `body.content.budget.${at}.amount`),
  }));
  const { financing } = content;
  const at = 'body.content.financing';
  const fundMinor = financing === undefined ? null : amounts.read(financing.fund, `${at}.fund`);
  const bankMinor =
    financing?.bankPart === undefined ? null : amounts.read(financing.bankPart, `${at}.bankPart`);
  const ownMinor = financing?.own === undefined ? 0n : amounts.read(financing.own, `${at}.own`);
  const otherMinor = (financing?.other ?? []).reduce(
    (sum, { amount }, index) => sum + amounts.read(amount, `${at}.other.${index}.amount`),
    0n,
  );
  const shares = content.partners.map(({ share }, index) =>
    share === undefined ? null : amounts.read(share, `body.content.partners.${index}.share`),
  );
  const evaluationMinor = (content.evaluation ?? []).reduce(
    (sum, { cost }, index) => sum + amounts.read(cost, `body.content.evaluation.${index}.cost`),
    0n,
  );
  const budgetMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const planMinor = fundMinor === null ? null : fundMinor + ownMinor + otherMinor;
  return (
    amounts.refusal() ??
    refuseTooLarge(budgetMinor, planMinor, currency) ??
    refuseDates(content) ?? {
      currency,
      lines,
      budgetMinor,
      fundMinor,
      bankMinor,
      planMinor,
      shares,
      evaluationMinor,
    }
  );
}

function refuseTooLarge(budget: bigint, plan: bigint | null, currency: string): Rejection | undefined {
  const most = largestSum(currency);
  const field =
    budget > most ? 'body.content.budget' : (plan ?? 0n) > most ? 'body.content.financing' : undefined;
  if (field === undefined) return undefined;
  return refused(
    'too-large',
    { en: 'More than a fund can hold', fr: 'Plus qu’un fonds ne peut contenir' },
    {
      en: 'The amounts add up to more than a fund can hold.',
      fr: 'Les montants totalisent plus qu’un fonds ne peut contenir.',
    },
    { field, category: 'invalid' },
  );
}

function refuseDates({ startDate, endDate }: ProposalContent): Rejection | undefined {
  const dates = { 'body.content.startDate': startDate, 'body.content.endDate': endDate };
  const errors = Object.entries(dates)
    .filter(([, date]) => date !== undefined && !isLocalDate(date))
    .map(([field]) => ({ field, message: NO_DATE }));
  if (errors.length === 0) return undefined;
  return refused('invalid-date', NO_DATE_OF_PROJECT, faultsTold(errors), { errors, category: 'invalid' });
}

const NO_DATE = {
  en: 'must be a date of the years 1900 to 2199',
  fr: 'doit être une date des années 1900 à 2199',
};

const NO_DATE_OF_PROJECT = { en: 'Not a date of a project', fr: 'Pas une date de projet' };
