import { describe, expect, it } from 'vitest';
import type { Aggregate, CommandHandler, DomainEvent, Model } from './index.ts';
import { accept, minorOf, moneyOf, reject, transfer } from './index.ts';
import { at, specification } from './testing.ts';

type Opened = DomainEvent<'BoxOpened', { id: string; closesAt: string }>;
type Filled = DomainEvent<'BoxFilled', { id: string; amount: { amount: string; currency: string } }>;
type Closed = DomainEvent<'BoxClosed', { id: string }>;
type Allowed = DomainEvent<'FillingAllowed', { person: string }>;
interface Box {
  closesAt: string | undefined;
  fillings: number;
  since: string;
}

const box: Aggregate<Box, Opened | Filled | Closed> = {
  kind: 'box',
  version: 1,
  concerns: { BoxOpened: (data) => data.id, BoxFilled: (data) => data.id, BoxClosed: (data) => data.id },
  evolve(state, event, meta) {
    if (event.type === 'BoxOpened') return { closesAt: event.data.closesAt, fillings: 0, since: meta.time };
    if (state === undefined) throw new Error('Not opened');
    if (event.type === 'BoxClosed') return { ...state, closesAt: undefined };
    return { ...state, fillings: state.fillings + 1 };
  },
  due: (state) => state.closesAt,
};

const person: Aggregate<{ may: true }, Allowed> = {
  kind: 'person',
  version: 1,
  concerns: { FillingAllowed: (data) => data.person },
  evolve: () => ({ may: true }),
};

interface Fill {
  id: string;
  person: string;
  cents: number;
}

const fill: CommandHandler<Fill, Filled, { fillings: number }> = {
  needs: ({ id, person: who }) => ({
    own: [{ kind: 'box', id }],
    facts: [{ kind: 'person', id: who }],
    accounts: [`box/${id}`, 'outside'],
  }),
  decide({ id, person: who, cents }, slice) {
    const state = slice.get(box, id);
    const refusal = {
      category: 'refused',
      title: { en: 'Refused', fr: 'Refusé' },
      detail: { en: 'No.', fr: 'Non.' },
    } as const;
    if (state === undefined) return reject({ ...refusal, code: 'unknown-box', category: 'not-found' });
    if (slice.fact(person, who) === undefined) return reject({ ...refusal, code: 'not-allowed' });
    const amount = moneyOf(BigInt(cents), 'USD');
    return accept([{ type: 'BoxFilled', data: { id, amount } }], { fillings: state.fillings + 1 });
  },
};

function modelWith(handler: CommandHandler<Fill, DomainEvent, unknown>, events: Partial<Model> = {}): Model {
  return {
    service: 'boxes',
    aggregates: [box],
    facts: [person],
    commands: { Fill: handler },
    due: (ref) => [{ type: 'BoxClosed', data: { id: ref.id } }],
    postings: (event) => {
      if (event.type !== 'BoxFilled') return [];
      const { id, amount } = event.data as Filled['data'];
      const amountMinor = minorOf(amount);
      return amountMinor < 0n
        ? [transfer({ from: `box/${id}`, to: 'outside', amountMinor: -amountMinor })]
        : [transfer({ from: 'outside', to: `box/${id}`, amountMinor })];
    },
    subject: (event) => `box/${(event.data as { id: string }).id}`,
    accountMayGoNegative: (account) => account === 'outside',
    ...events,
  };
}

const opened: Opened = { type: 'BoxOpened', data: { id: 'b', closesAt: '2008-02-01T00:00:00.000Z' } };
const allowed: Allowed = { type: 'FillingAllowed', data: { person: 'p' } };
const command = (cents: number) => ({ type: 'Fill', data: { id: 'b', person: 'p', cents } });
const ready = (model: Model) => specification(model).given(opened).facts(allowed);

