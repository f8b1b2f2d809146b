import {
  type Aggregate,
  type AnyCommandHandler,
  accept,
  type CommandHandler,
  type DomainEvent,
  type Model,
  type Money,
  minorOf,
  reject,
} from '@mdtf/domain';

// A small domain with one of everything that the log has to carry: states, facts, money, deadlines, and ways to go wrong.

export type ContributionAgreed = DomainEvent<
  'ContributionAgreed',
  { contributionId: string; amount: Money; due?: string }
>;
export type DepositReceived = DomainEvent<
  'DepositReceived',
  { contributionId: string; depositId: string; amount: Money }
>;
export type MoneyAllocated = DomainEvent<'MoneyAllocated', { allocationId: string; amount: Money }>;
export type ReminderSent = DomainEvent<'ReminderSent', { contributionId: string; number: number }>;
export type DonorFlagged = DomainEvent<'DonorFlagged', { donor: string; reason: string }>;
type Own = ContributionAgreed | DepositReceived | MoneyAllocated | ReminderSent;

export interface Contribution {
  readonly agreedMinor: bigint;
  readonly receivedMinor: bigint;
  readonly reminders: number;
  readonly due?: string;
}

export const contribution: Aggregate<Contribution, Own> = {
  kind: 'contribution',
  version: 1,
  concerns: {
    ContributionAgreed: ({ contributionId }) => contributionId,
    DepositReceived: ({ contributionId }) => contributionId,
    ReminderSent: ({ contributionId }) => contributionId,
  },
  evolve(state = { agreedMinor: 0n, receivedMinor: 0n, reminders: 0 }, event) {
    if (event.type === 'ContributionAgreed') {
      const { amount, due } = event.data;
      return { ...state, agreedMinor: minorOf(amount), ...(due !== undefined && { due }) };
    }
    if (event.type === 'DepositReceived') {
      return { ...state, receivedMinor: state.receivedMinor + minorOf(event.data.amount) };
    }
    if (event.type === 'ReminderSent') return remindedOf(state);
    return state;
  },
  due: ({ due, reminders }) => (reminders < MAX_REMINDERS ? due : undefined),
};

const MAX_REMINDERS = 3;
const DAY_MS = 86_400_000;

function remindedOf(state: Contribution): Contribution {
  const due = new Date(Date.parse(state.due ?? '') + DAY_MS).toISOString();
  return { ...state, reminders: state.reminders + 1, due };
}

export const deposit: Aggregate<{ amount: Money }, Own> = {
  kind: 'deposit',
  version: 1,
  concerns: { DepositReceived: ({ depositId }) => depositId },
  evolve: (_, event) => ({ amount: (event as DepositReceived).data.amount }),
};

/** A fact of the committee's log, or of the platform's. */
export const donorFlag: Aggregate<{ reason: string; times: number }, DonorFlagged> = {
  kind: 'donor-flag',
  version: 1,
  concerns: { DonorFlagged: ({ donor }) => donor },
  evolve(state, event) {
    if (event.data.reason === 'poison') throw new Error('cannot be folded');
    return { reason: event.data.reason, times: (state?.times ?? 0) + 1 };
  },
};

export interface Agree {
  readonly contributionId: string;
  readonly amount: Money;
  readonly donor?: string;
  readonly due?: string;
}

const agreeContribution: CommandHandler<Agree, Own, { contributionId: string; flags: number }> = {
  needs: ({ contributionId, donor }) => ({
    own: [{ kind: 'contribution', id: contributionId }],
    ...(donor !== undefined && {
      facts: [{ kind: 'donor-flag', id: donor }],
      platform: [{ kind: 'donor-flag', id: donor }],
    }),
  }),
  decide({ contributionId, amount, donor, due }, slice) {
    if (slice.get(contribution, contributionId) !== undefined) return alreadyAgreed(contributionId);
    const flags = donor === undefined ? 0 : flagsOf(donor, slice);
    const event: Own = {
      type: 'ContributionAgreed',
      data: { contributionId, amount, ...(due !== undefined && { due }) },
    };
    return accept([event], { contributionId, flags });
  },
};

function flagsOf(donor: string, slice: Parameters<typeof agreeContribution.decide>[1]): number {
  return (slice.fact(donorFlag, donor)?.times ?? 0) + (slice.platformFact(donorFlag, donor)?.times ?? 0);
}

