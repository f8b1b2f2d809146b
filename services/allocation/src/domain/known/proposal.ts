import { type Aggregate, type LocalDate, type Money, minorOf } from '@mdtf/domain';
import { type BudgetLine, budgetByCategory } from '@mdtf/rules';

/** Of the proposals' event: what a mandate is made of. */
export interface FullProposalSubmitted {
  readonly type: 'FullProposalSubmitted';
  readonly data: {
    readonly proposalId: string;
    readonly revision: number;
    readonly requested: Money;
    readonly content: {
      readonly lead: string;
      readonly mandate?: MandateTexts | undefined;
      readonly startDate?: LocalDate | undefined;
      readonly endDate?: LocalDate | undefined;
      readonly budget?: readonly { readonly category: number; readonly amount: Money }[] | undefined;
    };
  };
}

/** What an implementation mandate states at least. */
export interface MandateTexts {
  readonly objectives: string;
  readonly tasks: string;
  readonly expectedResults: string;
}

/** A full proposal in its newest revision. */
export interface KnownProposal {
  readonly revision: number;
  readonly lead: string;
  readonly requestedMinor: bigint;
  readonly mandate: MandateTexts | null;
  readonly startDate: LocalDate | null;
  readonly endDate: LocalDate | null;
  /** By category, those with money alone. */
  readonly budget: readonly BudgetLine[];
}

/** Full proposals as known here, one document each; a revision replaces the one before. */
export const knownProposal: Aggregate<KnownProposal, FullProposalSubmitted> = {
  kind: 'proposal',
  version: 4,
  concerns: { FullProposalSubmitted: ({ proposalId }) => proposalId },
  evolve: (_before, { data: { revision, requested, content } }) => ({
    revision,
    lead: content.lead,
    requestedMinor: minorOf(requested),
    mandate: content.mandate ?? null,
    startDate: content.startDate ?? null,
    endDate: content.endDate ?? null,
    budget: budgetByCategory(
      (content.budget ?? []).map(({ category, amount }) => ({ category, amountMinor: minorOf(amount) })),
    ).filter(({ amountMinor }) => amountMinor !== 0n),
  }),
};
