import type { CommitteeEvent, ReportingEvent as PromisedEvent } from '@mdtf/contracts';
import { describe, expectTypeOf, it } from 'vitest';
import type { ReportingEvent } from './events.ts';
import type { DecisionCarriedOut, DecisionTaken } from './known/activity.ts';
import type { CharterAdopted } from './known/charter.ts';

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
type Of<E, T extends string> = Extract<E, { type: T }>;

describe('the domain’s events', () => {
  it('are those that the contracts promise, field by field', () => {
    expectTypeOf<DeepReadonly<ReportingEvent>>().toEqualTypeOf<DeepReadonly<PromisedEvent>>();
  });
});

describe('what is read of the committee’s events', () => {
  it('is in what they promise', () => {
    expectTypeOf<Of<CommitteeEvent, 'CharterAdopted'>>().toExtend<CharterAdopted>();
    expectTypeOf<Of<CommitteeEvent, 'DecisionTaken'>>().toExtend<DecisionTaken>();
    expectTypeOf<Of<CommitteeEvent, 'DecisionCarriedOut'>>().toExtend<DecisionCarriedOut>();
  });
});