function alreadyAgreed(contributionId: string) {
  return reject({
    code: 'already-agreed',
    category: 'conflict',
    title: { en: 'Already agreed', fr: 'Déjà convenue' },
    detail: { en: `${contributionId} exists`, fr: `${contributionId} existe` },
  });
}

export interface RecordDeposit {
  readonly contributionId: string;
  readonly depositId: string;
  readonly amount: Money;
}

const recordDeposit: CommandHandler<RecordDeposit, Own, { depositId: string; receivedMinor: string }> = {
  needs: ({ contributionId, depositId }) => ({
    own: [
      { kind: 'contribution', id: contributionId },
      { kind: 'deposit', id: depositId },
    ],
    accounts: ['pot', `donor/${contributionId}`],
  }),
  decide(data, slice) {
    const known = slice.get(contribution, data.contributionId);
    if (known === undefined) {
      return reject({
        code: 'unknown-contribution',
        category: 'not-found',
        title: { en: 'Unknown', fr: 'Inconnue' },
        detail: { en: data.contributionId, fr: data.contributionId },
      });
    }
    const event: Own = { type: 'DepositReceived', data };
    const receivedMinor = String(known.receivedMinor + minorOf(data.amount));
    return accept([event], { depositId: data.depositId, receivedMinor });
  },
};

const allocate: CommandHandler<{ allocationId: string; amount: Money }, Own, { left: string }> = {
  needs: () => ({ accounts: ['pot'] }),
  decide(data, slice) {
    const left = slice.balance('pot') - minorOf(data.amount);
    if (left < 0n) {
      return reject({
        code: 'insufficient-funds',
        category: 'refused',
        title: { en: 'Not enough', fr: 'Pas assez' },
        detail: { en: `${left}`, fr: `${left}` },
      });
    }
    const event: Own = { type: 'MoneyAllocated', data };
    return accept([event], { left: String(left) });
  },
};

/** Allocates without looking: the log itself must stop it. */
const allocateBlindly: AnyCommandHandler = {
  needs: () => ({}),
  decide: (data: MoneyAllocated['data']) => accept([{ type: 'MoneyAllocated', data }], null),
};

const fail: AnyCommandHandler = {
  needs: () => ({}),
  decide() {
    throw new Error('a mistake in the program');
  },
};

/** Reads a document that it did not name. */
const peek: AnyCommandHandler = {
  needs: () => ({}),
  decide: ({ contributionId }: { contributionId: string }, slice) =>
    accept([], slice.get(contribution, contributionId) ?? null),
};

/** Changes a document that it did not name. */
const touch: AnyCommandHandler = {
  needs: () => ({}),
  decide: (data: DepositReceived['data']) => accept([{ type: 'DepositReceived', data }], null),
};

/** Tells the context back, without events. */
const tellTime: AnyCommandHandler = {
  needs: () => ({}),
  decide: (_, __, context) => accept([], context),
};

export const giving: Model = {
  service: 'allocation',
  aggregates: [contribution, deposit],
  facts: [donorFlag],
  commands: {
    AgreeContribution: agreeContribution,
    RecordDeposit: recordDeposit,
    Allocate: allocate,
    AllocateBlindly: allocateBlindly,
    Fail: fail,
    Peek: peek,
    Touch: touch,
    TellTime: tellTime,
  },
  due: ({ id }, state) => {
    const number = (state as Contribution).reminders + 1;
    if (id.startsWith('undecidable')) throw new Error('a mistake in what falls due');
    return [{ type: 'ReminderSent', data: { contributionId: id, number } }];
  },
  postings(event) {
    const { type, data } = event as Own;
    if (type === 'DepositReceived') {
      return [{ debit: `donor/${data.contributionId}`, credit: 'pot', amountMinor: minorOf(data.amount) }];
    }
    if (type === 'MoneyAllocated') {
      return [{ debit: 'pot', credit: `allocated/${data.allocationId}`, amountMinor: minorOf(data.amount) }];
    }
    return [];
  },
  subject: (event) => {
    const { data } = event as Own;
    return 'contributionId' in data
      ? `contribution/${data.contributionId}`
      : `allocation/${data.allocationId}`;
  },
  visibility: (event) => (event.type === 'ReminderSent' ? 'parties' : 'public'),
  accountMayGoNegative: (account) => account.startsWith('donor/'),
};

export const usd = (amount: string): Money => ({ amount, currency: 'USD' });
export const anna = { id: 'anna', roles: ['treasurer'], organisations: [], seats: [] };
export const treasurer = (id: string) => ({ id, roles: ['treasurer'], organisations: [], seats: [] });
