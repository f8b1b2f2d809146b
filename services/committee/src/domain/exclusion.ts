import type { DecisionSubject, Localised, Slice, StateRef } from '@mdtf/domain';
import { type KnownProposal, knownProposal } from './known/proposal.ts';
import { type KnownScreening, knownScreening } from './known/screening.ts';
import type { ProposalAtHand } from './proposal-at-hand.ts';
import { conflict, invalid, refused, unknownIn } from './rejections.ts';
import { holderOf, type Seats } from './seats.ts';

/** The facts behind `refuseListed` and `refuseFinal`: of each proposal that a subject is about, where its screening stands. */
export function screeningNeeds(subject: DecisionSubject): readonly StateRef[] {
  const { kind, id } = subject;
  if (kind === 'proposal') return [{ kind: knownScreening.kind, id }];
  return listed(subject).flatMap((proposalId) => [
    { kind: knownProposal.kind, id: proposalId },
    { kind: knownScreening.kind, id: proposalId },
  ]);
}

function listed({ kind, proposals = [] }: DecisionSubject): readonly string[] {
  return kind === 'exclusion' ? proposals : [];
}

/** The proposals that a decision on a subject is about: the one at hand, or those on the list. */
export function proposalsIn(
  subject: DecisionSubject,
  slice: Slice,
  hand: ProposalAtHand | undefined,
): readonly KnownProposal[] {
  if (hand !== undefined) return [hand.proposal];
  return listed(subject).flatMap((id) => slice.fact(knownProposal, id) ?? []);
}

/** The seats that organisations hold which lead one of these proposals: they never decide on it. */
export function seatsOfLeads(
  proposals: readonly KnownProposal[],
  seats: Seats | undefined,
  all: readonly { readonly id: string }[],
): readonly { readonly seat: string; readonly lead: string }[] {
  const leads = new Set(proposals.map(({ lead }) => lead));
  return all.flatMap(({ id: seat }) => {
    const lead = holderOf(seats, seat)?.organisation;
    return lead !== undefined && leads.has(lead) ? [{ seat, lead }] : [];
  });
}

/** What keeps a list from being put before the committee: only what the secretariat found ineligible, each once. */
export function refuseListed(subject: DecisionSubject, slice: Slice) {
  const proposals = listed(subject);
  if (subject.kind !== 'exclusion') {
    return subject.proposals === undefined
      ? undefined
      : invalid(
          'list-only-for-exclusion',
          { en: 'Only an exclusion lists proposals', fr: 'Seule une exclusion énumère des propositions' },
          {
            en: 'Leave the list out, or make it an exclusion.',
            fr: 'Omettez la liste, ou faites-en une exclusion.',
          },
          { field: 'body.subject.proposals' },
        );
  }
  if (proposals.length === 0) {
    return invalid(
      'exclusion-of-none',
      { en: 'Nothing to exclude', fr: 'Rien à exclure' },
      {
        en: 'List the proposals that are to be excluded.',
        fr: 'Énumérez les propositions à exclure.',
      },
      { field: 'body.subject.proposals' },
    );
  }
  for (const [at, proposalId] of proposals.entries()) {
    const field = `body.subject.proposals.${at}`;
    const unfit =
      proposals.indexOf(proposalId) < at
        ? listedTwice(proposalId, field)
        : refuseOne(proposalId, field, slice);
    if (unfit !== undefined) return unfit;
  }
  return undefined;
}

function refuseOne(proposalId: string, field: string, slice: Slice) {
  const proposal = slice.fact(knownProposal, proposalId);
  if (proposal === undefined) return unknownIn(field, 'proposal', proposalId);
  const screening = slice.fact(knownScreening, proposalId);
  if (proposal.withdrawn) return notToBeExcluded(proposalId, field, WITHDRAWN);
  if (screening?.final === true) return decidedFinally(proposalId, field);
  if (screening?.against === 'exclusion' && !screening.reviewAsked)
    return notToBeExcluded(proposalId, field, EXCLUDED_ALREADY);
  if (screening?.against === 'rejection') return notToBeExcluded(proposalId, field, REJECTED);
  return screening?.ineligible === true ? undefined : notToBeExcluded(proposalId, field, NOT_INELIGIBLE);
}

/** 409 for a proposal on which the committee has decided after a review, or which it has excluded. */
export function refuseFinal({ kind, id }: DecisionSubject, slice: Slice) {
  if (kind !== 'proposal') return undefined;
  const screening: KnownScreening | undefined = slice.fact(knownScreening, id);
  if (screening?.final === true) return decidedFinally(id, 'body.subject.id');
  if (screening?.against !== 'exclusion') return undefined;
  return conflict(
    'proposal-excluded',
    { en: 'It is excluded', fr: 'Elle est exclue' },
    {
      en: `Proposal ${id} was excluded at screening; its applicant may ask for a review, which comes as an exclusion.`,
      fr: `La proposition ${id} a été exclue à l’examen préalable ; son auteur peut en demander le réexamen, qui vient comme une exclusion.`,
    },
    { field: 'body.subject.id' },
  );
}

function decidedFinally(proposalId: string, field: string) {
  return conflict(
    'decided-finally',
    { en: 'It is decided finally', fr: 'C’est décidé définitivement' },
    {
      en: `The committee has reviewed what it decided on proposal ${proposalId}; its second decision is final.`,
      fr: `Le comité a réexaminé ce qu’il avait décidé sur la proposition ${proposalId} ; sa seconde décision est définitive.`,
    },
    { field },
  );
}

function listedTwice(proposalId: string, field: string) {
  return invalid(
    'listed-twice',
    { en: 'A proposal is listed twice', fr: 'Une proposition est énumérée deux fois' },
    { en: `${proposalId} is on the list already.`, fr: `${proposalId} est déjà sur la liste.` },
    { field },
  );
}

const WITHDRAWN = { en: 'it was withdrawn', fr: 'elle a été retirée' };
const REJECTED = { en: 'it was rejected', fr: 'elle a été rejetée' };
const EXCLUDED_ALREADY = {
  en: 'it is excluded already, and no review was asked for',
  fr: 'elle est déjà exclue, et nul réexamen n’a été demandé',
};
const NOT_INELIGIBLE = {
  en: 'the secretariat did not find it ineligible',
  fr: 'le secrétariat ne l’a pas trouvée inadmissible',
};

function notToBeExcluded(proposalId: string, field: string, why: Localised) {
  return refused(
    'not-to-be-excluded',
    { en: 'Not to be excluded', fr: 'N’est pas à exclure' },
    {
      en: `Proposal ${proposalId} is not to be excluded: ${why.en}.`,
      fr: `La proposition ${proposalId} n’est pas à exclure : ${why.fr}.`,
    },
    { field, params: { proposalId } },
  );
}
