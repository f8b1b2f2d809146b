import { type Problem, problemType } from '@mdtf/contracts';

type FieldErrors = NonNullable<Problem['errors']>;
type Verdicts = NonNullable<Problem['verdicts']>;

/** A no as a value: the problem to answer with and the headers that go with it. */
export interface Refusal {
  readonly problem: Problem;
  readonly headers?: Readonly<Record<string, string>>;
}

interface More {
  readonly errors?: FieldErrors;
  readonly verdicts?: Verdicts;
  readonly headers?: Readonly<Record<string, string>>;
  readonly instance?: string;
  readonly retryAfterSeconds?: number;
}

/** A refusal with a stable kebab-case code; a retry time becomes the Retry-After header as well. */
export function refuse(
  status: number,
  code: string,
  title: string,
  detail: string,
  more: More = {},
): Refusal {
  const { headers, ...members } = more;
  const problem: Problem = { type: problemType(code), title, status, detail, ...members };
  if (more.retryAfterSeconds !== undefined) {
    return { problem, headers: { 'retry-after': String(more.retryAfterSeconds), ...headers } };
  }
  return headers === undefined ? { problem } : { problem, headers };
}

/** Tells a refusal from an answer. */
export function isRefusal(value: object): value is Refusal {
  return 'problem' in value;
}

/** 400 with every field at fault; a code of its own is for what the contract's schema cannot say. */
export function invalid(
  errors: FieldErrors,
  title = 'The request does not fit its contract',
  code = 'invalid-request',
): Refusal {
  const [first] = errors;
  const rest = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return refuse(400, code, title, first ? `${first.field} ${first.message}${rest}.` : title, {
    errors,
  });
}

/** 400 for one part of the request, named like `header.idempotency-key`. */
export function invalidField(field: string, message: string): Refusal {
  return invalid([{ field, message }]);
}

/** 404 for something the caller named that is not there, or that the caller may not know of. */
export function notFound(what: string, id: string): Refusal {
  return refuse(
    404,
    `${what.replaceAll(' ', '-')}-not-found`,
    `No such ${what}`,
    `There is no ${what} ${JSON.stringify(id)}.`,
  );
}

/** 403: known, and not allowed. */
export function forbidden(detail: string): Refusal {
  return refuse(403, 'forbidden', 'Not allowed', detail);
}

/** 412: the caller decided on an older state than the one stored. */
export function stale(detail: string): Refusal {
  return refuse(412, 'stale', 'Changed in the meantime', detail);
}
