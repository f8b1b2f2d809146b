import { defineRoute, fundParams, id, inFund, money, page, text } from '@mdtf/contracts';
import type { Publication } from '@mdtf/domain';
import { type Command, type CommandResult, createCommitter, createMemoryStore } from '@mdtf/fund-log';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { z } from 'zod';
import { createAuthentication } from '../src/authentication.ts';
import { etagOf, notModified } from '../src/entity-tag.ts';
import { createHttpServer, type HttpServerOptions } from '../src/http-server.ts';
import { implementAll } from '../src/implementation.ts';
import { newId } from '../src/new-id.ts';
import type { CommandPort, Grants, ServiceMount } from '../src/ports.ts';
import { notFound, stale } from '../src/refusal.ts';
import { noteModel } from './note-model.ts';

const service = 'allocation' as const;

/** Routes of every shape, for a service that only gives back what it was told. */
export const echoRoutes = {
  recordNote: defineRoute({
    id: 'recordNote',
    service,
    method: 'POST',
    path: '/v1/funds/{fundId}/notes',
    summary: 'Record a note',
    access: ['treasurer', 'secretariat'],
    params: fundParams,
    body: z.strictObject({
      id: id.optional(),
      text: text(200),
      amount: money,
      tags: z.array(text(20)).max(5).default([]),
    }),
    status: 201,
    answer: z.object({ id, text: z.string() }),
  }),
  recordPlatformNote: defineRoute({
    id: 'recordPlatformNote',
    service,
    method: 'POST',
    path: '/v1/notes',
    summary: 'Record a note of no one fund',
    access: ['admin'],
    body: z.strictObject({ text: text(200) }),
    status: 201,
    answer: z.object({ id, text: z.string() }),
  }),
  getNote: defineRoute({
    id: 'getNote',
    service,
    method: 'GET',
    path: '/v1/funds/{fundId}/notes/{noteId}',
    summary: 'One note',
    access: 'any-role',
    params: inFund('noteId'),
    answer: z.object({ id, text: z.string() }),
    etag: true,
  }),
  editNote: defineRoute({
    id: 'editNote',
    service,
    method: 'PUT',
    path: '/v1/funds/{fundId}/notes/{noteId}',
    summary: 'Replace a note',
    access: 'any-role',
    params: inFund('noteId'),
    body: z.strictObject({ text: text(200) }),
    answer: z.object({ id, text: z.string() }),
    etag: true,
  }),
  listNotes: defineRoute({
    id: 'listNotes',
    service,
    method: 'GET',
    path: '/v1/funds/{fundId}/notes',
    summary: 'Notes',
    access: 'fund-public',
    tells: ['decisions'],
    params: fundParams,
    query: page,
    answer: z.object({ items: z.array(z.object({ id })), nextCursor: z.string().nullable() }),
    formats: ['csv'],
  }),
  breakDown: defineRoute({
    id: 'breakDown',
    service,
    method: 'GET',
    path: '/v1/broken',
    summary: 'Throws',
    access: 'public',
    answer: z.object({}),
  }),
} as const;

/** A real committer on a store in memory, and the commands it was sent; a note that says `overload` finds it too busy. */
export function noteCommands() {
  const committer = createCommitter({
    model: noteModel,
    store: createMemoryStore({ service }),
    limits: { dueIntervalMs: 0 },
  });
  const seen: Command[] = [];
  return {
    seen,
    submit(command: Command): Promise<CommandResult> {
      seen.push(command);
      const { text } = command.data as { text: string };
      if (text === 'overload') return Promise.resolve({ outcome: 'overloaded', retryAfterSeconds: 3 });
      return committer.submit(command);
    },
  };
}

const GRANTS: Readonly<Record<string, Grants>> = {
  'treasurer-1': { roles: ['treasurer'], organisations: [], seats: [] },
  'observer-1': { roles: ['observer'], organisations: [], seats: [] },
};
const NO_GRANTS: Grants = { roles: [], organisations: [], seats: [] };

const NOTE = { id: 'n-1', text: 'kept' };

const PUBLICATIONS: Readonly<Record<string, Publication>> = {
  imdp: { publishes: false },
  open: { publishes: true },
  discreet: { publishes: true, unpublished: ['decisions'] },
};

/** The echo service as a mount; funds `imdp` (closed), `open` (published) and `discreet` (but for its notes) exist, and position 10 of each log. */
export function echoMount(commands: CommandPort = noteCommands()): ServiceMount {
  return {
    name: service,
    commands,
    grants: {
      rolesOf: (fund, person) =>
        PUBLICATIONS[fund] === undefined ? NO_GRANTS : (GRANTS[person] ?? NO_GRANTS),
    },
    waitFor: async ({ service: source, sequence }) => {
      if (source !== 'allocation' && source !== 'committee') return 'unknown';
      if (sequence > 11n) return 'unknown';
      return sequence === 11n ? 'lagging' : 'reached';
    },
    positions: async (fund) =>
      fund === 'imdp' ? { head: { service, fund, sequence: 10n }, read: [] } : undefined,
    publicationOf: (fund) => PUBLICATIONS[fund],
    implementations: implementAll(echoRoutes, {
      recordNote: ({ params, body, submit }) =>
        submit(
          'RecordNote',
          { ...body, id: body.id ?? newId() },
          { location: (a) => `/v1/funds/${params.fundId}/notes/${a.id}` },
        ),
      recordPlatformNote: ({ body, submit }) => submit('RecordNote', { ...body, id: newId() }),
      getNote: ({ params, unchanged }) => {
        if (params.noteId !== NOTE.id) return notFound('note', params.noteId);
        const etag = etagOf(3);
        return unchanged(etag) ? notModified(etag) : { body: NOTE, etag };
      },
      editNote: ({ body, ifMatch }) =>
        ifMatch(etagOf(3))
          ? { body: { id: NOTE.id, text: body.text }, etag: etagOf(4) }
          : stale({ en: 'The note has changed.', fr: 'La note a changé.' }),
      listNotes: ({ format }) =>
        format === 'csv'
          ? { stream: 'id\r\nn-1\r\n', contentType: 'text/csv; charset=utf-8' }
          : { body: { items: [{ id: 'n-1' }], nextCursor: null } },
      breakDown: () => {
        throw new Error('secret detail');
      },
    }),
  };
}

const ISSUER = 'https://issuer.example';
const AUDIENCE = 'mdtf';

/** A signing key with the server options that trust it, and tokens for anyone. */
export async function testIssuer() {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' };
  const authentication = createAuthentication({
    issuer: ISSUER,
    audience: AUDIENCE,
    keys: { jwks: { keys: [jwk] } },
    admins: ['admin'],
    services: ['svc-reporting'],
  });
  const token = (subject: string, changes: { issuer?: string; audience?: string; expires?: string } = {}) =>
    new SignJWT({})
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .setSubject(subject)
      .setIssuer(changes.issuer ?? ISSUER)
      .setAudience(changes.audience ?? AUDIENCE)
      .setIssuedAt()
      .setExpirationTime(changes.expires ?? '1h')
      .sign(privateKey);
  return { authentication, token };
}

/** A server with the echo service, silent, checking its answers. */
export async function echoServer(options: Partial<HttpServerOptions> = {}, mount = echoMount()) {
  const issuer = await testIssuer();
  const app = await createHttpServer({
    services: [mount],
    authentication: issuer.authentication,
    logLevel: 'silent',
    checkAnswers: true,
    ...options,
  });
  return { app, ...issuer };
}
