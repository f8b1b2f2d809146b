import { frenchMessage } from '@mdtf/contracts';
import type { Localised } from '@mdtf/domain';
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** What is wrong with one field in both languages, as the rest of a sentence that begins with its name. */
export function issueText(issue: Issue, part: string, given: unknown): Localised {
  const fr = frenchMessage(issue.message);
  if (fr !== undefined) return { en: issue.message, fr };
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue.expected, part, given);
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return tooBig(issue);
    case 'invalid_value':
      return notAmong(issue.values.map(String));
    case 'not_multiple_of':
      return {
        en: `must be a multiple of ${issue.divisor}`,
        fr: `doit être un multiple de ${issue.divisor}`,
      };
    case 'invalid_format':
      return wrongForm(issue);
    case 'invalid_union':
      return wrongUnion(issue);
    case 'invalid_key':
      return { en: 'has a key that it may not have', fr: 'a une clé non permise' };
    default:
      return { en: 'does not fit', fr: 'ne convient pas' };
  }
}

/** Where one member says which form is meant, the way out is to name one of them. */
function wrongUnion(issue: z.core.$ZodIssueInvalidUnion): Localised {
  const options: readonly unknown[] = 'options' in issue && Array.isArray(issue.options) ? issue.options : [];
  return options.length > 0
    ? notAmong(options.map(String))
    : { en: 'has none of the forms it may have', fr: 'n’a aucune des formes permises' };
}

function wrongType(expected: string, part: string, given: unknown): Localised {
  if (given === undefined) return { en: 'is required', fr: 'est obligatoire' };
  if (part === 'query' && Array.isArray(given))
    return { en: 'is given more than once', fr: 'est donné plus d’une fois' };
  if (expected === 'int' || (part === 'query' && expected === 'number'))
    return { en: 'must be a whole number', fr: 'doit être un nombre entier' };
  const wanted = typeNamed(expected);
  const sent = typeNamed(typeName(given));
  return { en: `must be ${wanted.en}, not ${sent.en}`, fr: `doit être ${wanted.fr}, et non ${sent.fr}` };
}

const typeName = (given: unknown): string =>
  given === null ? 'null' : Array.isArray(given) ? 'array' : typeof given;

const TYPES: { readonly [name: string]: Localised } = {
  string: { en: 'a string', fr: 'une chaîne de caractères' },
  number: { en: 'a number', fr: 'un nombre' },
  boolean: { en: 'a boolean', fr: 'un booléen' },
  array: { en: 'an array', fr: 'un tableau' },
  object: { en: 'an object', fr: 'un objet' },
  record: { en: 'an object', fr: 'un objet' },
  null: { en: 'null', fr: 'null' },
  never: { en: 'left out', fr: 'absent' },
};

const typeNamed = (name: string): Localised =>
  TYPES[name] ?? { en: `of type ${name}`, fr: `de type ${name}` };

function tooSmall({ origin, minimum, inclusive }: Extract<Issue, { code: 'too_small' }>): Localised {
  const unit = unitOf(origin, minimum);
  if (unit !== undefined)
    return {
      en: `must have at least ${minimum} ${unit.en}`,
      fr: `doit compter au moins ${minimum} ${unit.fr}`,
    };
  return inclusive === false
    ? { en: `must be more than ${minimum}`, fr: `doit être supérieur à ${minimum}` }
    : { en: `must be ${minimum} or more`, fr: `doit être d’au moins ${minimum}` };
}

function tooBig({ origin, maximum, inclusive }: Extract<Issue, { code: 'too_big' }>): Localised {
  const unit = unitOf(origin, maximum);
  if (unit !== undefined)
    return {
      en: `must have at most ${maximum} ${unit.en}`,
      fr: `doit compter au plus ${maximum} ${unit.fr}`,
    };
  return inclusive === false
    ? { en: `must be less than ${maximum}`, fr: `doit être inférieur à ${maximum}` }
    : { en: `must be ${maximum} or less`, fr: `doit être d’au plus ${maximum}` };
}

function unitOf(origin: string, count: number | bigint): Localised | undefined {
  const isOne = Number(count) === 1;
  if (origin === 'string')
    return isOne ? { en: 'character', fr: 'caractère' } : { en: 'characters', fr: 'caractères' };
  if (origin === 'array' || origin === 'set')
    return isOne ? { en: 'item', fr: 'élément' } : { en: 'items', fr: 'éléments' };
  return undefined;
}

function notAmong(values: readonly string[]): Localised {
  const [only] = values;
  if (values.length === 1) return { en: `must be ${only}`, fr: `doit être ${only}` };
  const all = values.join(', ');
  return { en: `must be one of ${all}`, fr: `doit être l’une de ces valeurs : ${all}` };
}

function wrongForm({ format, pattern }: Extract<Issue, { code: 'invalid_format' }>): Localised {
  if (format === 'regex' && pattern !== undefined)
    return { en: `must match ${pattern}`, fr: `doit correspondre à ${pattern}` };
  return { en: `must have the form ${format}`, fr: `doit avoir la forme ${format}` };
}
