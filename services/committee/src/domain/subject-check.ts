import { type DecisionSubject, PROPOSAL_KINDS, type Slice, type StateRef } from '@mdtf/domain';
import { CURRENT, charterAggregate } from './charter.ts';
import { refuseFinal, refuseListed, screeningNeeds } from './exclusion.ts';
import { SUBJECT_IN_FRENCH } from './french-words.ts';
import { knownFacilityRequest } from './known/facility-request.ts';
import type { KnownProposal } from './known/proposal.ts';
import type { ProposalAtHand } from './proposal-at-hand.ts';
import { conflict, invalid, unknownIn } from './rejections.ts';

const MAX_TITLE_LENGTH = 500;

/** The facts behind `refuseSubject`, those of one proposal at hand aside. */
export function subjectFacts(subject: DecisionSubject): readonly StateRef[] {
  if (subject.kind !== 'facility-request') return screeningNeeds(subject);
  return [{ kind: knownFacilityRequest.kind, id: subject.id }];
}

/** What keeps a subject from being put before the committee: an unknown or withdrawn one, or a waiver of no rule. */
export function refuseSubject(
  {
    subject,
    title,
    amendment,
  }: {
    readonly subject: DecisionSubject;
    readonly title?: string | undefined;
    readonly amendment?: { readonly revoke: boolean } | undefined;
  },
  slice: Slice,
  hand: ProposalAtHand | undefined,
) {
  const { kind, id, rule, scope } = subject;
  const misruled = refuseRule(subject);
  if (misruled !== undefined) return misruled;
  const stranger = refuseOwnRule(rule, slice, hand);
  if (stranger !== undefined) return stranger;
  if (scope !== undefined) return refuseKind(subject);
  const unlisted = refuseListed(subject, slice);
  if (unlisted !== undefined || kind === 'exclusion') return unlisted;
  if (kind === 'amendment') {
    const isLeft = hand?.proposal.withdrawn === true && amendment?.revoke !== true;
    return isLeft ? withdrawn(hand.id) : undefined;
  }
  if (kind === 'proposal' || kind === 'waiver') {
    if (hand === undefined) return unknownIn('body.subject.id', 'proposal', id);
    return hand.proposal.withdrawn ? withdrawn(id) : refuseFinal(subject, slice);
  }
  if (kind === 'facility-request') {
    const known = slice.fact(knownFacilityRequest, id);
    return known === undefined
      ? unknownIn('body.subject.id', 'facility request', id)
      : refuseRevision(subject, known.revision);
  }
  if (subject.revision !== undefined) {
    return invalid(
      'revision-only-for-facility-request',
      {
        en: 'Only the facility request names a revision',
        fr: 'Seule la demande au DGF nomme une révision',
      },
      { en: 'Leave the revision out.', fr: 'Omettez la révision.' },
      { field: 'body.subject.revision' },
    );
  }
  if (title !== undefined) return undefined;
  return invalid(
    'title-missing',
    { en: 'It needs a title', fr: 'Il faut un titre' },
    {
      en: `A ${kind} has no title of its own: say what it is about.`,
      fr: `Cet objet (${SUBJECT_IN_FRENCH[kind]}) n’a pas de titre propre : dites de quoi il s’agit.`,
    },
    { field: 'body.title' },
  );
}

/** What keeps a waiver from naming no rule, and anything but a waiver or the charter from naming a rule or a hash. */
function refuseRule({ kind, rule, sha256 }: DecisionSubject) {
  if (kind === 'waiver' && rule === undefined) {
    return invalid(
      'waiver-needs-rule',
      { en: 'A waiver is of a rule', fr: 'Une dérogation vise une règle' },
      { en: 'Name the rule that is to be set aside.', fr: 'Nommez la règle à laquelle il est dérogé.' },
      { field: 'body.subject.rule' },
    );
  }
  if (kind !== 'waiver' && rule !== undefined) {
    return invalid(
      'rule-only-for-waiver',
      { en: 'Only a waiver names a rule', fr: 'Seule une dérogation nomme une règle' },
      {
        en: 'Leave the rule out, or make it a waiver.',
        fr: 'Omettez la règle, ou faites-en une dérogation.',
      },
      { field: 'body.subject.rule' },
    );
  }
  if (sha256 !== undefined && kind !== 'charter') {
    return invalid(
      'hash-only-for-charter',
      { en: 'Only the charter names a hash', fr: 'Seule la charte indique une empreinte' },
      { en: 'Leave the SHA-256 out.', fr: 'Omettez le SHA-256.' },
      { field: 'body.subject.sha256' },
    );
  }
  return undefined;
}

