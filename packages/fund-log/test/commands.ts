import type { Command } from '../src/index.ts';
import { type Agree, anna, type RecordDeposit, usd } from './giving.ts';

type Extras = Partial<Omit<Command, 'type' | 'data'>>;

export function agree(contributionId: string, extras: Extras & Partial<Agree> = {}): Command {
  const { amount = usd('1000.00'), donor, due, ...rest } = extras;
  const data: Agree = {
    contributionId,
    amount,
    ...(donor !== undefined && { donor }),
    ...(due !== undefined && { due }),
  };
  return { fund: 'imdp', type: 'AgreeContribution', data, actor: anna, ...rest };
}

export function deposit(
  contributionId: string,
  depositId: string,
  amount: string,
  extras: Extras = {},
): Command {
  const data: RecordDeposit = { contributionId, depositId, amount: usd(amount) };
  return { fund: 'imdp', type: 'RecordDeposit', data, actor: anna, ...extras };
}

export function allocate(allocationId: string, amount: string, extras: Extras = {}): Command {
  return {
    fund: 'imdp',
    type: 'Allocate',
    data: { allocationId, amount: usd(amount) },
    actor: anna,
    ...extras,
  };
}

export function command(type: string, data: unknown = {}, extras: Extras = {}): Command {
  return { fund: 'imdp', type, data, actor: anna, ...extras };
}

export function key(name: string, content = 'same'): { key: string; fingerprint: string } {
  return { key: name, fingerprint: content };
}
