import { noBody, nothing, type Problem } from '@mdtf/contracts';
import type { z } from 'zod';

type FieldError = NonNullable<Problem['errors']>[number];

/** How many fields at fault one answer lists. */
export const MAX_FIELD_ERRORS = 100;

/** Validates one part of a request, adding what is wrong to `errors`; the value returned is only good when nothing was added. */
export function validatePart(schema: z.ZodType, value: unknown, part: string, errors: FieldError[]): unknown {
  if (schema === nothing && isEmpty(value)) return value;
  if (schema === noBody && value === undefined) return value;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) addIssue(issue, part, value, errors);
  return undefined;
}

function addIssue(issue: z.core.$ZodIssue, part: string, value: unknown, errors: FieldError[]): void {
  const field = [part, ...issue.path.map(String)].join('.').slice(0, 300);
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys)
      add(errors, `${field}.${key.slice(0, 100)}`, 'is not a known field; remove it');
    return;
  }
  add(errors, field, messageOf(issue, part, value));
}

function messageOf(issue: z.core.$ZodIssue, part: string, value: unknown): string {
  if (issue.code !== 'invalid_type') return lowerFirst(issue.message);
  const given = valueAt(value, issue.path);
  if (given === undefined) return 'is required';
  if (part === 'query' && Array.isArray(given)) return 'is given more than once';
  const isWhole = issue.expected === 'int' || (part === 'query' && issue.expected === 'number');
  if (isWhole) return 'must be a whole number';
  return `must be ${article(issue.expected)}, not ${nameOf(given)}`;
}

const article = (noun: string): string => (/^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`);

function nameOf(given: unknown): string {
  if (given === null) return 'null';
  return article(Array.isArray(given) ? 'array' : typeof given);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at: unknown = value;
  for (const step of path) {
    if (at === null || typeof at !== 'object') return undefined;
    at = (at as Record<PropertyKey, unknown>)[step];
  }
  return at;
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

function add(errors: FieldError[], field: string, message: string): void {
  if (errors.length < MAX_FIELD_ERRORS) errors.push({ field, message });
}

function isEmpty(value: unknown): boolean {
  for (const _ in value as object) return false;
  return true;
}