/** A rule of the fund's own is one that its charter has, or that of the proposal's call. */
function refuseOwnRule(rule: string | undefined, slice: Slice, hand: ProposalAtHand | undefined) {
  if (rule?.startsWith('F') !== true) return undefined;
  const current = slice.get(charterAggregate, CURRENT)?.charter.rules.own ?? [];
  const known = [...current, ...(hand?.rules.own ?? [])].some(({ id }) => id === rule);
  return known ? undefined : unknownIn('body.subject.rule', 'rule', rule);
}

/** 409 when another revision than the last is meant. */
export function refuseRevision({ id, revision }: DecisionSubject, last: number) {
  if (revision === undefined || revision === last) return undefined;
  return conflict(
    'revised-since',
    { en: 'It was revised since', fr: 'Révisée depuis' },
    {
      en: `Revision ${last} of the ${id} facility request was submitted; this is about revision ${revision}.`,
      fr: `La révision ${last} de la demande au DGF (${id}) a été soumise ; ceci porte sur la révision ${revision}.`,
    },
    { field: 'body.subject.revision', params: { revision: String(revision), last: String(last) } },
  );
}

/** The subject with the revision that is decided on, where it has revisions. */
export function pinnedSubject(subject: DecisionSubject, slice: Slice): DecisionSubject {
  if (subject.kind !== 'facility-request') return subject;
  const revision = slice.fact(knownFacilityRequest, subject.id)?.revision;
  return revision === undefined ? subject : { ...subject, revision };
}

function refuseKind({ kind, id }: DecisionSubject) {
  if (kind !== 'waiver') {
    return invalid(
      'scope-only-for-waiver',
      { en: 'Only a waiver has a scope', fr: 'Seule une dérogation a une portée' },
      {
        en: 'Leave the scope out, or make it a waiver.',
        fr: 'Omettez la portée, ou faites-en une dérogation.',
      },
      { field: 'body.subject.scope' },
    );
  }
  return PROPOSAL_KINDS.some((kind) => kind === id)
    ? undefined
    : unknownIn('body.subject.id', 'kind of proposal', id);
}

/** 409: whoever submitted it has taken it back, or it goes on as a project. */
export function withdrawn(proposalId: string) {
  return conflict(
    'proposal-withdrawn',
    { en: 'It was withdrawn', fr: 'Elle a été retirée' },
    {
      en: `Proposal ${proposalId} was withdrawn by its applicant, or made into a project.`,
      fr: `La proposition ${proposalId} a été retirée par son auteur, ou convertie en projet.`,
    },
  );
}

/** What an item or decision is called when nobody says. */
export function defaultTitle(
  { kind, id, rule, scope, proposals = [] }: DecisionSubject,
  proposal: KnownProposal | undefined,
): string {
  const own = proposal?.title ?? id;
  const title =
    kind === 'waiver'
      ? `Waiver of ${rule} for ${scope === undefined ? own : `every ${id}`}`
      : kind === 'proposal'
        ? own
        : kind === 'exclusion'
          ? exclusionTitle(proposals)
          : kind === 'amendment'
            ? `Amendment of decision ${id}${proposal === undefined ? '' : `: ${own}`}`
            : `${kind} ${id}`;
  return title.slice(0, MAX_TITLE_LENGTH).toWellFormed();
}

function exclusionTitle(proposals: readonly string[]): string {
  return `Exclusion at screening: ${proposals.join(', ')}`;
}
