import type { Route } from '@mdtf/contracts';
import type { FieldFault, Language } from '@mdtf/domain';
import type { Command } from '@mdtf/fund-log';
import type { Admission } from './admission.ts';
import { checkBackDating, type GivenBackDating } from './back-dating.ts';
import { answerCommand } from './command-answer.ts';
import {
  type Condition,
  matchesStrongly,
  matchesWeakly,
  parseCondition,
  preconditionRequired,
} from './entity-tag.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Reply, SubmitOptions } from './implementation.ts';
import { chooseFormat } from './negotiation.ts';
import type { Operation } from './operation.ts';
import type { ReceivedBody } from './received-body.ts';
import { invalid, isRefusal, type Refusal } from './refusal.ts';
import { validatePart } from './validation.ts';

/** What a caller asks beside path and body, whether in headers or in a bulk item. */
export interface Conditions {
  readonly idempotencyKey: string | undefined;
  readonly backDating: GivenBackDating;
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
  readonly accept: string | undefined;
  /** What the caller reads. */
  readonly language: Language;
  readonly traceparent: string | undefined;
}

/** What was asked, as it came. */
export interface Asked {
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** Validates what was asked, calls the handler and gives back its answer. */
export async function perform(
  operation: Operation,
  admission: Admission,
  asked: Asked,
  conditions: Conditions,
): Promise<Reply> {
  const { route, formats } = operation;
  const { actor, fund, params } = admission;
  const hasFormats = formats.length > 1;
  // What a download is was decided when it was put here: there is nothing to choose.
  const format = route.download
    ? 'json'
    : chooseFormat(formats, hasFormats ? asked.query.format : undefined, conditions.accept);
  if (typeof format === 'object') return format;

  const errors: FieldFault[] = [];
  const query = validatePart(
    route.query,
    hasFormats ? withoutFormat(asked.query) : asked.query,
    'query',
    errors,
  );
  const body = validatePart(route.body, asked.body, 'body', errors);
  if (route.command && !isKey(conditions.idempotencyKey)) errors.push(KEY_ERROR);
  if (errors.length > 0) return invalid(errors);

  const expected = readConditions(route, conditions);
  if (isRefusal(expected)) return expected;
  const dated = checkBackDating(conditions.backDating, actor);
  if (isRefusal(dated)) return dated;

  const key = route.command ? (conditions.idempotencyKey as string) : undefined;
  const keyed = (content: unknown) =>
    key === undefined ? undefined : { key, fingerprint: fingerprintOf(route.method, asked.path, content) };
  // What is asked with a stream is known when it has come.
  const known = route.upload === undefined ? keyed(asked.body) : undefined;
  const { traceparent } = conditions;
  const submit = <A>(type: string, data: unknown, options?: SubmitOptions<A>): Promise<Reply<never>> => {
    const idempotency =
      known ?? (route.upload && keyed({ query: asked.query, ...(body as ReceivedBody).received() }));
    if (idempotency === undefined) throw new Error(`Route ${route.id} submits ${type} but is no command`);
    const about = options?.fund ?? fund;
    const command = { fund: about, type, data, actor, idempotency, ...dated };
    return submitTo(
      operation,
      traceparent !== undefined && TRACEPARENT.test(traceparent) ? { ...command, traceparent } : command,
      options,
    );
  };
  return operation.handler({
    params,
    query,
    body,
    actor,
    fund,
    format: format as 'json',
    language: conditions.language,
    idempotency: known,
    ifMatch: (etag) => matchesStrongly(expected.ifMatch, etag),
    unchanged: (etag) => matchesWeakly(expected.ifNoneMatch, etag),
    submit,
  });
}

async function submitTo<A>(
  { route, mount }: Operation,
  command: Command,
  options: SubmitOptions<A> | undefined,
): Promise<Reply<never>> {
  if (mount.commands === undefined) throw new Error(`${mount.name} takes no commands`);
  return answerCommand(route, await mount.commands.submit(command), options);
}

interface Expected {
  readonly ifMatch: Condition;
  readonly ifNoneMatch: Condition;
}

const NOTHING_EXPECTED: Expected = Object.freeze({ ifMatch: '*', ifNoneMatch: [] });

function readConditions(route: Route, { ifMatch, ifNoneMatch }: Conditions): Expected | Refusal {
  if (ifMatch === undefined && route.etag && route.method === 'PUT') return preconditionRequired();
  if (!route.etag || (ifMatch === undefined && ifNoneMatch === undefined)) return NOTHING_EXPECTED;
  const match = ifMatch === undefined ? '*' : parseCondition(ifMatch, 'header.if-match');
  if (isRefusedCondition(match)) return match;
  const none = ifNoneMatch === undefined ? [] : parseCondition(ifNoneMatch, 'header.if-none-match');
  return isRefusedCondition(none) ? none : { ifMatch: match, ifNoneMatch: none };
}

const isRefusedCondition = (value: Condition | Refusal): value is Refusal =>
  typeof value === 'object' && 'problem' in value;

/** The longest idempotency key. */
export const MAX_KEY_LENGTH = 200;

const KEY = /^[\x21-\x7e]{1,200}$/;

const isKey = (key: string | undefined): boolean => key !== undefined && KEY.test(key);

const KEY_ERROR = {
  field: 'header.idempotency-key',
  message: {
    en: `is required: 1 to ${MAX_KEY_LENGTH} visible ASCII characters, new for each new request`,
    fr: `est obligatoire : 1 à ${MAX_KEY_LENGTH} caractères ASCII visibles, nouveaux à chaque nouvelle demande`,
  },
};

const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

function withoutFormat(query: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { format: _, ...rest } = query;
  return rest;
}
