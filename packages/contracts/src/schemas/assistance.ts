import { z } from 'zod';
import { message } from '../message.ts';
import { country, id, list, text } from '../primitives.ts';
import { codeReference } from './code-list.ts';

/** A language as a code of ISO 639-1, such as fr. */
export const languageCode = z.string().regex(/^[a-z]{2}$/, {
  error: message(
    'must be an ISO 639-1 code of two lower-case letters, such as fr',
    'doit être un code ISO 639-1 de deux lettres minuscules, tel que fr',
  ),
});

/** Languages in which one works. */
export const languages = list(languageCode, 20).default([]);

/** Codes of agreed lists, such as the thematic elements and the areas of action. */
export const themes = list(codeReference, 40).default([]);

/** So many of a unit, in kind. */
export const inKindQuantity = z.strictObject({
  unit: text(60).describe('Such as expert-days'),
  quantity: z.int().min(1).max(1_000_000_000),
});

/** What a government’s request says besides what every proposal says. */
export const assistanceNeed = z
  .strictObject({
    implementedBy: id
      .optional()
      .describe('The partner that would carry it out; absent: the government itself, or nobody yet'),
    languages,
    inKind: list(inKindQuantity, 10).default([]).describe('What would help in kind, besides money'),
  })
  .meta({ id: 'AssistanceNeed' });

/** How one criterion of matching came out, with its reason. */
export const matchCriterion = z
  .strictObject({
    criterion: z.enum(['theme', 'country', 'language', 'capacity', 'validity']),
    outcome: z
      .enum(['met', 'partly', 'not-met', 'not-said'])
      .describe('not-said: request or offer leaves it open, which is no obstacle'),
    reason: z.strictObject({ en: text(1_000), fr: text(1_000) }),
  })
  .meta({ id: 'MatchCriterion' });

/** Countries, where none means any. */
export const anyOrThese = list(country, 250).default([]).describe('None: any');
