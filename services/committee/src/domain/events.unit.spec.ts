import type * as contracts from '@mdtf/contracts';
import type { AllocationMade } from '@mdtf/rules';
import { describe, expect, it } from 'vitest';
import type { CommitteeEvent } from './events.ts';
import type { CallOpened } from './known/call.ts';
import type { ClarificationEvent } from './known/clarification.ts';
import type { FacilityRequestSubmitted } from './known/facility-request.ts';
import type { ContributionEvent } from './known/pot.ts';
import type { ProposalEvent } from './known/proposal.ts';
import type { RequestEvent } from './known/request.ts';
import type { ReviewEvent } from './known/reviews.ts';
import type { ScreeningEvent } from './known/screening.ts';

type Unchangeable<T> = T extends readonly (infer I)[]
  ? readonly Unchangeable<I>[]
  : T extends object
    ? { readonly [K in keyof T]: Unchangeable<T[K]> }
    : T;

type Same<A, B> =
  (<T>() => T extends Unchangeable<A> ? 1 : 2) extends <T>() => T extends Unchangeable<B> ? 1 : 2
    ? true
    : false;

type Fits<Told, Understood> = Unchangeable<Told> extends Unchangeable<Understood> ? true : false;

type Data<E extends { type: string; data: unknown }, T extends E['type']> = Extract<E, { type: T }>['data'];

type Union<E extends { type: string; data: unknown }, T extends E['type']> = Extract<E, { type: T }>;

const sameData: {
  [T in CommitteeEvent['type']]: Same<Data<CommitteeEvent, T>, Data<contracts.CommitteeEvent, T>>;
} = {
  OrganisationRegistered: true,
  FundListed: true,
  FundEstablished: true,
  CharterAdopted: true,
  RoleRequested: true,
  RoleGranted: true,
  RoleRevoked: true,
  MemberSeated: true,
  SessionConvened: true,
  AttendanceRecorded: true,
  MinutesApproved: true,
  AgendaItemAdded: true,
  SplitPrepared: true,
  SplitProposed: true,
  InterestDeclared: true,
  VoteCast: true,
  DecisionTaken: true,
  DecisionCarriedOut: true,
  DecisionNotCarriedOut: true,
  NonObjectionOpened: true,
  NoticesRecorded: true,
  OutageRecorded: true,
  RecusedFromNonObjection: true,
  NoObjectionDeclared: true,
  ObjectionRaised: true,
  NonObjectionLapsed: true,
  NonObjectionClosed: true,
  OrganisationCorrected: true,
  DueDiligenceRecorded: true,
  DueDiligenceConfirmed: true,
  OrganisationFlagged: true,
  FlagLifted: true,
};

const sameNames: Same<CommitteeEvent['type'], contracts.CommitteeEvent['type']> = true;

const understood: readonly true[] = [
  true satisfies Fits<Union<contracts.ProposalsEvent, ProposalEvent['type']>, ProposalEvent>,
  true satisfies Fits<Union<contracts.ProposalsEvent, ScreeningEvent['type']>, ScreeningEvent>,
  true satisfies Fits<Union<contracts.ProposalsEvent, 'CallOpened'>, CallOpened>,
  true satisfies Fits<Union<contracts.ProposalsEvent, 'FacilityRequestSubmitted'>, FacilityRequestSubmitted>,
  true satisfies Fits<Union<contracts.AllocationEvent, 'AllocationMade'>, AllocationMade>,
  true satisfies Fits<Union<contracts.AllocationEvent, ContributionEvent['type']>, ContributionEvent>,
  true satisfies Fits<Union<contracts.ProposalsEvent, RequestEvent['type']>, RequestEvent>,
  true satisfies Fits<Union<contracts.ProposalsEvent, ReviewEvent['type']>, ReviewEvent>,
  true satisfies Fits<Union<contracts.ProposalsEvent, ClarificationEvent['type']>, ClarificationEvent>,
];

describe('the committee’s events', () => {
  it('are the same in the domain and in the contracts, to the last field', () => {
    expect(sameNames).toBe(true);
    expect(Object.values(sameData).every(Boolean)).toBe(true);
  });

  it('of the other services are understood as they are told', () => {
    expect(understood).toHaveLength(9);
  });
});
