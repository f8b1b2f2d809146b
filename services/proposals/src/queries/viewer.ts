import type { Actor } from '@mdtf/domain';
import { accessOf, mayBeClosed, type ReviewStatus } from '@mdtf/rules';
import type { ProposalContent } from '../domain/writing/content.ts';
import { KINDS } from '../domain/writing/kinds.ts';

const SEE_ALL: readonly string[] = [
  'secretariat',
  'chair',
  'seat-holder',
  'alternate',
  'observer',
  'treasurer',
  'donor',
  'auditor',
  'admin',
  'service',
];
const SEE_SCREENING = [...SEE_ALL, 'reviewer'].filter((role) => role !== 'observer' && role !== 'donor');

/** Who owns the secretariat's own drafts. */
export const SECRETARIAT = 'role:secretariat';

/** What an actor may see of proposals and drafts in one fund. */
export interface Viewer {
  /** Undefined: all submitted proposals; otherwise those of these organisations, and those it reviews. */
  readonly ofOrganisations: readonly string[] | undefined;
  /** The organisations that it is a partner for. */
  readonly ofOwn: readonly string[];
  /** The person, whose reviews open what is not closed to it otherwise, and close it until the statement is signed. */
  readonly person: string;
  /** Whether an assignment without a statement closes a proposal to it. */
  readonly mayBeClosed: boolean;
  /** Whose drafts it sees and edits. */
  readonly draftsOf: readonly string[];
  /** Whether it sees what the secretariat says about an organisation's proposal. */
  seesScreening(lead: string): boolean;
}

/** A partner sees its own organisation's; drafts are seen by their owner alone. */
export function viewerOf({ id, roles, organisations }: Actor): Viewer {
  const own = roles.includes('partner') ? organisations : [];
  const holds = (wanted: readonly string[]): boolean => roles.some((role) => wanted.includes(role));
  return {
    ofOrganisations: holds(SEE_ALL) ? undefined : own,
    ofOwn: own,
    person: id,
    mayBeClosed: mayBeClosed({ roles }),
    draftsOf: roles.includes('secretariat') ? [...own, SECRETARIAT] : own,
    seesScreening: (lead) => holds(SEE_SCREENING) || own.includes(lead),
  };
}

/**
 * Whether what an organisation submitted may be seen. An assignment to review it closes it until the statement on
 * conflicts of interest is signed, and for good where that states one; signed without one, it opens it.
 */
export function sees(
  { ofOrganisations, mayBeClosed: closable, ofOwn }: Viewer,
  lead: string,
  review?: ReviewStatus | undefined,
): boolean {
  if (ofOwn.includes(lead)) return true;
  const access = accessOf(review);
  if (access === 'closed' && closable) return false;
  return access === 'open' || ofOrganisations === undefined;
}

const SEE_DOCUMENTS: readonly string[] = ['secretariat', 'chair', 'seat-holder', 'alternate', 'auditor'];

/** Whether the documents of what an organisation leads may be seen: by itself, who decides, and who audits. */
export function seesDocuments({ roles, organisations }: Actor, lead: string): boolean {
  const isOwn = roles.includes('partner') && organisations.includes(lead);
  return isOwn || roles.some((role) => SEE_DOCUMENTS.includes(role));
}

/** Who owns a draft of this content. */
export function ownerOf({ kind, lead }: Pick<ProposalContent, 'kind' | 'lead'>): string {
  return KINDS[kind].submittedBy === 'secretariat' ? SECRETARIAT : lead;
}
