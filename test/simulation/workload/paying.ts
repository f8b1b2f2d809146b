import { people, usd } from './fund.ts';
import type { Scene } from './scene.ts';

const MAX_WAIT_MS = 1_000;

/** Someone minds the newest decision from its mandate to its first payments, while others do what they do. */
export async function carryThrough(scene: Scene): Promise<void> {
  const { random, time, decisions, mandates, payments } = scene;
  const decisionId = decisions.at(-1);
  if (decisionId === undefined) return;
  await time.sleep(random.between(0, MAX_WAIT_MS));
  const mandateId = scene.newId('mandate');
  const offer = { mandateId, allocationId: decisionId };
  if (!(await scene.ask('allocation', 'OfferMandate', offer, people.secretariat))) return;
  if (!(await scene.ask('allocation', 'AcceptMandate', { mandateId }, people.partner))) return;
  mandates.push(mandateId);
  for (const part of ['first', 'second']) {
    const tranche = { mandateId, trancheId: `${mandateId}-${part}` };
    const asked = { ...tranche, amount: usd(random.between(1, 40_000)), purpose: part };
    if (!(await scene.ask('allocation', 'RequestTranche', asked, people.partner))) continue;
    payments.push({ ...tranche, step: 'requested' });
    const [one, other] = people.treasurers;
    const steps = [
      scene.ask('allocation', 'ApproveTranche', tranche, one),
      // Now and then nobody waits for the approval.
      ...(random.chance(0.3)
        ? [scene.ask('allocation', 'DisburseTranche', { ...tranche, reference: '' }, other)]
        : []),
    ];
    await Promise.all(steps);
    await scene.ask('allocation', 'DisburseTranche', { ...tranche, reference: 'wire' }, other);
  }
}

/** A decision that could not be carried out is asked for again; its mandate is offered and accepted. */
export async function mandate({ random, decisions, mandates, ...scene }: Scene): Promise<void> {
  if (decisions.length === 0) return;
  const decisionId = random.pick(decisions);
  if (random.chance(0.3)) {
    await scene.ask('allocation', 'Allocate', { decisionId }, people.secretariat);
  }
  const mandateId = scene.newId('mandate');
  const offer = { mandateId, allocationId: decisionId };
  if (!(await scene.ask('allocation', 'OfferMandate', offer, people.secretariat))) return;
  const by = random.chance(0.1) ? people.secretariat : people.partner;
  if (await scene.ask('allocation', 'AcceptMandate', { mandateId }, by)) mandates.push(mandateId);
}

/** A payment is asked for. */
export async function request({ random, mandates, payments, ...scene }: Scene): Promise<void> {
  if (mandates.length === 0) return;
  const mandateId = random.pick(mandates);
  const trancheId = scene.newId('tranche');
  const data = { mandateId, trancheId, amount: usd(random.between(1, 20_000)), purpose: 'Work' };
  const by = random.pick([people.partner, ...people.treasurers]);
  if (await scene.ask('allocation', 'RequestTranche', data, by)) {
    payments.push({ mandateId, trancheId, step: 'requested' });
  }
}

/** The next step of a payment, by anybody: the domain minds who. */
export async function pay({ random, payments, ...scene }: Scene): Promise<void> {
  if (payments.length === 0) return;
  const payment = random.pick(payments);
  const { mandateId, trancheId } = payment;
  const by = random.pick([...people.treasurers, people.partner]);
  const approving = payment.step === 'requested' || random.chance(0.05);
  const accepted = approving
    ? await scene.ask('allocation', 'ApproveTranche', { mandateId, trancheId }, by)
    : await scene.ask('allocation', 'DisburseTranche', { mandateId, trancheId, reference: 'wire' }, by);
  if (accepted && approving) payment.step = 'approved';
}

/** A partner gives back what was not spent. */
export async function refund({ random, mandates, ...scene }: Scene): Promise<void> {
  if (mandates.length === 0) return;
  const data = {
    mandateId: random.pick(mandates),
    refundId: scene.newId('refund'),
    amount: usd(random.between(1, 30_000)),
    reason: 'Not spent',
    reference: 'wire',
  };
  await scene.ask('allocation', 'RecordRefund', data, random.pick(people.treasurers));
}
