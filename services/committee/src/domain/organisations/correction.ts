import type { Aggregate, Instant } from '@mdtf/domain';
import type { Organisation, OrganisationCorrected } from './organisation-events.ts';

/** One entry in the history of an organisation's registration. */
export interface Correction {
  readonly number: number;
  readonly at: Instant;
  readonly before: Organisation;
  readonly after: Organisation;
  readonly reason: string;
}

/** The corrections of one organisation, the newest of them; the document's id is the organisation's. */
export interface Corrections {
  readonly made: readonly Correction[];
}

/** Corrections of one organisation that are listed; the log has them all. */
const MAX_LISTED = 100;

/** What was put right of each organisation. */
export const correctionsAggregate: Aggregate<Corrections, OrganisationCorrected> = {
  kind: 'organisation-corrections',
  version: 1,
  concerns: { OrganisationCorrected: ({ organisation }) => organisation.id },
  evolve(state, { data: { organisation: after, before, reason } }, { time: at }) {
    const number = (state?.made.at(-1)?.number ?? 0) + 1;
    return { made: [...(state?.made ?? []), { number, at, before, after, reason }].slice(-MAX_LISTED) };
  },
};
