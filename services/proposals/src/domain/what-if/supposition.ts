import {
  isMoney,
  largestSum,
  type Money,
  minorOf,
  moneyOf,
  notKnown,
  type Rejection,
  splitByLargestRemainder,
  sumMinor,
} from '@mdtf/domain';
import { refuseAmount, type SupposedRule, supposedWindows, tooLarge, underSupposedRule } from '@mdtf/rules';
import type { KnownCharter } from '../known/charter.ts';
import type { ProposalStatus } from '../proposal.ts';
import { refused } from '../refusals.ts';
import { STATUS_IN_FRENCH } from '../status-words.ts';
import type { ProposalContent } from '../writing/content.ts';
import { lessThanNothing, moreThanAsked, NOTHING_ASKED } from './supposition-refusals.ts';

/** One named thing supposed to be otherwise; `by` is signed. A proposal that is not named is the one that is checked. */
export type Supposition =
  | {
      readonly suppose: 'bank-part';
      readonly by: Money;
      /** What stays: all that is asked from the fund, or the part of it that is not the bank's. */
      readonly holding: 'total' | 'others';
      readonly proposalId?: string | undefined;
    }
  | { readonly suppose: 'request'; readonly amount: Money; readonly proposalId?: string | undefined }
  | { readonly suppose: 'window'; readonly windowId: string; readonly by: Money }
  | { readonly suppose: 'approved-first'; readonly proposalId: string }
  | ({ readonly suppose: 'rule' } & SupposedRule);

/** A proposal that something may be supposed of; status null: not submitted yet. */
export interface SupposedProposal {
  readonly content: ProposalContent;
  readonly status: ProposalStatus | null;
}

/** What can be supposed otherwise. */
export interface Supposable {
  readonly charter: KnownCharter;
  readonly proposals: ReadonlyMap<string, SupposedProposal>;
  /** Proposals that count as approved before all others. */
  readonly first: readonly string[];
}

/** The facts with the suppositions laid over them in their order, or why one of them makes no sense; pure. */
export function suppose(
  facts: Supposable,
  suppositions: readonly Supposition[],
  checked?: string,
): Supposable | Rejection {
  let supposed = facts;
  for (const [at, supposition] of suppositions.entries()) {
    const next = supposeOne(supposed, supposition, { field: `body.suppose.${at}`, checked });
    if ('code' in next) return next;
    supposed = next;
  }
  return supposed;
}

interface Where {
  readonly field: string;
  readonly checked: string | undefined;
}

function supposeOne(facts: Supposable, supposition: Supposition, where: Where): Supposable | Rejection {
  switch (supposition.suppose) {
    case 'bank-part':
    case 'request':
      return supposePlan(facts, supposition, where);
    case 'window':
      return supposeWindow(facts, supposition, where);
    case 'approved-first':
      return supposeFirst(facts, supposition.proposalId, where);
    case 'rule':
      return supposeRule(facts, supposition, where);
  }
}

function supposePlan(
  facts: Supposable,
  supposition: Extract<Supposition, { suppose: 'bank-part' | 'request' }>,
  { field, checked }: Where,
): Supposable | Rejection {
  const { currency } = facts.charter;
  const proposalId = supposition.proposalId ?? checked;
  if (proposalId === undefined) {
    return refused(
      'proposal-missing',
      { en: 'Of which proposal?', fr: 'De quelle proposition ?' },
      {
        en: 'Say of which proposal this is supposed.',
        fr: 'Dites de quelle proposition cela est supposé.',
      },
      { field: `${field}.proposalId` },
    );
  }
  const known = facts.proposals.get(proposalId);
  if (known === undefined) return notKnown('proposal', proposalId, `${field}.proposalId`);
  const plan = planned(known.content, currency);
  if (plan === undefined) {
    const detail = {
      en: `Proposal ${proposalId} does not say yet what it asks from the fund, in ${currency}.`,
      fr: `La proposition ${proposalId} ne dit pas encore ce qu’elle demande au fonds, en ${currency}.`,
    };
    return refused('nothing-asked', NOTHING_ASKED, detail, { field });
  }
  const given = supposition.suppose === 'request' ? supposition.amount : supposition.by;
  const amountField = `${field}.${supposition.suppose === 'request' ? 'amount' : 'by'}`;
  const wrong = refuseAmount(given, currency, amountField);
  if (wrong !== undefined) return wrong;
  const asked = amountsAfter(supposition, plan);
  if (asked.bankMinor < 0n || asked.fundMinor <= 0n) {
    return lessThanNothing(proposalId, { ...plan, currency }, amountField);
  }
  if (asked.fundMinor > largestSum(currency)) return tooLarge(amountField);
  if (asked.bankMinor > asked.fundMinor) {
    return moreThanAsked({ ...asked, currency }, amountField);
  }
  const content = withRequest(known.content, { ...plan, ...asked }, currency);
  return { ...facts, proposals: new Map(facts.proposals).set(proposalId, { ...known, content }) };
}