describe('given, when, then', () => {
  it('gives the events, the answer, the balances and the state', () => {
    const outcome = ready(modelWith(fill)).when(command(150));
    outcome
      .then([{ type: 'BoxFilled', data: { id: 'b', amount: { amount: '1.50', currency: 'USD' } } }])
      .answers({ fillings: 1 })
      .balances({ 'box/b': 150n, outside: -150n });
    expect(outcome.state<Box>('box', 'b')?.fillings).toBe(1);
  });

  it('gives refusals by code and field', () => {
    const scenario = specification(modelWith(fill)).given(opened);
    scenario.when(command(1)).refused('not-allowed', { category: 'refused' });
    expect(() => scenario.when(command(1)).refused('unknown-box')).toThrow('another reason');
    expect(() => scenario.when(command(1)).then([])).toThrow('Refused: not-allowed');
    expect(() => ready(modelWith(fill)).when(command(1)).refused('not-allowed')).toThrow(
      'Accepted: BoxFilled',
    );
    expect(() => ready(modelWith(fill)).when(command(1)).then([])).toThrow('Other events');
  });

  it('leaves every scenario as it was, so that one beginning serves many ends', () => {
    const scenario = ready(modelWith(fill));
    scenario.when(command(1)).answers({ fillings: 1 });
    scenario.when(command(1)).answers({ fillings: 1 });
  });

  it('knows when an event happened', () => {
    const scenario = specification(modelWith(fill))
      .given(at('2007-11-16T10:00:00.000Z', opened))
      .facts(allowed);
    expect(scenario.when(command(1)).state<Box>('box', 'b')?.since).toBe('2007-11-16T10:00:00.000Z');
  });

  it('lets fall due what is due, once, and nothing later', () => {
    const scenario = ready(modelWith(fill));
    scenario.whenTimePasses('2008-02-01T00:00:00.000Z').then([{ type: 'BoxClosed', data: { id: 'b' } }]);
    scenario.whenTimePasses('2008-01-31T23:59:59.999Z').then([]);
  });

  it('refuses a decision that reads what it did not name', () => {
    const blind = { ...fill, needs: () => ({ own: [{ kind: 'box', id: 'b' }] }) };
    expect(() => ready(modelWith(blind)).when(command(1))).toThrow('person/p is read');
  });

  it('refuses events that change a document or account that was not named', () => {
    const elsewhere: Filled = { type: 'BoxFilled', data: { id: 'c', amount: moneyOf(1n, 'USD') } };
    const stray = { ...fill, decide: () => accept([elsewhere], {}) };
    expect(() => ready(modelWith(stray)).when(command(1))).toThrow('changes box/c');
    const noAccounts = { ...fill, needs: (data: Fill) => ({ ...fill.needs(data, undefined), accounts: [] }) };
    expect(() => ready(modelWith(noAccounts)).when(command(1))).toThrow('posts to account');
  });

  it('refuses an overdraft, an event that is no JSON, an event without subject, and being awaited', async () => {
    expect(() => ready(modelWith(fill)).when(command(-1))).toThrow('leaves account box/b at -1');
    const raw = { ...fill, decide: () => accept([{ type: 'BoxFilled', data: { id: 'b', amount: 1n } }], {}) };
    expect(() => ready(modelWith(raw)).when(command(1))).toThrow('bigint, not JSON');
    expect(() => ready(modelWith(fill, { subject: () => '' })).when(command(1))).toThrow('no subject');
    await expect(async () => await (ready(modelWith(fill)).when(command(1)) as unknown)).rejects.toThrow(
      'not awaited',
    );
  });

  it('follows needs that grow with what was loaded, and gives up when they never end', () => {
    const growing = {
      ...fill,
      needs: (data: Fill, slice: Parameters<typeof fill.needs>[1]) =>
        slice?.get(box, data.id) === undefined
          ? { own: [{ kind: 'box', id: data.id }] }
          : fill.needs(data, slice),
    };
    ready(modelWith(growing)).when(command(1)).answers({ fillings: 1 });
    let asked = 0;
    const endless = { ...fill, needs: () => ({ own: [{ kind: 'box', id: `${asked++}` }] }) };
    expect(() => ready(modelWith(endless)).when(command(1))).toThrow('after 5 rounds');
  });
});
