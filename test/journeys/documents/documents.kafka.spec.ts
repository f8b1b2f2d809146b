import { createHash, randomBytes } from 'node:crypto';
import type { Apart, Child } from '@mdtf/cli/apart';
import {
  allocationRoutes,
  committeeRoutes,
  createClient,
  MAX_DOCUMENT_BYTES,
  reportingRoutes,
  proposalsRoutes as routes,
  urlOf,
} from '@mdtf/contracts';
import { createPool } from '@mdtf/postgres';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { processOf, startAnother, startApartSystem } from '../apart-system.ts';
import { type People, peopleOf, tokenFor } from '../people-of-system.ts';
import { establishTrialFund, proposalBody, registerOrganisations } from '../trial-fund.ts';
import { beginUpload } from './raw-upload.ts';

const TIMEOUT_MS = 180_000;
const SOON = { timeout: 30_000, interval: 50 };
const MIB = 1_048_576;
const FUND = 'documented';
const params = { fundId: FUND, proposalId: 'P1' };

const HEAD = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n');
const pdfOf = (size: number): Buffer => Buffer.concat([HEAD, randomBytes(size - HEAD.length)]);
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const file = (bytes: Buffer | AsyncIterable<Buffer>, title = 'A document') => ({
  params,
  query: { title },
  body: { mediaType: 'application/pdf', bytes },
});

describe('documents through the portal to proposals, each a process of its own', () => {
  const stack = new AsyncDisposableStack();
  let system: Apart;
  let people: People;
  let proposals: Child;
  let database: pg.Pool;
  let token: string;

  /** How much is kept: contents, and the chunks that they are made of. */
  const kept = async () => {
    const { rows } = await database.query<{ contents: number; chunks: number }>(
      `SELECT (SELECT count(*) FROM document_bytes)::int contents, (SELECT count(*) FROM document_chunk)::int chunks`,
    );
    return rows[0] as { contents: number; chunks: number };
  };
  const upload = (key: string, size?: number) =>
    beginUpload(`${system.url}${urlOf(routes.attachDocument, { params, query: { title: `By ${key}` } })}`, {
      token,
      key,
      ...(size !== undefined && { size }),
    });
  const untilChunksOf = (before: number) =>
    vi.waitFor(async () => expect((await kept()).chunks).toBeGreaterThan(before), SOON);

  beforeAll(async () => {
    system = await startApartSystem(stack);
    proposals = processOf(system, 'proposals');
    const spec = system.specs.find(({ name }) => name === 'proposals');
    database = createPool(spec?.environment.MDTF_DATABASE_URL ?? '', { max: 1 });
    stack.defer(() => database.end());
    people = peopleOf(system.url, 'documents');
    token = await tokenFor(system.url, 'secretariat');
    await registerOrganisations(people);
    await establishTrialFund(people, FUND);
    await people.need('secretariat', routes.draftProposal, {
      params: { fundId: FUND },
      body: { id: 'P1', content: proposalBody('Documented', 10_000n).content },
    });
  }, TIMEOUT_MS);

  afterAll(() => stack.disposeAsync(), TIMEOUT_MS);

  it('come and go as the same bytes, several of several MiB at once', { timeout: TIMEOUT_MS }, async () => {
    const files = [pdfOf(7 * MIB + 1), pdfOf(5 * MIB), pdfOf(3 * MIB), pdfOf(MAX_DOCUMENT_BYTES)];
    const client = createClient({ baseUrl: system.url, token });
    await Promise.all(
      files.map(async (bytes) => {
        const attached = await people.need('secretariat', routes.attachDocument, file(bytes));
        expect(attached).toMatchObject({ size: bytes.length, sha256: sha256(bytes) });
        const of = { params: { ...params, documentId: attached.documentId } };
        const answer = await client.send(routes.downloadDocument, of);
        expect(answer.headers.get('content-length')).toBe(String(bytes.length));
        expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
        const etag = answer.headers.get('etag') ?? '';
        expect((await client.send(routes.downloadDocument, { ...of, ifNoneMatch: etag })).status).toBe(304);
      }),
    );
  });

  it('leave nothing behind where they break off, and are attached when they are sent again under their key', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const before = await kept();
    const bytes = pdfOf(6 * MIB);
    const broken = upload('broken-off', bytes.length);
    await broken.send(bytes.subarray(0, 2 * MIB));
    await untilChunksOf(before.chunks);
    broken.breakOff();
    await vi.waitFor(async () => expect(await kept()).toEqual(before), SOON);
    const again = upload('broken-off', bytes.length);
    await again.send(bytes);
    const { status, text } = await again.answer;
    expect([status, JSON.parse(text)]).toMatchObject([201, { sha256: sha256(bytes) }]);
  });

  it('are not attached by a process that is killed while they come, and are by the next one', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const { chunks } = await kept();
    const bytes = pdfOf(4 * MIB);
    const cut = upload('cut', bytes.length);
    await cut.send(bytes.subarray(0, 2 * MIB));
    await untilChunksOf(chunks);
    proposals.signal('SIGKILL');
    await proposals.ended;
    expect(await cut.answer).toMatchObject({ status: 503, text: expect.stringContaining('service-away') });
    proposals = await startAnother(system, 'proposals', 'same port', stack);
    const again = upload('cut', bytes.length);
    await again.send(bytes);
    expect((await again.answer).status).toBe(201);
    const { items } = await people.need('secretariat', routes.listProposalDocuments, { params });
    expect(items.filter(({ title }) => title === 'By cut')).toMatchObject([{ sha256: sha256(bytes) }]);
  });

  it('are refused past their bound, said beforehand or not, and nothing is kept', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const before = await kept();
    const big = pdfOf(MAX_DOCUMENT_BYTES + 1);
    const said = upload('said', big.length);
    expect(await said.answer).toMatchObject({ status: 413, text: expect.stringContaining('20 MiB') });
    const unsaid = upload('unsaid');
    // It may well be answered while the last of it is still on its way.
    await unsaid.send(big).catch(() => {});
    expect(await unsaid.answer).toMatchObject({ status: 413, text: expect.stringContaining('20 MiB') });
    for (const one of [said, unsaid]) one.breakOff();
    await vi.waitFor(async () => expect(await kept()).toEqual(before), SOON);
  });

  it('do not widen what other routes take: JSON of a MiB at most, and no files', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const paths = [
      urlOf(committeeRoutes.conveneSession, { params }),
      urlOf(allocationRoutes.recordContribution, { params }),
      urlOf(reportingRoutes.replayWebhook, { params: { ...params, webhookId: 'w' } }),
      urlOf(routes.draftProposal, { params }),
    ];
    const send = async (path: string, mediaType: string, body: Buffer) => {
      const headers = {
        authorization: `Bearer ${token}`,
        'idempotency-key': path,
        'content-type': mediaType,
      };
      const { status } = await fetch(`${system.url}${path}`, {
        method: 'POST',
        headers,
        body: new Uint8Array(body),
      });
      return [path, status];
    };
    const json = (size: number) => Buffer.from(JSON.stringify('x'.repeat(size - 2)));
    for (const path of paths) {
      expect(await send(path, 'application/json', json(MIB + 1))).toEqual([path, 413]);
      expect(await send(path, 'application/json', json(MIB))).toEqual([path, 400]);
      expect(await send(path, 'application/pdf', pdfOf(1_000))).toEqual([path, 415]);
    }
  });
});