/** What is asked from the fund and of it from the bank. */
interface Plan {
  readonly fundMinor: bigint;
  readonly bankMinor: bigint;
  readonly namesBank: boolean;
}

function amountsAfter(
  supposition: Extract<Supposition, { suppose: 'bank-part' | 'request' }>,
  { fundMinor, bankMinor, namesBank }: Plan,
): Plan {
  if (supposition.suppose === 'request')
    return { fundMinor: minorOf(supposition.amount), bankMinor, namesBank };
  const by = minorOf(supposition.by);
  const more = supposition.holding === 'others' ? by : 0n;
  return { fundMinor: fundMinor + more, bankMinor: bankMinor + by, namesBank: true };
}

function planned({ financing }: ProposalContent, currency: string): Plan | undefined {
  if (financing === undefined) return undefined;
  const { fund, bankPart } = financing;
  const amounts = [fund, ...(bankPart === undefined ? [] : [bankPart])];
  if (amounts.some((amount) => amount.currency !== currency || !isMoney(amount))) return undefined;
  const bankMinor = bankPart === undefined ? 0n : minorOf(bankPart);
  return { fundMinor: minorOf(fund), bankMinor, namesBank: bankPart !== undefined };
}

/** The plan with these amounts; the budget follows what the fund gives, each line in proportion. */
function withRequest(content: ProposalContent, plan: Plan, currency: string): ProposalContent {
  const { financing, budget } = content;
  if (financing === undefined) return content;
  const fund = moneyOf(plan.fundMinor, currency);
  const bankPart = plan.namesBank ? { bankPart: moneyOf(plan.bankMinor, currency) } : {};
  const after = { ...content, financing: { ...financing, fund, ...bankPart } };
  const change = plan.fundMinor - sumMinor([financing.fund], currency);
  const isOurs = budget.every(({ amount }) => amount.currency === currency && isMoney(amount));
  const before = isOurs
    ? sumMinor(
        budget.map(({ amount }) => amount),
        currency,
      )
    : 0n;
  if (change === 0n || before === 0n || before + change < 0n) return after;
  const parts = splitByLargestRemainder(
    before + change,
    budget.map(({ amount }) => minorOf(amount)),
  );
  return {
    ...after,
    budget: budget.map((line, at) => ({ ...line, amount: moneyOf(parts[at] ?? 0n, currency) })),
  };
}

function supposeWindow(
  facts: Supposable,
  supposition: Extract<Supposition, { suppose: 'window' }>,
  { field }: Where,
): Supposable | Rejection {
  const { charter } = facts;
  const windows = supposedWindows(charter.windows, supposition, { currency: charter.currency, field });
  return 'code' in windows ? windows : { ...facts, charter: { ...charter, windows } };
}

const CANNOT_BE_FIRST: ReadonlySet<ProposalStatus> = new Set(['funded', 'withdrawn', 'rejected']);

function supposeFirst(
  facts: Supposable,
  proposalId: string,
  { field, checked }: Where,
): Supposable | Rejection {
  const at = `${field}.proposalId`;
  const known = facts.proposals.get(proposalId);
  if (known === undefined) return notKnown('proposal', proposalId, at);
  if (proposalId === checked) {
    return refused(
      'not-another-proposal',
      { en: 'The same proposal', fr: 'La même proposition' },
      {
        en: 'Another proposal can be approved before this one, not this one itself.',
        fr: 'Une autre proposition peut être approuvée avant celle-ci, non celle-ci même.',
      },
      { field: at },
    );
  }
  if (known.status !== null && CANNOT_BE_FIRST.has(known.status)) {
    return refused(
      'cannot-be-approved',
      { en: 'It cannot be approved', fr: 'Elle ne peut être approuvée' },
      {
        en: `Proposal ${proposalId} is ${known.status}; it cannot be approved now.`,
        fr: `La proposition ${proposalId} est ${STATUS_IN_FRENCH[known.status]} ; elle ne peut être approuvée à présent.`,
      },
      { field: at },
    );
  }
  if (planned(known.content, facts.charter.currency) === undefined) {
    const detail = {
      en: `Proposal ${proposalId} does not say yet what it asks from the fund.`,
      fr: `La proposition ${proposalId} ne dit pas encore ce qu’elle demande au fonds.`,
    };
    return refused('nothing-asked', NOTHING_ASKED, detail, { field: at });
  }
  return { ...facts, first: [...facts.first.filter((id) => id !== proposalId), proposalId] };
}

function supposeRule(
  facts: Supposable,
  { suppose: _, ...change }: Extract<Supposition, { suppose: 'rule' }>,
  { field }: Where,
): Supposable | Rejection {
  const supposed = underSupposedRule(facts.charter, change, field);
  return 'code' in supposed ? supposed : { ...facts, ...supposed };
}
