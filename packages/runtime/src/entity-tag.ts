import type { Answer } from './implementation.ts';
import { invalidField, type Refusal, refuse } from './refusal.ts';

/** The strong entity tag of a revision, or of a content hash. */
export function etagOf(revision: bigint | number | string): string {
  return `"${revision}"`;
}

/** How many tags one condition may list. */
export const MAX_TAGS = 20;

/** Tags as a caller gave them: any, or a list. Weak ones are kept apart as they never match strongly. */
export type Condition = '*' | readonly string[];

// A comma may stand inside a tag as well as between two.
const TAG = /[ \t]*((?:W\/)?"[\x21\x23-\x7e]{0,200}")[ \t]*(,|$)/y;

/** Reads `If-Match` or `If-None-Match`. */
export function parseCondition(header: string, field: string): Condition | Refusal {
  if (header.trim() === '*') return '*';
  const tags: string[] = [];
  TAG.lastIndex = 0;
  for (let separator: string | undefined = ','; separator === ','; ) {
    if (tags.length === MAX_TAGS) return invalidField(field, TOO_MANY);
    const [, tag, next] = TAG.exec(header) ?? [];
    if (tag === undefined) return invalidField(field, NO_TAGS);
    tags.push(tag);
    separator = next;
  }
  return tags;
}

const TOO_MANY = {
  en: `lists more than ${MAX_TAGS} entity tags`,
  fr: `énumère plus de ${MAX_TAGS} étiquettes d’entité`,
};

const NO_TAGS = {
  en: 'must be entity tags in double quotes, or *',
  fr: 'doit être des étiquettes d’entité entre guillemets droits, ou *',
};

/** Strong comparison, for `If-Match`. */
export function matchesStrongly(condition: Condition, etag: string): boolean {
  return condition === '*' || condition.includes(etag);
}

/** Weak comparison, for `If-None-Match`. */
export function matchesWeakly(condition: Condition, etag: string): boolean {
  return condition === '*' || condition.some((tag) => tag === etag || tag === `W/${etag}`);
}

/** 304: the caller has it already. */
export function notModified(etag: string): Answer<never> {
  return { status: 304, etag };
}

/** 428: an edit must say what it edits. */
export function preconditionRequired(): Refusal {
  return refuse(
    428,
    'if-match-required',
    { en: 'If-Match is required', fr: 'If-Match est obligatoire' },
    {
      en: 'Read the document first and send its ETag as If-Match, so that nobody else’s change is lost.',
      fr: 'Lisez d’abord le document et envoyez son ETag dans If-Match, afin qu’aucune modification d’autrui ne soit perdue.',
    },
  );
}
