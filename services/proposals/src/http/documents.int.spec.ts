import { createHash, randomBytes } from 'node:crypto';
import { MAX_DOCUMENT_BYTES, type ProposalContent, proposalsRoutes as routes } from '@mdtf/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fundWithCall, type ProposalsUnderTest } from '../../test/demonstration.ts';
import { docx, odt, pdf, plainZip, png } from '../../test/files.ts';
import { MAX_DOCUMENTS } from '../domain/documents/attach-document.ts';
import { P1 } from '../testing/imdp.ts';

const FUND = 'imdp';
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const ODT = 'application/vnd.oasis.opendocument.text';
const params = (proposalId = 'P1') => ({ fundId: FUND, proposalId });
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const file = (bytes: Buffer, mediaType = 'application/pdf', title = 'A document') => ({
  params: params(),
  query: { title },
  body: { mediaType, bytes },
});

let under: ProposalsUnderTest;

beforeAll(async () => {
  under = await fundWithCall(FUND, '2007-11-20T08:00:00.000Z');
  const content = structuredClone(P1) as ProposalContent;
  await under.ask('partner-iom', routes.draftProposal, {
    params: { fundId: FUND },
    body: { id: 'P1', content },
  });
});

afterAll(() => under?.[Symbol.asyncDispose]());

const attach = (bytes: Buffer, mediaType?: string, title?: string) =>
  under.ask('partner-iom', routes.attachDocument, file(bytes, mediaType, title));
const download = (person: string, documentId: string, more: object = {}) =>
  under.send(person, routes.downloadDocument, { params: { ...params(), documentId }, ...more });
const keptBytes = async () =>
  (
    await under.database.pool.query<{ contents: bigint; chunks: bigint }>(
      'SELECT (SELECT count(*) FROM document_bytes) contents, (SELECT count(*) FROM document_chunk) chunks',
    )
  ).rows[0];

