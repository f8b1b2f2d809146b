import {
  accessAggregate,
  ifNamed,
  knownOrganisation,
  type Needs,
  type Rejection,
  type Slice,
  type StateRef,
} from '@mdtf/domain';
import { knownSeats, THE_SEATS } from '../known/seats.ts';
import { refused } from '../refusals.ts';
import { applicant, applicantDocument, namesOf, organisationsOf } from './applicant.ts';
import type { ReviewCriteria } from './criteria.ts';

/** A person who is to review a proposal of a call. */
export interface Candidate {
  readonly reviewer: string;
  readonly proposalId: string;
  readonly callId: string;
  /** Proposals of the call that the person is named co-author of, as kept outside the log. */
  readonly coAuthored: readonly string[];
}

/** The documents behind what a person is to the applicants of a call; more once the person's organisations are known. */
export function needsOfCandidate(
  reviewer: string,
  callId: string | undefined,
  slice: Slice | undefined,
): Needs {
  const facts: StateRef[] = [
    { kind: accessAggregate.kind, id: reviewer },
    { kind: knownSeats.kind, id: THE_SEATS },
  ];
  if (slice === undefined) return { facts };
  const organisations = organisationsAt(reviewer, slice);
  return {
    facts,
    platform: organisations.map((id) => ({ kind: knownOrganisation.kind, id })),
    own:
      callId === undefined
        ? []
        : namesAt(organisations, slice).map((name) => ({
            kind: applicant.kind,
            id: applicantDocument(callId, name),
          })),
  };
}

/** What a candidate's organisations applied for under the call: the proposal itself, or others that compete with it. */
export function interestsOf({ proposalId, ...person }: Candidate, slice: Slice) {
  const applied = appliedWith(person, slice);
  return { own: applied.includes(proposalId), competing: applied.filter((id) => id !== proposalId) };
}

/** The proposals that a person applies with under a call, through an organisation or as co-author. */
export function appliedWith(
  { reviewer, callId, coAuthored }: Omit<Candidate, 'proposalId'>,
  slice: Slice,
): readonly string[] {
  const names = namesAt(organisationsAt(reviewer, slice), slice);
  const ofOrganisations = names.flatMap(
    (name) => slice.get(applicant, applicantDocument(callId, name))?.proposals ?? [],
  );
  return [...ofOrganisations, ...coAuthored];
}

/** 422 for the applicant who would review itself, or its competitor where the call does not allow that. */
export function refuseInterest(
  candidate: Candidate,
  { competitorsMayReview }: Pick<ReviewCriteria, 'competitorsMayReview'>,
  slice: Slice,
  field: string,
): Rejection | undefined {
  const { reviewer, proposalId } = candidate;
  const { own, competing } = interestsOf(candidate, slice);
  if (own)
    return refused(
      'own-proposal',
      { en: 'Nobody reviews a proposal of its own', fr: 'Nul n’évalue sa propre proposition' },
      {
        en: `${reviewer} applies with ${proposalId}, as its co-author or through an organisation: choose another reviewer.`,
        fr: `${reviewer} présente ${proposalId}, comme coauteur ou par une organisation : choisissez un autre évaluateur.`,
      },
      { field },
    );
  const [other] = competing;
  if (other === undefined || competitorsMayReview) return undefined;
  return refused(
    'competing-proposal',
    {
      en: 'Competitors do not review one another',
      fr: 'Les concurrents ne s’évaluent pas entre eux',
    },
    {
      en: `${reviewer} applies under the same call with ${other}, as its co-author or through an organisation: choose another reviewer.`,
      fr: `${reviewer} présente ${other} dans le même appel, comme coauteur ou par une organisation : choisissez un autre évaluateur.`,
    },
    { field },
  );
}

function organisationsAt(reviewer: string, slice: Slice): readonly string[] {
  return organisationsOf(slice.fact(accessAggregate, reviewer), slice.fact(knownSeats, THE_SEATS));
}

function namesAt(organisations: readonly string[], slice: Slice): readonly string[] {
  return organisations.flatMap((id) =>
    namesOf(
      id,
      ifNamed(() => slice.platformFact(knownOrganisation, id)),
    ),
  );
}
