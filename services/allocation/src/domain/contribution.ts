import {
  type Aggregate,
  accept,
  type CommandHandler,
  type Context,
  type LocalDate,
  localDate,
  type Money,
  minorOf,
  moneyOf,
  type Needs,
  type Rejection,
  reject,
  type Slice,
  type StateRef,
  sumMinor,
  type Verdict,
} from '@mdtf/domain';
import { readAmount, refuseBeyondLargestSum } from './amounts.ts';
import { capVerdicts, refuseBeyondCap } from './cap.ts';
import { BANK, POOLED } from './chart-of-accounts.ts';
import type {
  AllocationEvent,
  ContributionAgreed,
  ContributionPledged,
  Earmark,
  Instalment,
} from './events.ts';
import { CURRENT, type KnownCharter, knownCharter } from './known/charter.ts';
import { type KnownOrganisation, knownOrganisation } from './known/organisation.ts';
import { pot } from './pot.ts';
import { type Receipts, receipts } from './receipts.ts';
import { alreadyExists, fundNotKnown, notFound, unknown } from './refusals.ts';
import { afterAgreement, FUND, fundTotals, NO_TOTALS, plus, totalsAfter } from './totals.ts';

// Commands

/** A donor's pledge or signed agreement. */
export interface RecordContribution {
  readonly contributionId: string;
  readonly stage: 'pledged' | 'agreed';
  readonly donor: string;
  readonly amount: Money;
  readonly internal: boolean;
  readonly earmark: Earmark;
  readonly feePercent?: string | undefined;
  readonly oda?: boolean | undefined;
  readonly schedule: readonly Instalment[];
  readonly signedOn?: LocalDate | undefined;
  readonly year?: number | undefined;
}

/** A pledge becomes an agreement, of the same amount unless another is given. */
export interface AgreeContribution {
  readonly contributionId: string;
  readonly amount?: Money | undefined;
  readonly signedOn?: LocalDate | undefined;
}

// State

/** What was agreed with a donor; what came of it is in `Receipts`. */
export interface Contribution {
  readonly stage: 'pledged' | 'agreed';
  readonly donor: string;
  readonly donorName: string;
  readonly amount: Money;
  readonly internal: boolean;
  readonly earmark: Earmark;
  readonly pot: string;
  readonly feePercent: string;
  readonly oda: boolean | null;
  readonly schedule: readonly Instalment[];
  readonly year: number | null;
  readonly verdicts: readonly Verdict[];
}

// Rejections

const RESERVED_IDS: readonly string[] = [POOLED, BANK];

function refuseTerms(
  command: RecordContribution,
  donor: KnownOrganisation | undefined,
  charter: KnownCharter,
): Rejection | undefined {
  const { contributionId, internal, earmark } = command;
  if (RESERVED_IDS.includes(contributionId)) {
    return refusal('reserved-id', 'Reserved id', `${contributionId} is the name of a common pot.`, 'body.id');
  }
  if (donor === undefined) return unknown('organisation', command.donor, 'body.donor');
  if (internal && !donor.kinds.includes('administering-bank')) {
    const detail = `${donor.name} is not the administering bank, so its money is not the bank’s own resources.`;
    return refusal('not-the-bank', 'Not the bank’s own resources', detail, 'body.internal');
  }
  return refuseEarmark(earmark, internal, charter) ?? refuseSchedule(command, charter.currency);
}

function refuseEarmark(earmark: Earmark, internal: boolean, charter: KnownCharter): Rejection | undefined {
  const { kind, windowId } = earmark;
  if (windowId !== undefined && !charter.windows.some(({ id }) => id === windowId)) {
    return unknown('window', windowId, 'body.earmark.windowId');
  }
  if (kind !== 'hard') return undefined;
  if (windowId === undefined) {
    const detail = 'A hard earmark is for one window: name it.';
    return refusal('earmark-without-window', 'No window named', detail, 'body.earmark.windowId');
  }
  if (!internal) return undefined;
  const detail =
    'The bank’s own resources are one pot, so that their share can be capped: they take no hard earmark.';
  return refusal('internal-earmark', 'Internal resources are not earmarked', detail, 'body.earmark.kind');
}

function refuseSchedule({ schedule, amount }: RecordContribution, currency: string): Rejection | undefined {
  for (const [at, instalment] of schedule.entries()) {
    const read = readAmount(instalment.amount, currency, `body.schedule.${at}.amount`);
    if (typeof read !== 'bigint') return read;
  }
  const amounts = schedule.map((instalment) => instalment.amount);
  if (sumMinor(amounts, currency) <= minorOf(amount)) return undefined;
  const detail = 'The instalments together are more than the contribution.';
  return refusal('schedule-exceeds-amount', 'Instalments exceed the amount', detail, 'body.schedule');
}

function refusal(code: string, title: string, detail: string, field: string): Rejection {
  return { code, category: 'refused', title, detail, field };
}

// Decide

