import type { Apart } from '@mdtf/cli/apart';
import { proposalsRoutes, reportingRoutes } from '@mdtf/contracts';
import { expect } from 'vitest';
import type { People } from '../people-of-system.ts';
import { proposalBody } from '../trial-fund.ts';
import { withoutTable } from './broken-table.ts';

const FILE_NAME = 'Terms agreed with Ms Example.pdf';
const TITLE = 'Confidential terms of Ms Example';
const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

/** Brings an address, a feed token and a document's name through a fund, as it should be and as it should not; answers them. */
export async function bringSecrets(people: People, url: string, fundId: string): Promise<readonly string[]> {
  const params = { fundId };
  const { token } = await people.need('auditor', reportingRoutes.makeDeadlineFeed, { params });
  const feed = `${url}/v1/funds/${fundId}/deadlines.ics?token=`;
  expect((await fetch(`${feed}${token}`)).status).toBe(200);
  expect((await fetch(`${feed}${token}x`)).status).toBe(404);
  await wrongAddresses(people, url, fundId);
  await documents(people, fundId);
  return [token, FILE_NAME, TITLE, encodeURIComponent(TITLE), 'Ms Example'];
}

/** Addresses where none should be: in a body that is refused, in a path, in a path that nobody has. */
async function wrongAddresses(people: People, url: string, fundId: string): Promise<void> {
  const refused = await people.ask('auditor', reportingRoutes.setContact, {
    params: { fundId, person: 'me' },
    body: { email: `two words@${fundId}.example.org` },
    ifMatch: '"0"',
  });
  expect(refused.status).toBe(400);
  for (const path of [`/v1/funds/${fundId}/contacts/`, '/v1/people/'])
    expect((await fetch(`${url}${path}erased@${fundId}.example.org`)).status).toBeGreaterThanOrEqual(400);
}

async function documents(people: People, fundId: string): Promise<void> {
  const { content } = proposalBody('Documented', 10_000n);
  await people.need('secretariat', proposalsRoutes.draftProposal, {
    params: { fundId },
    body: { id: 'documented', content },
  });
  for (const [mediaType, status] of [
    ['application/pdf', 201],
    ['image/png', 422],
    ['text/html', 415],
  ] as const) {
    expect([mediaType, await attach(people, fundId, mediaType)]).toEqual([mediaType, status]);
  }
}

async function attach(people: People, fundId: string, mediaType: string): Promise<number> {
  const answer = await people.ask('secretariat', proposalsRoutes.attachDocument, {
    params: { fundId, proposalId: 'documented' },
    query: { title: TITLE, fileName: FILE_NAME },
    body: { mediaType, bytes: pdf },
  });
  return answer.status;
}

/** The same where the services fail for reasons of their own, which they log. */
export async function bringSecretsToFaults(people: People, system: Apart, fundId: string): Promise<void> {
  await withoutTable(system, 'proposals', 'document_chunk', async () => {
    expect(await attach(people, fundId, 'application/pdf')).toBe(500);
  });
  await withoutTable(system, 'reporting', 'contact', async () => {
    const contact = await people.ask('auditor', reportingRoutes.setContact, {
      params: { fundId, person: 'me' },
      body: { email: `auditor@${fundId}.example.org` },
      ifMatch: '"0"',
    });
    expect(contact.status).toBe(500);
  });
}
