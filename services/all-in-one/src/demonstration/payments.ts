import { allocationRoutes } from '@mdtf/contracts';
import type { Api } from './api.ts';
import { FUND, params, usd } from './fund.ts';
import type { Story } from './story.ts';

/** What P5 must bring before money goes out. */
export const P5_LETTERS = {
  id: 'letters',
  text: 'Letters of both ministries of health.',
  owner: 'health-recruitment',
  due: '2008-06-30',
};

/** Offers the mandate of an allocated proposal, and the partner's person accepts it. */
export async function mandate(api: Api, proposalId: string, person: string): Promise<void> {
  const { items } = await api.read('secretariat', allocationRoutes.listAllocations, {
    params,
    query: { limit: 100 },
  });
  const allocation = items.find((a) => a.subject.id === proposalId);
  await api.send('secretariat', allocationRoutes.offerMandate, {
    params,
    body: { id: proposalId, allocationId: allocation?.allocationId ?? '' },
  });
  await api.send(person, allocationRoutes.acceptMandate, { params: { ...params, mandateId: proposalId } });
}

/** A tranche, requested by the partner and paid by two treasurers. */
export async function pay(
  api: Api,
  proposalId: string,
  person: string,
  amount: string,
  purpose: string,
): Promise<void> {
  const tranche = { ...params, mandateId: proposalId, trancheId: `${proposalId}-1` };
  await api.send(person, allocationRoutes.requestTranche, {
    params: { ...params, mandateId: proposalId },
    body: { id: tranche.trancheId, amount: usd(amount), purpose },
  });
  await api.send('treasurer-1', allocationRoutes.approveTranche, { params: tranche });
  await api.send('treasurer-2', allocationRoutes.disburseTranche, {
    params: tranche,
    body: { reference: `Transfer ${proposalId}` },
  });
}

/** Mandates of the approved proposals and their first payments; P5 is refused before its condition is met. */
export async function mandatesAndFirstPayments({ api, say, book }: Story): Promise<void> {
  say('Mandates are offered and accepted; two persons to each payment.');
  await api.clock(FUND, '2008-06-02T07:00:00.000Z');
  await mandate(api, 'P1', 'partner-iom');
  await mandate(api, 'P4', 'partner-remit');
  await mandate(api, 'P5', 'partner-health');
  await mandate(api, 'P6', 'partner-diaspora');
  await mandate(api, 'S0', 'secretariat');
  await pay(api, 'P1', 'partner-iom', '470800.00', 'First tranche, 40 %');
  await pay(api, 'P6', 'partner-diaspora', '240750.00', 'First tranche, 25 %');
  await pay(api, 'P4', 'partner-remit', '89880.00', 'First tranche, 20 %');
  await pay(api, 'S0', 'secretariat', '116000.00', 'First half');

  say('P5 asks for its first tranche before the ministries have written: refused, with the condition named.');
  const tranche = { ...params, mandateId: 'P5', trancheId: 'P5-1' };
  await api.send('partner-health', allocationRoutes.requestTranche, {
    params: { ...params, mandateId: 'P5' },
    body: { id: 'P5-1', amount: usd('205440.00'), purpose: 'First tranche, 30 %' },
  });
  const refusal = await api.refused('treasurer-1', allocationRoutes.approveTranche, { params: tranche });
  say(`  ${refusal.title}: ${refusal.detail ?? ''}`);
  book.check('P5 before its condition', '422', refusal.status);
}

/** P5's late letters, and its payment. */
export async function lateLetters({ api, say }: Story): Promise<void> {
  say('11 July: both letters are in, eleven days late. 14 July: P5 is paid.');
  await api.clock(FUND, '2008-07-11T07:00:00.000Z');
  const { items } = await api.read('secretariat', allocationRoutes.listAllocations, {
    params,
    query: { limit: 100 },
  });
  const allocationId = items.find((a) => a.subject.id === 'P5')?.allocationId ?? '';
  await api.send('secretariat', allocationRoutes.meetCondition, {
    params: { ...params, allocationId, conditionId: P5_LETTERS.id },
    body: { evidence: 'Letters of both ministries, received 11 July' },
  });
  await api.clock(FUND, '2008-07-14T07:00:00.000Z');
  const tranche = { ...params, mandateId: 'P5', trancheId: 'P5-1' };
  await api.send('treasurer-1', allocationRoutes.approveTranche, { params: tranche });
  await api.send('treasurer-2', allocationRoutes.disburseTranche, {
    params: tranche,
    body: { reference: 'Transfer P5' },
  });
}
