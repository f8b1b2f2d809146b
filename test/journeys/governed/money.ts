import { allocationRoutes, committeeRoutes, proposalsRoutes } from '@mdtf/contracts';
import { expect } from 'vitest';
import type { Governed } from './fund.ts';
import type { KindOfProposal } from './kinds.ts';
import { refusalTo } from './refusal.ts';
import { idsOf } from './writing.ts';

/** What follows an approval: the allocation, the decision carried out, the mandate offered and accepted, both proposals told. */
export async function carryOut(fund: Governed, kind: KindOfProposal, decisionId: string): Promise<void> {
  const { people, fundId } = fund;
  await people.settle(fundId);
  const decided = await people.need('auditor', committeeRoutes.getDecision, {
    params: { fundId, decisionId },
  });
  expect(decided).toMatchObject({ outcome: 'approved', carriedOut: 'yes' });
  const allocationId = decided.allocationId ?? '';
  const { total } = await people.need('auditor', allocationRoutes.getAllocation, {
    params: { fundId, allocationId },
  });
  expect(total).toEqual({ amount: '107000.00', currency: 'USD' });
  const { lost, won } = idsOf(kind);
  const statusOf = async (proposalId: string) =>
    (await people.need('secretariat', proposalsRoutes.getProposal, { params: { fundId, proposalId } }))
      .status;
  expect([await statusOf(lost), await statusOf(won)]).toEqual(['rejected', 'funded']);
  const mandate = { params: { fundId, mandateId: `m-${won}` } };
  await people.need('secretariat', allocationRoutes.offerMandate, {
    params: { fundId },
    body: { id: `m-${won}`, allocationId },
  });
  const stranger = kind.author === 'of-agency' ? 'of-company' : 'of-agency';
  expect(await refusalTo(fund, stranger, allocationRoutes.acceptMandate, mandate)).toBe('not-the-partner');
  const accepted = await people.need(kind.author, allocationRoutes.acceptMandate, mandate);
  expect(accepted).toMatchObject({ status: 'accepted', partner: kind.lead });
}