describe('a document', () => {
  it('comes and goes as the same bytes, with its hash as ETag, saved and never shown', async () => {
    // Several chunks, the last one not full.
    const bytes = Buffer.concat([pdf(), randomBytes(700_000)]);
    const attached = await attach(bytes, 'application/pdf', 'Budget');
    expect(attached).toMatchObject({ size: bytes.length, sha256: sha256(bytes), scan: 'not-scanned' });
    const answer = await download('partner-iom', attached.documentId);
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': `${bytes.length}`,
      'content-disposition': `attachment; filename="Budget.pdf"; filename*=UTF-8''Budget.pdf`,
      etag: `"${sha256(bytes)}"`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    const again = await download('partner-iom', attached.documentId, { ifNoneMatch: `"${sha256(bytes)}"` });
    expect(again.status).toBe(304);
  });

  it.each([
    ['a Word document', docx(), DOCX],
    ['an OpenDocument text', odt(), ODT],
    ['an image', png, 'image/png'],
    ['a table', Buffer.from('région;montant\nעברית;1\n'), 'text/csv'],
    ['plain text', Buffer.from('نص عادي\r\n'), 'text/plain'],
  ])('may be %s', async (title, bytes, mediaType) => {
    expect(await attach(bytes, mediaType, title)).toMatchObject({ mediaType });
  });

  it.each([
    ['an image called a PDF', png, 'application/pdf', 'image/png'],
    ['an archive called a Word document', plainZip(), DOCX, 'application/zip'],
    ['a PDF called text', pdf('other'), 'text/plain', 'application/pdf'],
    ['bytes called text', Buffer.from([0x41, 0xff, 0xfe, 0x42]), 'text/plain', 'of no type'],
    ['text with control characters', Buffer.from('a\u0000b'), 'text/csv', 'of no type'],
    ['text called a PDF', Buffer.from('Dear committee,'), 'application/pdf', 'text'],
  ])('is refused where its content is not its type: %s', async (_, bytes, mediaType, shown) => {
    const before = await keptBytes();
    const problem = await under.refused('partner-iom', routes.attachDocument, file(bytes, mediaType));
    expect(problem).toMatchObject({ status: 422, code: 'content-not-its-type' });
    expect(problem.detail).toContain(shown);
    expect(await keptBytes()).toEqual(before);
  });

  it('is refused empty, of another type, or without a title', async () => {
    const refused = (more: object) =>
      under.refused('partner-iom', routes.attachDocument, { ...file(pdf()), ...more } as never);
    const bytes = Buffer.from('<html></html>');
    expect(await refused({ body: { mediaType: 'application/pdf', bytes: Buffer.alloc(0) } })).toMatchObject({
      code: 'document-empty',
    });
    expect(await refused({ body: { mediaType: 'text/html', bytes } })).toMatchObject({
      status: 415,
      detail: expect.stringContaining('application/pdf'),
    });
    expect(await refused({ query: {} })).toMatchObject({
      status: 400,
      errors: [{ field: 'query.title', message: 'is required' }],
    });
  });

  it('is refused past its bound, which the refusal names, whether its length is said beforehand or not', async () => {
    const before = await keptBytes();
    const big = Buffer.alloc(MAX_DOCUMENT_BYTES + 1, pdf());
    async function* inPieces() {
      for (let at = 0; at < big.length; at += 1_000_000) yield big.subarray(at, at + 1_000_000);
    }
    for (const bytes of [big, inPieces()]) {
      const body = { mediaType: 'application/pdf', bytes };
      const problem = await under.refused('partner-iom', routes.attachDocument, { ...file(pdf()), body });
      expect(problem).toMatchObject({ status: 413, code: 'body-too-large' });
      expect(problem.detail).toContain('20 MiB');
    }
    expect(await keptBytes()).toEqual(before);
  });

  it('leaves nothing behind when it breaks off', async () => {
    const before = await keptBytes();
    async function* broken() {
      yield Buffer.concat([pdf(), Buffer.alloc(600_000)]);
      throw new Error('the line went dead');
    }
    const body = { mediaType: 'application/pdf', bytes: broken() };
    await expect(
      under.call('partner-iom', routes.attachDocument, { ...file(pdf()), body }),
    ).rejects.toThrow();
    await expect.poll(keptBytes).toEqual(before);
  });

  it('is attached once under a key, and a content once to a proposal', async () => {
    const idempotencyKey = 'the-same';
    const input = { ...file(pdf('once')), idempotencyKey };
    const first = await under.ask('partner-iom', routes.attachDocument, input);
    const again = await under.call('partner-iom', routes.attachDocument, input);
    expect(again).toMatchObject({ replayed: true, body: first });
    const other = { ...file(pdf('another')), idempotencyKey };
    expect(await under.refused('partner-iom', routes.attachDocument, other)).toMatchObject({
      code: 'idempotency-key-reused',
    });
    const twice = await under.refused('partner-iom', routes.attachDocument, file(pdf('once')));
    expect(twice).toMatchObject({ status: 409, code: 'already-attached' });
    expect(twice.detail).toContain(first.documentId);
    expect((await download('partner-iom', first.documentId)).status).toBe(200);
  });

  it('is kept once in a fund, and erased when the last document with it is removed', async () => {
    const bytes = pdf('shared');
    const content = structuredClone({ ...P1, lead: 'diaspora-health' }) as ProposalContent;
    await under.ask('partner-diaspora', routes.draftProposal, {
      params: { fundId: FUND },
      body: { id: 'P6', content },
    });
    const mine = await attach(bytes);
    const before = await keptBytes();
    const theirs = await under.ask('partner-diaspora', routes.attachDocument, {
      ...file(bytes),
      params: params('P6'),
    });
    expect(await keptBytes()).toEqual(before);
    const remove = (person: string, of: typeof mine) =>
      under.ask(person, routes.removeDocument, {
        params: { ...params(of.proposalId), documentId: of.documentId },
        body: { reason: 'Sent by mistake.' },
      });
    expect(await remove('partner-iom', mine)).toMatchObject({ removed: { reason: 'Sent by mistake.' } });
    expect((await download('partner-iom', mine.documentId)).status).toBe(410);
    expect(await keptBytes()).toEqual(before);
    await remove('partner-diaspora', theirs);
    const { rows } = await under.database.pool.query('SELECT 1 FROM document_bytes WHERE sha256 = $1', [
      sha256(bytes),
    ]);
    expect(rows).toEqual([]);
  });

  it('is there once when the same content comes many times at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, async () =>
        under.call('partner-iom', routes.attachDocument, file(pdf('at once'))),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort((a, b) => a - b);
    expect(statuses).toEqual([201, 409, 409, 409, 409, 409]);
    const { rows } = await under.database.pool.query('SELECT claims FROM document_bytes WHERE sha256 = $1', [
      sha256(pdf('at once')),
    ]);
    expect(rows).toEqual([{ claims: 0 }]);
    const attached = answers.find(({ status }) => status === 201)?.body as { documentId: string };
    expect((await download('partner-iom', attached.documentId)).status).toBe(200);
  });

  it('leaves nothing behind of a process that died while it came: what nobody has is erased with the next one', async () => {
    const attached = await attach(pdf('stays'));
    const { pool } = under.database;
    const { rows } = await pool.query<{ id: string }>(
      'INSERT INTO document_bytes (fund) VALUES ($1) RETURNING id',
      [FUND],
    );
    await pool.query("INSERT INTO document_chunk VALUES ($1, 0, 'left')", [rows[0]?.id]);
    await pool.query(
      "UPDATE document_bytes SET touched_at = touched_at - interval '61 minutes', attached = false",
    );
    await attach(pdf('the next one'));
    const left = await pool.query('SELECT 1 FROM document_bytes WHERE id = $1', [rows[0]?.id]);
    expect(left.rows).toEqual([]);
    expect((await download('partner-iom', attached.documentId)).status).toBe(200);
  });

  it('has a name that is safe for whoever saves it', async () => {
    const query = { title: 'Invoice', fileName: '../../Rech\u202enung.exe' };
    const attached = await under.ask('partner-iom', routes.attachDocument, { ...file(pdf('named')), query });
    expect(attached.fileName).toBe('_.._Rechnung.exe.pdf');
  });
});

