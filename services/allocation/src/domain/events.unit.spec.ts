import type {
  CommitteeEvent,
  AllocationEvent as PromisedEvent,
  ProposalsEvent,
  ReportingEvent,
} from '@mdtf/contracts';
import type {
  DueDiligenceConfirmed,
  FlagLifted,
  OrganisationCorrected,
  OrganisationFlagged,
  OrganisationRegistered,
} from '@mdtf/domain';
import { describe, expectTypeOf, it } from 'vitest';
import type { AllocationEvent } from './events.ts';
import type { CharterAdopted } from './known/charter.ts';
import type { DecisionTaken } from './known/decision.ts';
import type { FullProposalSubmitted } from './known/proposal.ts';
import type { FinancialReportAccepted } from './known/spending.ts';

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
type Of<E, T extends string> = Extract<E, { type: T }>;

describe('the domain’s events', () => {
  it('are those that the contracts promise, field by field', () => {
    expectTypeOf<DeepReadonly<AllocationEvent>>().toEqualTypeOf<DeepReadonly<PromisedEvent>>();
  });
});

describe('what is read of other services’ events', () => {
  it('is in what they promise', () => {
    expectTypeOf<Of<CommitteeEvent, 'CharterAdopted'>>().toExtend<CharterAdopted>();
    expectTypeOf<Of<CommitteeEvent, 'DecisionTaken'>>().toExtend<DecisionTaken>();
    expectTypeOf<Of<CommitteeEvent, 'OrganisationRegistered'>>().toExtend<OrganisationRegistered>();
    expectTypeOf<Of<CommitteeEvent, 'OrganisationCorrected'>>().toExtend<OrganisationCorrected>();
    expectTypeOf<Of<CommitteeEvent, 'OrganisationFlagged'>>().toExtend<OrganisationFlagged>();
    expectTypeOf<Of<CommitteeEvent, 'FlagLifted'>>().toExtend<FlagLifted>();
    expectTypeOf<Of<CommitteeEvent, 'DueDiligenceConfirmed'>>().toExtend<DueDiligenceConfirmed>();
    expectTypeOf<Of<ProposalsEvent, 'FullProposalSubmitted'>>().toExtend<FullProposalSubmitted>();
    expectTypeOf<Of<ReportingEvent, 'FinancialReportAccepted'>>().toExtend<FinancialReportAccepted>();
  });
});
