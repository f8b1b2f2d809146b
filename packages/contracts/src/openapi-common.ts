import { createSchemaCollection, type Json, type SchemaCollection } from './json-schema.ts';
import { instant } from './primitives.ts';
import { problem } from './problem.ts';

/** The problems a route may answer with, by status, in words. */
export const PROBLEM_DESCRIPTIONS: Readonly<Record<number, string>> = {
  400: 'Malformed, or a field does not fit; every field at fault is listed',
  401: 'No valid access token',
  403: 'Known, and not allowed',
  404: 'No such thing, or not for the caller to know of',
  406: 'None of the formats asked for',
  409: 'Not possible as things stand',
  410: 'Was there, and was removed',
  412: 'Changed since it was read',
  413: 'Body too large',
  415: 'Not a media type that is taken here',
  422: 'Refused by a rule, with its verdicts; or an idempotency key used before for other content',
  428: 'If-Match is required',
  429: 'Too many requests',
  503: 'Too busy, or not caught up yet; try again after Retry-After',
};

const header = (name: string, description: string, schema: Json, required = false): Json => ({
  name,
  in: 'header',
  required,
  description,
  schema,
});

const ENTITY_TAGS: Json = {
  type: 'string',
  pattern: /^(\*|(W\/)?"[\x21\x23-\x7e]{0,200}"(, ?(W\/)?"[\x21\x23-\x7e]{0,200}"){0,19})$/.source,
};

/** Request headers, by the name under which routes refer to them. */
export const PARAMETERS: Json = {
  IdempotencyKey: header(
    'Idempotency-Key',
    'New for each new request; sending the same request again under the same key gives the same answer and does nothing twice. Kept 30 days.',
    { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' },
    true,
  ),
  After: header(
    'Mdtf-After',
    'Positions (such as allocation/imdp/4711, from Mdtf-Position) that must have been read before answering, separated by commas; waits at most 2 s.',
    {
      type: 'string',
      pattern: '^[a-z-]+/[a-z0-9-]+/\\d+(, ?[a-z-]+/[a-z0-9-]+/\\d+){0,7}$',
    },
  ),
  Time: header(
    'Mdtf-Time',
    'When it happened, where that is earlier than now; secretariat, treasurer and administrator only.',
    createSchemaCollection().add(instant),
  ),
  Provenance: {
    name: 'Mdtf-Provenance',
    in: 'header',
    required: false,
    description: 'Where a record made afterwards comes from, as JSON in ASCII. Required with Mdtf-Time.',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Provenance' } } },
  },
  Language: header(
    'Accept-Language',
    'What refusals are read in: English or French, by weight; English where neither is named.',
    { type: 'string', examples: ['fr-CH, en;q=0.5'] },
  ),
  IfMatch: header('If-Match', 'The ETag of what was read and is to be replaced.', ENTITY_TAGS, true),
  IfNoneMatch: header('If-None-Match', 'The ETag of what the caller already has.', ENTITY_TAGS),
};

/** Answer headers. */
export const HEADERS: Json = {
  Location: { description: 'The path of what was created.', schema: { type: 'string' } },
  Position: {
    description: 'Where the command stands in the log; give it as Mdtf-After to read what it did.',
    schema: { type: 'string' },
  },
  Replayed: {
    description: '`true` when this answer was given before under the same key.',
    schema: { type: 'string', enum: ['true'] },
  },
  ETag: { description: 'Names this very state.', schema: { type: 'string' } },
  RetryAfter: { description: 'Seconds to wait.', schema: { type: 'integer' } },
  ContentLanguage: {
    description: 'The language of the refusal.',
    schema: { type: 'string', enum: ['en', 'fr'] },
  },
  Challenge: { description: 'How to authenticate.', schema: { type: 'string' } },
};

/** The `$ref` of a named part. */
export const ref = (kind: 'parameters' | 'headers' | 'responses', name: string | number): Json => ({
  $ref: `#/components/${kind}/${name}`,
});

/** One response per problem status, all with the one problem schema. */
export function problemResponses(schemas: SchemaCollection = createSchemaCollection()): Json {
  const schema = schemas.add(problem);
  return Object.fromEntries(
    Object.entries(PROBLEM_DESCRIPTIONS).map(([status, description]) => [
      `Problem${status}`,
      { description, ...headersOf(Number(status)), content: { 'application/problem+json': { schema } } },
    ]),
  );
}

function headersOf(status: number): Json {
  const headers: Json = { 'Content-Language': ref('headers', 'ContentLanguage') };
  if (status === 401) headers['WWW-Authenticate'] = ref('headers', 'Challenge');
  if (status === 429 || status === 503) headers['Retry-After'] = ref('headers', 'RetryAfter');
  return { headers };
}
