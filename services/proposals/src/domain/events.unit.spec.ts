import type { CommitteeEvent, ProposalsEvent as PromisedEvent } from '@mdtf/contracts';
import type {
  DueDiligenceConfirmed,
  FlagLifted,
  OrganisationCorrected,
  OrganisationFlagged,
  OrganisationRegistered,
} from '@mdtf/domain';
import { describe, expectTypeOf, it } from 'vitest';
import type { ProposalsEvent } from './events.ts';
import type { CharterAdopted } from './known/charter.ts';

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
type Of<E, T extends string> = Extract<E, { type: T }>;

describe('the domain’s events', () => {
  it('are those that the contracts promise, field by field', () => {
    expectTypeOf<DeepReadonly<ProposalsEvent>>().toEqualTypeOf<DeepReadonly<PromisedEvent>>();
  });
});

describe('what is read of other services’ events', () => {
  it('is in what they promise', () => {
    expectTypeOf<Of<CommitteeEvent, 'CharterAdopted'>>().toExtend<CharterAdopted>();
    expectTypeOf<Of<CommitteeEvent, 'OrganisationRegistered'>>().toExtend<OrganisationRegistered>();
    expectTypeOf<Of<CommitteeEvent, 'OrganisationCorrected'>>().toExtend<OrganisationCorrected>();
    expectTypeOf<Of<CommitteeEvent, 'OrganisationFlagged'>>().toExtend<OrganisationFlagged>();
    expectTypeOf<Of<CommitteeEvent, 'FlagLifted'>>().toExtend<FlagLifted>();
    expectTypeOf<Of<CommitteeEvent, 'DueDiligenceConfirmed'>>().toExtend<DueDiligenceConfirmed>();
  });
});
