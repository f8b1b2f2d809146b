import type { Problem, Route } from '@mdtf/contracts';
import type { Rejection, RejectionCategory } from '@mdtf/domain';
import { type CommandResult, formatPosition } from '@mdtf/fund-log';
import type { Answer, Reply, SubmitOptions } from './implementation.ts';
import { JsonText } from './json-text.ts';
import { keyReused, type Refusal, refuse } from './refusal.ts';

const STATUS_OF: { readonly [C in RejectionCategory]: number } = {
  'not-found': 404,
  conflict: 409,
  forbidden: 403,
  refused: 422,
  stale: 412,
  invalid: 400,
};

const REPLAYED = 'idempotency-replayed';

/** Turns what became of a command into an answer: a replay has the first answer's status, body and Location. */
export function answerCommand<A>(
  route: Route,
  result: CommandResult,
  options: SubmitOptions<A> | undefined,
): Reply<never> {
  switch (result.outcome) {
    case 'accepted':
      return accepted(route, result, options) as Reply<never>;
    case 'rejected':
      return rejected(result.rejection, result.replayed);
    case 'key-reused':
      return keyReused();
    case 'overloaded':
      return refuse(
        503,
        'overloaded',
        { en: 'Too busy', fr: 'Trop de charge' },
        {
          en: 'More commands are waiting than can be taken on; try again.',
          fr: 'Plus de commandes attendent qu’il n’en peut être pris ; réessayez.',
        },
        { retryAfterSeconds: result.retryAfterSeconds },
      );
  }
}

function accepted<A>(
  route: Route,
  result: Extract<CommandResult, { outcome: 'accepted' }>,
  options: SubmitOptions<A> | undefined,
): Answer {
  const headers: Record<string, string> = { 'mdtf-position': formatPosition(result.position) };
  const answer = result.answer as A;
  if (options?.location) headers.location = options.location(answer);
  if (result.replayed) headers[REPLAYED] = 'true';
  return { status: route.status, body: bodyOf(result, options), headers };
}

function bodyOf<A>(
  { answer, answerText }: Extract<CommandResult, { outcome: 'accepted' }>,
  options: SubmitOptions<A> | undefined,
): unknown {
  if (options?.body) return options.body(answer as A);
  return answerText === undefined ? answer : new JsonText(answerText);
}

/** A domain rejection as a problem, with the verdicts of the rules that refused and the fields at fault. */
export function rejected(rejection: Rejection, replayed = false): Refusal {
  const { code, category, title, detail, field, verdicts } = rejection;
  const errors = rejection.errors ?? (field === undefined ? undefined : [{ field, message: detail }]);
  return refuse(STATUS_OF[category], code, title, detail, {
    ...(errors === undefined ? {} : { errors: [...errors] }),
    ...(verdicts === undefined ? {} : { verdicts: verdicts as unknown as NonNullable<Problem['verdicts']> }),
    ...(replayed ? { headers: { [REPLAYED]: 'true' } } : {}),
  });
}