/** Records a pledge or an agreement; the cap is tested on pledges or agreements as the charter says. */
export const recordContribution: CommandHandler<RecordContribution, AllocationEvent, ContributionAnswer> = {
  needs: ({ contributionId, donor, internal, earmark }) => ({
    ...needsOf(contributionId, potOf(contributionId, internal, earmark)),
    platform: [{ kind: knownOrganisation.kind, id: donor }],
  }),
  decide(command, slice, context) {
    const charter = slice.fact(knownCharter, CURRENT);
    if (charter === undefined) return reject(fundNotKnown);
    const { contributionId, internal, earmark } = command;
    if (slice.get(contribution, contributionId) !== undefined) {
      return reject(alreadyExists('contribution', contributionId));
    }
    const amountMinor = readAmount(command.amount, charter.currency, 'body.amount');
    if (typeof amountMinor !== 'bigint') return reject(amountMinor);
    const donor = slice.platformFact(knownOrganisation, command.donor);
    const refused = refuseTerms(command, donor, charter);
    if (refused !== undefined || donor === undefined) return reject(refused ?? fundNotKnown);
    const terms: Terms = {
      contributionId,
      donor: command.donor,
      donorName: donor.name,
      amount: moneyOf(amountMinor, charter.currency),
      internal,
      earmark,
      pot: potOf(contributionId, internal, earmark),
      feePercent: command.feePercent ?? (internal ? '0' : charter.administrationFeePercent),
      oda: command.oda ?? null,
      schedule: command.schedule,
      year: command.year ?? null,
    };
    return record(terms, command.stage, null, command.signedOn, { slice, context, charter });
  },
};

/** Turns a pledge into an agreement; an agreement is not made twice. */
export const agreeContribution: CommandHandler<AgreeContribution, AllocationEvent, ContributionAnswer> = {
  needs(command, slice) {
    const known = slice?.get(contribution, command.contributionId);
    return needsOf(command.contributionId, known?.pot);
  },
  decide(command, slice, context) {
    const charter = slice.fact(knownCharter, CURRENT);
    if (charter === undefined) return reject(fundNotKnown);
    const { contributionId } = command;
    const pledge = slice.get(contribution, contributionId);
    if (pledge === undefined) return reject(notFound('contribution', contributionId));
    if (pledge.stage === 'agreed') {
      const detail = `Contribution ${contributionId} is agreed already.`;
      return reject({ code: 'already-agreed', category: 'conflict', title: 'Agreed already', detail });
    }
    const amountMinor = readAmount(command.amount ?? pledge.amount, charter.currency, 'body.amount');
    if (typeof amountMinor !== 'bigint') return reject(amountMinor);
    const { stage: _stage, verdicts: _verdicts, ...terms } = pledge;
    const agreed = { ...terms, contributionId, amount: moneyOf(amountMinor, charter.currency) };
    return record(agreed, 'agreed', pledge.amount, command.signedOn, { slice, context, charter });
  },
};

type Terms = Omit<ContributionPledged['data'], 'totals' | 'verdicts'>;

function record(
  terms: Terms,
  stage: 'pledged' | 'agreed',
  pledged: Money | null,
  signedOn: LocalDate | undefined,
  around: { readonly slice: Slice; readonly context: Context; readonly charter: KnownCharter },
) {
  const { slice, context, charter } = around;
  const before = slice.get(fundTotals, FUND) ?? NO_TOTALS;
  const after =
    stage === 'agreed'
      ? afterAgreement(before, { ...terms, pledged })
      : plus(before, 'pledged', minorOf(terms.amount), terms.internal);
  const tooLarge = refuseBeyondLargestSum(after.pledged + after.agreed, charter.currency, 'body.amount');
  if (tooLarge !== undefined) return reject(tooLarge);
  const verdicts = capVerdicts(stage, after, charter);
  const refused = context.backDated ? undefined : refuseBeyondCap(stage, verdicts, before, after);
  if (refused !== undefined) return reject(refused);
  const judged = { totals: totalsAfter(after, charter.currency), verdicts };
  const event: ContributionPledged | ContributionAgreed =
    stage === 'pledged'
      ? { type: 'ContributionPledged', data: { ...terms, ...judged } }
      : {
          type: 'ContributionAgreed',
          data: {
            ...terms,
            pledged,
            signedOn: signedOn ?? localDate(context.time, charter.timeZone),
            ...judged,
          },
        };
  const { contributionId, ...rest } = terms;
  const received = slice.get(receipts, contributionId);
  return accept([event], contributionAnswer(contributionId, { ...rest, stage, verdicts }, received));
}

function potOf(contributionId: string, internal: boolean, earmark: Earmark): string {
  if (internal) return BANK;
  return earmark.kind === 'hard' ? contributionId : POOLED;
}

function needsOf(contributionId: string, potId: string | undefined): Needs {
  const own: StateRef[] = [
    { kind: contribution.kind, id: contributionId },
    { kind: receipts.kind, id: contributionId },
    { kind: fundTotals.kind, id: FUND },
  ];
  if (potId !== undefined) own.push({ kind: pot.kind, id: potId });
  return { own, facts: [{ kind: knownCharter.kind, id: CURRENT }] };
}

// Answer

/** A contribution as told: its terms and what has come of it. */
export type ContributionAnswer = ReturnType<typeof contributionAnswer>;

/** A contribution with what was deposited under it and the fees taken. */
export function contributionAnswer(
  contributionId: string,
  terms: Contribution,
  received: Receipts | undefined,
) {
  const { currency } = terms.amount;
  return {
    contributionId,
    ...terms,
    deposited: moneyOf(received?.deposited ?? 0n, currency),
    feesTaken: moneyOf(received?.fees ?? 0n, currency),
  };
}

// Evolve

/** Contributions, one document each. */
export const contribution: Aggregate<Contribution, ContributionPledged | ContributionAgreed> = {
  kind: 'contribution',
  version: 1,
  concerns: {
    ContributionPledged: ({ contributionId }) => contributionId,
    ContributionAgreed: ({ contributionId }) => contributionId,
  },
  evolve: (_before, { type, data }) => ({
    stage: type === 'ContributionPledged' ? 'pledged' : 'agreed',
    donor: data.donor,
    donorName: data.donorName,
    amount: data.amount,
    internal: data.internal,
    earmark: data.earmark,
    pot: data.pot,
    feePercent: data.feePercent,
    oda: data.oda,
    schedule: data.schedule,
    year: data.year,
    verdicts: data.verdicts,
  }),
};
