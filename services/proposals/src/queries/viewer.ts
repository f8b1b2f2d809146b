import type { Actor } from '@mdtf/domain';
import type { ProposalContent } from '../domain/content.ts';
import { KINDS } from '../domain/kinds.ts';

const SEE_ALL: readonly string[] = [
  'secretariat',
  'chair',
  'seat-holder',
  'alternate',
  'observer',
  'treasurer',
  'donor',
  'reviewer',
  'auditor',
  'admin',
  'service',
];
const SEE_SCREENING = SEE_ALL.filter((role) => role !== 'observer' && role !== 'donor');

/** Who owns the secretariat's own drafts. */
export const SECRETARIAT = 'role:secretariat';

/** What an actor may see of proposals and drafts in one fund. */
export interface Viewer {
  /** Undefined: all submitted proposals; otherwise those of these organisations. */
  readonly ofOrganisations: readonly string[] | undefined;
  /** Whose drafts it sees and edits. */
  readonly draftsOf: readonly string[];
  /** Whether it sees what the secretariat says about an organisation's proposal. */
  seesScreening(lead: string): boolean;
}

/** A partner sees its own organisation's; drafts are seen by their owner alone. */
export function viewerOf({ roles, organisations }: Actor): Viewer {
  const own = roles.includes('partner') ? organisations : [];
  const holds = (wanted: readonly string[]): boolean => roles.some((role) => wanted.includes(role));
  return {
    ofOrganisations: holds(SEE_ALL) ? undefined : own,
    draftsOf: roles.includes('secretariat') ? [...own, SECRETARIAT] : own,
    seesScreening: (lead) => holds(SEE_SCREENING) || own.includes(lead),
  };
}

/** Whether what an organisation submitted may be seen. */
export function sees({ ofOrganisations }: Viewer, lead: string): boolean {
  return ofOrganisations === undefined || ofOrganisations.includes(lead);
}

/** Who owns a draft of this content. */
export function ownerOf({ kind, lead }: Pick<ProposalContent, 'kind' | 'lead'>): string {
  return KINDS[kind].submittedBy === 'secretariat' ? SECRETARIAT : lead;
}
