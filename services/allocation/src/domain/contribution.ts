import {
  type Aggregate,
  accept,
  alreadyExists,
  BANK_POT,
  type CommandHandler,
  type Context,
  fundNotKnown,
  knownOrganisation,
  type LocalDate,
  localDate,
  type Money,
  minorOf,
  moneyOf,
  type Needs,
  notFound,
  POOLED_POT,
  reject,
  type Slice,
  type StateRef,
  type Verdict,
} from '@mdtf/domain';
import { readAmount, refuseBeyondLargestSum } from './amounts.ts';
import { type CapPlace, testCap } from './cap.ts';
import { contributionVerdicts, refuseContribution } from './contribution-rules.ts';
import { refuseTerms } from './contribution-terms.ts';
import type {
  AllocationEvent,
  ContributionAgreed,
  ContributionPledged,
  ContributionTerms,
  Earmark,
  Instalment,
  Pledge,
} from './events.ts';
import { CURRENT, type KnownCharter, knownCharter } from './known/charter.ts';
import { pot } from './pot.ts';
import { type Receipts, receipts } from './receipts.ts';
import { secretariatCost } from './secretariat-cost.ts';
import { afterAgreement, FUND, fundTotals, NO_TOTALS, plus, totalsAfter, yearOf } from './totals.ts';

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
export interface Contribution extends Omit<ContributionTerms, 'contributionId'> {
  readonly stage: 'pledged' | 'agreed';
  readonly verdicts: readonly Verdict[];
  /** The day of its last stage, in UTC. */
  readonly since: LocalDate;
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
    const refused = refuseTerms(command, donor, charter, context);
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
      return reject({
        code: 'already-agreed',
        category: 'conflict',
        title: { en: 'Agreed already', fr: 'Déjà convenue' },
        detail: {
          en: `Contribution ${contributionId} is agreed already.`,
          fr: `La contribution ${contributionId} est déjà convenue.`,
        },
      });
    }
    const amountMinor = readAmount(command.amount ?? pledge.amount, charter.currency, 'body.amount');
    if (typeof amountMinor !== 'bigint') return reject(amountMinor);
    const { stage: _stage, verdicts: _verdicts, since, ...terms } = pledge;
    const agreed = { ...terms, contributionId, amount: moneyOf(amountMinor, charter.currency) };
    const before = { amount: pledge.amount, on: since };
    return record(agreed, 'agreed', before, command.signedOn, { slice, context, charter });
  },
};

type Terms = Omit<ContributionPledged['data'], 'totals' | 'verdicts'>;

function record(
  terms: Terms,
  stage: 'pledged' | 'agreed',
  pledged: Pledge | null,
  signed: LocalDate | undefined,
  around: { readonly slice: Slice; readonly context: Context; readonly charter: KnownCharter },
) {
  const { slice, context, charter } = around;
  const { amount, internal } = terms;
  const before = slice.get(fundTotals, FUND) ?? NO_TOTALS;
  const signedOn = signed ?? localDate(context.time, charter.timeZone);
  const now = yearOf(context.time);
  const after =
    stage === 'agreed'
      ? afterAgreement(before, { amount, internal, pledged, signedOn })
      : plus(before, { measure: 'pledged', amountMinor: minorOf(amount), internal, year: now });
  const tooLarge = refuseBeyondLargestSum(after.pledged + after.agreed, charter.currency, 'body.amount');
  if (tooLarge !== undefined) return reject(tooLarge);
  // An agreement may be of less than was pledged, and then binds the pledges' share as well.
  const places: readonly CapPlace[] = pledged === null ? [stage] : ['pledged', stage];
  // What is signed earlier or later counts in its own year, and is asked about when it can weigh: now at the earliest.
  const signedIn = yearOf(signedOn);
  const year = stage === 'agreed' && signedIn > now ? signedIn : now;
  const tested = places.map((place) => testCap({ before, after }, { place, charter, year }));
  const ruled = contributionVerdicts({ ...terms, stage }, charter);
  const verdicts = [...tested.flatMap((each) => each.verdicts), ...ruled];
  const refused = context.backDated
    ? undefined
    : (tested.find((each) => each.refused)?.refused ?? refuseContribution(ruled));
  if (refused !== undefined) return reject(refused);
  const judged = { totals: totalsAfter(after, charter.currency), verdicts };
  const event: ContributionPledged | ContributionAgreed =
    stage === 'pledged'
      ? { type: 'ContributionPledged', data: { ...terms, ...judged } }
      : { type: 'ContributionAgreed', data: { ...terms, pledged, signedOn, ...judged } };
  const { contributionId, ...rest } = terms;
  const received = slice.get(receipts, contributionId);
  return accept([event], contributionAnswer(contributionId, { ...rest, stage, verdicts }, received));
}

function potOf(contributionId: string, internal: boolean, earmark: Earmark): string {
  if (internal) return BANK_POT;
  return earmark.kind === 'hard' ? contributionId : POOLED_POT;
}

function needsOf(contributionId: string, potId: string | undefined): Needs {
  const own: StateRef[] = [
    { kind: contribution.kind, id: contributionId },
    { kind: receipts.kind, id: contributionId },
    { kind: fundTotals.kind, id: FUND },
    { kind: secretariatCost.kind, id: FUND },
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
  state: Omit<Contribution, 'since'>,
  received: Receipts | undefined,
) {
  const { currency } = state.amount;
  return {
    contributionId,
    stage: state.stage,
    donor: state.donor,
    donorName: state.donorName,
    amount: state.amount,
    internal: state.internal,
    earmark: state.earmark,
    pot: state.pot,
    feePercent: state.feePercent,
    oda: state.oda,
    schedule: state.schedule,
    year: state.year,
    verdicts: state.verdicts,
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
  evolve: (_before, { type, data }, { time }) => ({
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
    since: time.slice(0, 10),
  }),
};