describe('who sees documents', () => {
  it('is the partner alone while it is a draft; then the secretariat, the committee and auditors as well', async () => {
    const { documentId } = await attach(pdf('seen'));
    const statusFor = async (person: string) => (await download(person, documentId)).status;
    expect(await statusFor('partner-iom')).toBe(200);
    for (const other of ['secretariat', 'chair', 'auditor']) expect(await statusFor(other)).toBe(404);
    const content = structuredClone(P1) as ProposalContent;
    const body = { stage: 'concept-note' as const, content };
    await under.ask('partner-iom', routes.submitProposal, { params: params(), body });
    for (const reader of ['partner-iom', 'secretariat', 'chair', 'auditor'])
      expect(await statusFor(reader)).toBe(200);
    for (const stranger of ['partner-diaspora', 'partner-remit']) expect(await statusFor(stranger)).toBe(404);
    for (const stranger of ['observer', 'treasurer-1', 'nobody']) expect(await statusFor(stranger)).toBe(403);
    const list = await under.ask('auditor', routes.listProposalDocuments, { params: params() });
    expect(list.items.map((item) => item.documentId)).toContain(documentId);
    const listed = { params: params() };
    expect(await under.refused('partner-remit', routes.listProposalDocuments, listed)).toMatchObject({
      status: 404,
    });
  });

  it('is a co-author as well, which attaches and removes while it is prepared', async () => {
    const person = { ...params(), person: 'partner-remit' };
    await under.ask('partner-iom', routes.nameCoAuthor, { params: person });
    const attached = await under.ask('partner-remit', routes.attachDocument, file(pdf('by the co-author')));
    expect((await download('partner-remit', attached.documentId)).status).toBe(200);
    expect((await download('partner-diaspora', attached.documentId)).status).toBe(404);
    await under.ask('partner-remit', routes.removeDocument, {
      params: { ...params(), documentId: attached.documentId },
      body: { reason: 'The wrong file.' },
    });
    await under.ask('partner-iom', routes.removeCoAuthor, { params: person });
    expect((await download('partner-remit', attached.documentId)).status).toBe(404);
  });

  it('may attach only to its own proposal, and a bounded number', async () => {
    expect(await under.refused('partner-remit', routes.attachDocument, file(pdf('x')))).toMatchObject({
      status: 404,
    });
    const { items } = await under.ask('auditor', routes.listProposalDocuments, { params: params() });
    const kept = items.filter(({ removed }) => removed === null).length;
    for (let n = kept; n < MAX_DOCUMENTS; n += 1) await attach(pdf(`filling ${n}`));
    const problem = await under.refused('partner-iom', routes.attachDocument, file(pdf('one more')));
    expect(problem).toMatchObject({ status: 422, code: 'too-many-documents' });
    expect(problem.detail).toContain('50');
  });
});
