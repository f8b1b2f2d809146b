import { type Access, type Aggregate, type KnownOrganisation, looksOf } from '@mdtf/domain';
import type { KnownSeats } from '../known/seats.ts';
import type { Submission } from '../proposal.ts';
import type { ProposalContent } from '../writing/content.ts';

/** What one organisation, as it is named in proposals, has applied for under one call, alone or with others. */
export interface Applicant {
  /** Proposals that it leads or is of the consortium of, in any revision; the oldest. */
  readonly proposals: readonly string[];
}

/** Proposals kept of one organisation under one call; two would tell that it competes, the rest say with what. */
export const MAX_PROPOSALS_OF_APPLICANT = 50;

/** Who applied under a call, one document per call and organisation. */
export const applicant: Aggregate<Applicant, Submission> = {
  kind: 'applicant',
  version: 2,
  concerns: {
    ConceptNoteSubmitted: ({ content }) => applicantsOf(content),
    FullProposalSubmitted: ({ content }) => applicantsOf(content),
  },
  evolve(state, { data: { proposalId } }) {
    const before = state?.proposals ?? [];
    const known = before.includes(proposalId) || before.length >= MAX_PROPOSALS_OF_APPLICANT;
    return { proposals: known ? before : [...before, proposalId] };
  },
};

/** Of a name in the id of a document; names that differ only after it are taken for one. */
const MAX_NAME_IN_DOCUMENT = 600;

/** The documents that a submission under a call belongs to; none without a call. */
export function applicantsOf({ callId, lead, partners }: ProposalContent): readonly string[] {
  if (callId === undefined) return [];
  const names = [
    lead,
    ...partners.flatMap(({ organisation, organisationId = organisation }) => [organisation, organisationId]),
  ];
  return [...new Set(names.map((name) => applicantDocument(callId, name)))];
}

/** The document of an organisation under a call, by its id or its name: names that read alike are one. */
export function applicantDocument(callId: string, name: string): string {
  return `${callId}/${encodeURIComponent(looksOf(name.toWellFormed())[0]).slice(0, MAX_NAME_IN_DOCUMENT)}`;
}

/** The organisations that a person belongs to, whatever the role: named in a grant, or holding the seat that it fills. */
export function organisationsOf(
  access: Access | undefined,
  seats: KnownSeats | undefined,
): readonly string[] {
  const named = (access?.grants ?? []).flatMap(({ organisation, seat }) => [
    organisation ?? [],
    (seat === null ? undefined : seats?.holders[seat]) ?? [],
  ]);
  return [...new Set(named.flat())];
}

/** The names under which an organisation may stand in a proposal: its id, and its registered name. */
export function namesOf(id: string, known: Pick<KnownOrganisation, 'name'> | undefined): readonly string[] {
  return known === undefined ? [id] : [id, known.name];
}
