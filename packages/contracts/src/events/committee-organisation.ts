import { z } from 'zod';
import { date, documentReference, id, list, prose } from '../primitives.ts';
import { dueDiligenceFindings, flagLevel, organisation, riskRating } from '../schemas/organisation.ts';

const role = z.string().max(60).describe('What who did it is in the fund; people are not named');

/** Facts of the register of organisations, and of what a fund has on record of them. */
export const organisationEvents = {
  OrganisationRegistered: organisation,
  OrganisationCorrected: z.object({
    organisation: organisation.describe('As it is from now on'),
    before: organisation,
    reason: prose,
  }),
  DueDiligenceRecorded: z.object({ recordId: id, organisation: id, ...dueDiligenceFindings }),
  DueDiligenceConfirmed: z.object({
    recordId: id,
    organisation: id,
    rating: riskRating,
    validFrom: date,
    validUntil: date,
    role,
  }),
  OrganisationFlagged: z.object({
    flagId: id,
    organisation: id,
    level: flagLevel,
    reason: prose,
    evidence: list(documentReference, 10),
    until: date
      .nullable()
      .describe('The last day it holds, in the fund’s time zone; null: until it is lifted'),
    role,
  }),
  FlagLifted: z.object({ flagId: id, organisation: id, reason: prose, role }),
};
