import { proposalsRoutes } from '@mdtf/contracts';
import { expect } from 'vitest';
import type { Governed } from './fund.ts';
import type { KindOfProposal } from './kinds.ts';
import { refusalTo } from './refusal.ts';

/** The ids of the two proposals of a kind: one the committee will not carry, one it will. */
export const idsOf = ({ kind }: KindOfProposal) => ({ lost: `${kind}-lost`, won: `${kind}-won` });

/** Writes, checks, mends and submits one proposal of a kind, refused wherever it should be. */
export async function writeProposal(fund: Governed, kind: KindOfProposal, proposalId: string): Promise<void> {
  const { people, fundId } = fund;
  const { author, content: contentOf, unfit } = kind;
  const params = { fundId, proposalId };
  const content = contentOf(`A ${kind.kind}, ${proposalId}`);
  const stranger = author === 'of-agency' ? 'of-company' : 'of-agency';
  await people.need(author, proposalsRoutes.draftProposal, {
    params: { fundId },
    body: { id: proposalId, content },
  });
  expect(await refusalTo(fund, stranger, proposalsRoutes.getProposal, { params })).toBe('proposal-not-found');
  for (const { change, field } of unfit) {
    const broken = { ...content, ...change };
    const check = await people.need(author, proposalsRoutes.checkProposal, {
      params,
      body: { stage: 'full', content: broken },
    });
    expect(check.errors.map((error) => error.field)).toContain(field);
    const answer = await people.ask(author, proposalsRoutes.submitProposal, {
      params,
      body: { stage: 'full', content: broken },
    });
    expect(answer.ok).toBe(false);
    if (!answer.ok) expect((answer.body.errors ?? []).map((error) => error.field)).toContain(field);
  }
  const draft = await people.ask(author, proposalsRoutes.getProposal, { params });
  await people.need(author, proposalsRoutes.editDraft, {
    params,
    body: { content: { ...content, summary: 'A few words more.' } },
    ifMatch: draft.etag ?? '',
  });
  expect(
    await refusalTo(fund, author, proposalsRoutes.editDraft, {
      params,
      body: { content },
      ifMatch: draft.etag ?? '',
    }),
  ).toBe('stale');
  const submitted = { params, body: { stage: 'full' as const } };
  await people.need(author, proposalsRoutes.submitProposal, submitted);
  const screening = { params, body: { stage: 'full' as const, eligible: true, reasons: 'Complete.' } };
  if (author !== 'secretariat')
    expect(await refusalTo(fund, author, proposalsRoutes.screenProposal, screening)).toBe('forbidden');
  await people.need('secretariat', proposalsRoutes.screenProposal, screening);
}
