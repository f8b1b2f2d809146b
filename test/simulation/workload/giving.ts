import { people, usd, WINDOWS } from './fund.ts';
import type { Scene } from './scene.ts';

/** A donor's agreement: pooled, the bank's own, or earmarked for a window. */
export async function agree({ random, ...scene }: Scene): Promise<void> {
  const contributionId = scene.newId('gift');
  const internal = random.chance(0.35);
  const hard = !internal && random.chance(0.2);
  const accepted = await scene.ask(
    'allocation',
    'RecordContribution',
    {
      contributionId,
      stage: random.chance(0.2) ? 'pledged' : 'agreed',
      donor: internal ? 'bank' : random.pick(['donor-a', 'donor-b']),
      amount: usd(random.between(10_000, 5_000_000)),
      internal,
      earmark: hard ? { kind: 'hard', windowId: random.pick(WINDOWS) } : { kind: 'none' },
      schedule: [],
    },
    random.pick(people.treasurers),
  );
  if (accepted) scene.contributions.push(contributionId);
}

/** Money comes in under an agreement. */
export async function deposit({ random, contributions, ...scene }: Scene): Promise<void> {
  if (contributions.length === 0) return;
  const data = {
    contributionId: random.pick(contributions),
    depositId: scene.newId('deposit'),
    gross: usd(random.between(1, 3_000_000)),
    reference: 'wire',
  };
  await scene.ask('allocation', 'RecordDeposit', data, random.pick(people.treasurers));
}

/** Interest comes in, or a cost goes out whatever the pot holds. */
export async function bookLine({ random, contributions, ...scene }: Scene): Promise<void> {
  const line = random.pick(['fund-interest', 'direct-cost', 'bank-charge', 'funding-outside-the-data']);
  const data = {
    entryId: scene.newId('line'),
    line,
    pot: random.pick(['pooled', 'bank', ...contributions]),
    amount: usd(random.between(1, 200_000)),
    note: 'statement',
  };
  await scene.ask('allocation', 'RecordLedgerLine', data, random.pick(people.treasurers));
}
