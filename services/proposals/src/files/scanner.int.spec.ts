import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type ProposalContent, proposalsRoutes as routes } from '@mdtf/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fundWithCall, type ProposalsUnderTest } from '../../test/demonstration.ts';
import { pdf } from '../../test/files.ts';
import { P1 } from '../testing/imdp.ts';
import { createScanner, type ScannerSettings } from './scanner.ts';

const INFECTED = pdf('a virus');
const BROKEN = pdf('nobody can say');

// Says what it is told to, as clamdscan would: 0 clean, 1 infected, anything else a failure.
const program: ScannerSettings = {
  command: [
    process.execPath,
    '-e',
    `let all='';process.stdin.on('data',d=>all+=d).on('end',()=>process.exit(all.includes('virus')?1:all.includes('nobody')?2:0))`,
  ],
};

const server = createServer((request, answer) => {
  const statusOf = (all: string) => (all.includes('virus') ? 406 : all.includes('nobody') ? 500 : 200);
  void text(request).then((all) => answer.writeHead(statusOf(all)).end());
});

beforeAll(async () => new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done())));
afterAll(() => server.close());

async function* pieces(bytes: Buffer) {
  for (let at = 0; at < bytes.length; at += 10) yield bytes.subarray(at, at + 10);
}

describe('a scanner', () => {
  const address = (): ScannerSettings => ({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/scan`,
  });
  it.each([
    ['a program', () => program],
    ['an address', address],
  ])('may be %s, and says clean, infected, or nothing', async (_, settings) => {
    const scan = createScanner(settings());
    const said = await Promise.all([pdf(), INFECTED, BROKEN].map(async (bytes) => scan?.(pieces(bytes))));
    expect(said).toEqual(['clean', 'infected', 'failed']);
  });

  it('that is not there says nothing, and none is none', async () => {
    const missing = createScanner({ command: ['/does/not/exist'] });
    expect(await missing?.(pieces(pdf()))).toBe('failed');
    expect(await createScanner({ url: 'http://127.0.0.1:1/' })?.(pieces(pdf()))).toBe('failed');
    expect(createScanner(undefined)).toBeUndefined();
  });
});

describe('a document under a scanner', () => {
  let under: ProposalsUnderTest;
  beforeAll(async () => {
    under = await fundWithCall('imdp', '2007-11-20T08:00:00.000Z', program);
    const content = structuredClone(P1) as ProposalContent;
    const body = { id: 'P1', content };
    await under.ask('partner-iom', routes.draftProposal, { params: { fundId: 'imdp' }, body });
  });
  afterAll(() => under?.[Symbol.asyncDispose]());
  const input = (bytes: Buffer) => ({
    params: { fundId: 'imdp', proposalId: 'P1' },
    query: { title: 'A document' },
    body: { mediaType: 'application/pdf', bytes },
  });

  it('is recorded as clean; infected it is refused and kept from everyone; unscanned it is not taken', async () => {
    expect(await under.ask('partner-iom', routes.attachDocument, input(pdf()))).toMatchObject({
      scan: 'clean',
    });
    const refused = (bytes: Buffer) => under.refused('partner-iom', routes.attachDocument, input(bytes));
    expect(await refused(INFECTED)).toMatchObject({ status: 422, code: 'document-infected' });
    expect(await refused(BROKEN)).toMatchObject({ status: 503, code: 'scanner-away', retryAfterSeconds: 30 });
    const { rows } = await under.database.pool.query('SELECT 1 FROM document_bytes');
    expect(rows).toHaveLength(1);
    const listed = await under.ask('partner-iom', routes.listProposalDocuments, {
      params: input(INFECTED).params,
    });
    expect(listed.items).toHaveLength(1);
  });
});
