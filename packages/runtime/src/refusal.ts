import { type Problem, problemType } from '@mdtf/contracts';
import {
  type FieldFault,
  faultsTold,
  frenchNoun,
  type Language,
  type Localised,
  type Noun,
  textIn,
  upperFirst,
} from '@mdtf/domain';

type Verdicts = NonNullable<Problem['verdicts']>;

/** A problem whose language is not chosen yet: what it says, it says in both. */
export interface BilingualProblem extends Omit<Problem, 'title' | 'detail' | 'errors'> {
  readonly title: Localised;
  readonly detail: Localised;
  readonly errors?: readonly FieldFault[];
}

/** A no as a value: the problem to answer with and the headers that go with it. */
export interface Refusal {
  readonly problem: BilingualProblem;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A problem as it is sent: in one language. */
export function problemIn({ title, detail, errors, ...rest }: BilingualProblem, language: Language): Problem {
  const { type, ...members } = rest;
  const problem = { type, title: textIn(title, language), detail: textIn(detail, language), ...members };
  return errors === undefined ? problem : { ...problem, errors: faultsIn(errors, language) };
}

/** Fields at fault as they are sent: in one language. */
export function faultsIn(
  faults: readonly FieldFault[],
  language: Language,
): { readonly field: string; readonly message: string }[] {
  return faults.map(({ field, message }) => ({ field, message: textIn(message, language) }));
}

interface More {
  readonly errors?: readonly FieldFault[];
  readonly verdicts?: Verdicts;
  readonly headers?: Readonly<Record<string, string>>;
  readonly instance?: string;
  readonly retryAfterSeconds?: number;
}

/** A refusal with a stable kebab-case code; a retry time becomes the Retry-After header as well. */
export function refuse(
  status: number,
  code: string,
  title: Localised,
  detail: Localised,
  more: More = {},
): Refusal {
  const { headers, ...members } = more;
  const problem: BilingualProblem = { type: problemType(code), title, status, detail, ...members };
  if (more.retryAfterSeconds !== undefined) {
    return { problem, headers: { 'retry-after': String(more.retryAfterSeconds), ...headers } };
  }
  return headers === undefined ? { problem } : { problem, headers };
}

/** Tells a refusal from an answer. */
export function isRefusal(value: object): value is Refusal {
  return 'problem' in value;
}

const DOES_NOT_FIT: Localised = {
  en: 'The request does not fit its contract',
  fr: 'La demande ne correspond pas à son contrat',
};

/** 400 with every field at fault; a code of its own is for what the contract's schema cannot say. */
export function invalid(
  errors: readonly FieldFault[],
  title: Localised = DOES_NOT_FIT,
  code = 'invalid-request',
): Refusal {
  return refuse(400, code, title, errors.length === 0 ? title : faultsTold(errors), { errors });
}

/** 400 for one part of the request, named like `header.idempotency-key`. */
export function invalidField(field: string, message: Localised): Refusal {
  return invalid([{ field, message }]);
}

/** 404 for something the caller named that is not there, or that the caller may not know of. */
export function notFound(what: Noun, id: string): Refusal {
  const noun = frenchNoun(what);
  return refuse(
    404,
    `${what.replaceAll(' ', '-')}-not-found`,
    { en: `No such ${what}`, fr: `${upperFirst(noun.bare)} introuvable` },
    {
      en: `There is no ${what} ${JSON.stringify(id)}.`,
      fr: `${upperFirst(noun.the)} ${JSON.stringify(id)} n’existe pas.`,
    },
  );
}

/** 403: known, and not allowed. */
export function forbidden(detail: Localised): Refusal {
  return refuse(403, 'forbidden', { en: 'Not allowed', fr: 'Non autorisé' }, detail);
}

/** 422: the key has answered another request before. */
export function keyReused(): Refusal {
  return refuse(
    422,
    'idempotency-key-reused',
    { en: 'Idempotency key already used', fr: 'Clé d’idempotence déjà utilisée' },
    {
      en: 'This Idempotency-Key was used before for another request; choose a new key for a new request.',
      fr: 'Cette Idempotency-Key a déjà servi à une autre demande ; choisissez une clé nouvelle pour une demande nouvelle.',
    },
  );
}

/** 412: the caller decided on an older state than the one stored. */
export function stale(detail: Localised): Refusal {
  return refuse(412, 'stale', { en: 'Changed in the meantime', fr: 'Modifié entre-temps' }, detail);
}
