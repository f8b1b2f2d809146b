import type {
  DueDiligenceConfirmed,
  DueDiligenceRecorded,
  OrganisationFlagged,
} from '../organisations/organisation-events.ts';

/** A due diligence on an organisation, of low risk; confirmed where it says until when it holds. */
export function dueDiligence(
  recordId: string,
  organisation: string,
  validUntil?: string,
): readonly (DueDiligenceRecorded | DueDiligenceConfirmed)[] {
  const found = { recordId, organisation, rating: 'low' as const, validFrom: '2007-11-01' };
  const last = validUntil ?? '2009-12-31';
  const questions = [{ question: 'Are its accounts audited?', answer: 'Yes, each year.', evidence: [] }];
  const recorded = { ...found, validUntil: last, questions };
  return [
    { type: 'DueDiligenceRecorded', data: recorded },
    ...(validUntil === undefined
      ? []
      : [{ type: 'DueDiligenceConfirmed' as const, data: { ...found, validUntil, role: 'treasurer' } }]),
  ];
}

/** A flag that the secretariat raised on an organisation. */
export const flagged = (
  flagId: string,
  organisation: string,
  level: OrganisationFlagged['data']['level'],
  until: string | null = null,
): OrganisationFlagged => ({
  type: 'OrganisationFlagged',
  data: { flagId, organisation, level, reason: 'An audit is open', evidence: [], until, role: 'secretariat' },
});
