import { noBody, nothing } from '@mdtf/contracts';
import type { FieldFault, Localised } from '@mdtf/domain';
import type { z } from 'zod';
import { issueText } from './issue-text.ts';

/** How many fields at fault one answer lists. */
export const MAX_FIELD_ERRORS = 100;

/** Validates one part of a request, adding what is wrong to `errors`; the value returned is only good when nothing was added. */
export function validatePart(schema: z.ZodType, value: unknown, part: string, errors: FieldFault[]): unknown {
  if (schema === nothing && isEmpty(value)) return value;
  if (schema === noBody && value === undefined) return value;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) addIssue(issue, part, value, errors);
  return undefined;
}

function addIssue(issue: z.core.$ZodIssue, part: string, value: unknown, errors: FieldFault[]): void {
  const field = [part, ...issue.path.map(String)].join('.').slice(0, 300);
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) add(errors, `${field}.${key.slice(0, 100)}`, UNKNOWN);
    return;
  }
  add(errors, field, issueText(issue, part, valueAt(value, issue.path)));
}

const UNKNOWN = { en: 'is not a known field; remove it', fr: 'n’est pas un champ connu ; retirez-le' };

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at: unknown = value;
  for (const step of path) {
    if (at === null || typeof at !== 'object') return undefined;
    at = (at as Record<PropertyKey, unknown>)[step];
  }
  return at;
}

function add(errors: FieldFault[], field: string, message: Localised): void {
  if (errors.length < MAX_FIELD_ERRORS) errors.push({ field, message });
}

function isEmpty(value: unknown): boolean {
  for (const _ in value as object) return false;
  return true;
}
