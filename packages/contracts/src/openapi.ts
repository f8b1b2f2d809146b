import type { z } from 'zod';
import { wordBytes } from './bytes.ts';
import { createSchemaCollection, type Json, type SchemaCollection } from './json-schema.ts';
import { nothing } from './nothing.ts';
import { HEADERS, PARAMETERS, problemResponses, ref } from './openapi-common.ts';
import { provenance } from './primitives.ts';
import type { Route } from './route.ts';

/** What a document says of itself. */
export interface OpenApiInfo {
  readonly title: string;
  readonly version: string;
  readonly description?: string;
}

/** The OpenAPI 3.1 document of some routes, in the order of their paths; the same routes give the same bytes. */
export function buildOpenApi(routes: readonly Route[], info: OpenApiInfo): Json {
  const schemas = createSchemaCollection();
  const responses = problemResponses(schemas);
  schemas.add(provenance);
  const paths: { [path: string]: Json } = {};
  for (const route of [...routes].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))) {
    const operations = paths[route.path] ?? {};
    operations[route.method.toLowerCase()] = operationOf(route, schemas);
    paths[route.path] = operations;
  }
  return {
    openapi: '3.1.0',
    info: { license: { name: 'Apache-2.0', identifier: 'Apache-2.0' }, ...info },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map(({ service }) => service))].sort().map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      parameters: PARAMETERS,
      headers: HEADERS,
      responses,
      schemas: sorted(schemas.components),
    },
  };
}

function operationOf(route: Route, schemas: SchemaCollection): Json {
  const { access, own, tells, description } = route;
  return {
    operationId: route.id,
    tags: [route.service],
    summary: route.summary,
    ...(description === undefined ? {} : { description }),
    'x-mdtf-roles': access,
    ...(tells === undefined ? {} : { 'x-mdtf-tells': tells }),
    ...(Object.keys(own).length === 0 ? {} : { 'x-mdtf-own': own }),
    security: OPEN.has(access) ? [{}, BEARER] : [BEARER],
    parameters: [
      ...parametersOf(route.params, 'path', schemas),
      ...parametersOf(route.query, 'query', schemas, formatsOf(route)),
      ...headerParametersOf(route),
    ],
    ...bodyOf(route, schemas),
    responses: { ...successOf(route, schemas), ...refusalsOf(route) },
  };
}

const BEARER = { bearer: [] };

/** What may be asked without a token, of some funds or with a secret in the address. */
const OPEN: ReadonlySet<Route['access']> = new Set(['public', 'fund-public', 'secret-address']);

/** The formats a route answers in, the first one when the caller does not say; a path that names its format has only that one. */
export function formatsOf(route: Route): readonly string[] {
  const named = /\.(csv|ndjson|html|ics)$/.exec(route.path);
  return named ? [named[1] as string] : ['json', ...route.formats];
}

function parametersOf(
  schema: z.ZodType,
  place: 'path' | 'query',
  schemas: SchemaCollection,
  formats: readonly string[] = [],
): Json[] {
  const { properties = {}, required = [] } = schemas.add(schema) as {
    properties?: Json;
    required?: string[];
  };
  const all: Json =
    formats.length > 1 ? { ...properties, format: { type: 'string', enum: formats } } : properties;
  return Object.entries(all).map(([name, property]) => {
    const { description, ...rest } = property as Json;
    return {
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      ...(description === undefined ? {} : { description }),
      ...(name === 'fundId' ? { example: 'imdp' } : {}),
      schema: rest,
    };
  });
}

function headerParametersOf({ command, etag, method }: Route): Json[] {
  const names = command ? ['IdempotencyKey', 'Time', 'Provenance'] : [];
  if (etag && method === 'PUT') names.push('IfMatch');
  if (etag && method === 'GET') names.push('IfNoneMatch');
  return [...names, 'After', 'Language'].map((name) => ref('parameters', name));
}

function bodyOf({ method, body, upload }: Route, schemas: SchemaCollection): Json {
  if (method === 'GET' || method === 'DELETE') return {};
  if (upload !== undefined) {
    const description = `At most ${wordBytes(upload.maxBytes)}, refused while it comes; the content must be what its media type says`;
    return { requestBody: { required: true, description, content: bytesOf(upload.mediaTypes) } };
  }
  const required = !body.safeParse(undefined).success;
  return { requestBody: { required, content: { 'application/json': { schema: schemas.add(body) } } } };
}

const bytesOf = (mediaTypes: readonly string[]): Json =>
  Object.fromEntries(mediaTypes.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]));

const MEDIA: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  html: 'text/html',
  ndjson: 'application/x-ndjson',
  ics: 'text/calendar',
};

function successOf(route: Route, schemas: SchemaCollection): Json {
  const { status, answer, command, etag, method } = route;
  const headers: Json = {};
  if (status === 201) headers.Location = ref('headers', 'Location');
  if (command) {
    headers['Mdtf-Position'] = ref('headers', 'Position');
    headers['Idempotency-Replayed'] = ref('headers', 'Replayed');
  }
  if (etag) headers.ETag = ref('headers', 'ETag');
  const described = Object.keys(headers).length > 0 ? { headers } : {};
  const success: Json = { [status]: { description: 'Done', ...described } };
  if (route.download !== undefined) {
    success[status] = { description: 'The bytes', ...described, content: bytesOf(route.download) };
  } else if (status !== 204) {
    const content = Object.fromEntries(
      formatsOf(route).map((format) => [
        MEDIA[format] ?? 'application/json',
        { schema: format === 'json' ? schemas.add(answer) : { type: 'string' } },
      ]),
    );
    success[status] = { description: 'Done', ...described, content };
  }
  if (etag && method === 'GET') success[304] = { description: 'The caller has it already', headers };
  return success;
}

function refusalsOf(route: Route): Json {
  const { access, method, command, etag, params, query } = route;
  const statuses = [400, 401, 406, 429, 503];
  if (access !== 'public' && access !== 'authenticated') statuses.push(403);
  if (route.download !== undefined) statuses.push(410);
  if (params !== nothing || command || query !== nothing) statuses.push(404);
  if (method !== 'GET') statuses.push(403, 409, 413, 415, 422);
  else if (query !== nothing) statuses.push(409, 422);
  if (command || (etag && method === 'PUT')) statuses.push(412);
  if (etag && method === 'PUT') statuses.push(428);
  return Object.fromEntries(
    [...new Set(statuses)]
      .sort((a, b) => a - b)
      .map((status) => [status, ref('responses', `Problem${status}`)]),
  );
}

const sorted = (json: Json): Json =>
  Object.fromEntries(Object.entries(json).sort(([a], [b]) => (a < b ? -1 : 1)));
