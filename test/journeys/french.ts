import type { Problem } from '@mdtf/contracts';

// Words that English needs for a sentence and French does not have.
const ENGLISH = /\b(the|must|is|was|were|has|have|been|not|only|which|this)\b/i;

/** What of a refusal cannot be read in French: the same text as in English, or English words; fields and codes are the same in both. */
export function leftInEnglish(english: Problem, french: Problem): string[] {
  const left = textsOf(french).filter(
    (text, at) => text === textsOf(english)[at] || ENGLISH.test(withoutNames(text)),
  );
  const sameKind =
    english.type === french.type &&
    english.status === french.status &&
    fieldsOf(english) === fieldsOf(french);
  return sameKind ? left : [...left, `another refusal: ${JSON.stringify(french)}`];
}

const textsOf = ({ title, detail = '', errors = [] }: Problem): string[] => [
  title,
  detail,
  ...errors.map(({ message }) => message),
];

const fieldsOf = ({ errors = [] }: Problem): string => JSON.stringify(errors.map(({ field }) => field));

// Paths of fields, ids and what is quoted stay as they are.
const withoutNames = (text: string): string => text.replace(/"[^"]*"|«[^»]*»|\b\w+(?:[.-]\w+)+\b/g, '');
