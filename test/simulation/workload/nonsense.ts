import { people, usd } from './fund.ts';
import type { Scene } from './scene.ts';

/** What no person would ask, and every rule must survive. */
export async function nonsense({ random, decisions, contributions, ...scene }: Scene): Promise<void> {
  const nowhere = scene.newId('nowhere');
  const amount = random.pick([
    { amount: '-1.00', currency: 'USD' },
    { amount: '0.00', currency: 'USD' },
    { amount: '1.00', currency: 'EUR' },
    { amount: '0.001', currency: 'USD' },
    { amount: '9'.repeat(30), currency: 'USD' },
    { amount: 'much', currency: 'USD' },
    usd(5),
  ]);
  const known = random.pick([nowhere, ...contributions]);
  const decision = random.pick([nowhere, ...decisions]);
  const asked: readonly (readonly [string, string, unknown])[] = [
    [
      'allocation',
      'RecordDeposit',
      { contributionId: known, depositId: nowhere, gross: amount, reference: '' },
    ],
    [
      'allocation',
      'RecordLedgerLine',
      { entryId: nowhere, line: 'direct-cost', pot: known, amount, note: '' },
    ],
    ['allocation', 'Allocate', { decisionId: decision }],
    ['allocation', 'DisburseTranche', { mandateId: known, trancheId: nowhere, reference: '' }],
    [
      'allocation',
      'RecordRefund',
      { mandateId: known, refundId: nowhere, amount, reason: '', reference: '' },
    ],
    ['committee', 'CastVote', { agendaItemId: nowhere, seat: '1', ballot: 'for' }],
    ['committee', 'ApproveGrant', { grantId: nowhere }],
  ];
  const [service, type, data] = random.pick(asked);
  await scene.ask(service, type, data, people.chair);
}
