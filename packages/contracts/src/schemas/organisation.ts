import { z } from 'zod';
import { message } from '../message.ts';
import { country, date, documentReference, id, list, name, prose, text } from '../primitives.ts';

/** What an organisation is to the funds; one may be several at once. */
export const organisationKind = z.enum(['donor', 'partner', 'stakeholder', 'administering-bank']);

/** What sort of body an organisation is. */
export const organisationType = z.enum([
  'international',
  'government',
  'non-governmental',
  'national-non-governmental',
  'private',
  'foundation',
  'bank',
  'other',
]);

/** How a public register names an organisation, in two parts as org-id.guide has them: the register's code, and the id within it. */
export const organisationIdentifier = z
  .strictObject({
    scheme: z
      .string()
      .regex(/^[A-Z]{2}-[A-Z0-9_]{2,30}$/, {
        error: message(
          'must be the code of a register as org-id.guide has it, such as XM-DAC, without the id within it',
          'doit être le code d’un registre selon org-id.guide, tel que XM-DAC, sans l’identifiant qui y vaut',
        ),
      })
      .describe('The register, such as XM-DAC, XI-LEI or GB-CHC'),
    id: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._:()+-]{0,99}$/, {
        error: message(
          'must be the id within the register, such as 47066: letters, digits and . _ : ( ) + - alone',
          'doit être l’identifiant dans le registre, tel que 47066 : lettres, chiffres et . _ : ( ) + - seulement',
        ),
      })
      .describe('The id within the register, such as 47066'),
  })
  .meta({ id: 'OrganisationIdentifier' });

/** An organisation used by all funds. */
export const organisation = z
  .strictObject({
    id,
    name,
    kinds: list(organisationKind, 4).min(1),
    country: country.optional(),
    type: organisationType.optional(),
    knowHow: prose.optional().describe('Means, will and recognised know-how in the sector'),
    identifiers: list(organisationIdentifier, 20)
      .optional()
      .describe('In public registers; each belongs to one organisation alone'),
  })
  .meta({ id: 'Organisation' });

/** How grave a flag is: an observation is kept, a warning is shown where decisions are taken, a block stops. */
export const flagLevel = z.enum(['observation', 'warning', 'blocked']);

/** How far an organisation can be trusted with money. */
export const riskRating = z.enum(['low', 'moderate', 'significant', 'high']);

/** A question of a due diligence with its answer and what shows it; names of people do not belong in it. */
export const dueDiligenceQuestion = z.strictObject({
  question: text(500),
  answer: prose,
  evidence: list(documentReference, 10).default([]),
});

/** What a due diligence found, and from which day to which it holds, both included. */
export const dueDiligenceFindings = {
  questions: list(dueDiligenceQuestion, 100).min(1),
  rating: riskRating,
  validFrom: date,
  validUntil: date.describe('The last day'),
};

/** For whom the charter requires a confirmed due diligence, and before what. */
export const dueDiligenceTerms = z
  .strictObject({
    before: list(z.enum(['submission', 'decision', 'payment']), 3).min(1),
    organisations: z.enum(['lead', 'all']).describe('Who leads a proposal, or everybody in its consortium'),
    types: list(organisationType, 8)
      .min(1)
      .optional()
      .describe('Absent: of every type; whose type is not registered is meant as well'),
  })
  .meta({ id: 'DueDiligenceTerms' });
