import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accountsOf,
  assertPosting,
  eventTypeOf,
  foldPostings,
  overdrawn,
  parseEventType,
  transfer,
} from './index.ts';

const account = fc.constantFrom(
  'donor/a',
  'pot/pooled/available',
  'pot/bank/available',
  'mandate/p1',
  'fees',
);
const postings = fc.array(
  fc
    .record({ from: account, to: account, amountMinor: fc.bigInt({ min: 1n, max: 10n ** 17n }) })
    .filter((move) => move.from !== move.to)
    .map(transfer),
  { maxLength: 30 },
);

describe('the ledger', () => {
  it('moves an amount out of one account into another', () => {
    const gift = transfer({ from: 'donor/a', to: 'pot/pooled/available', amountMinor: 175000050n });
    expect([...foldPostings(new Map(), [gift])]).toEqual([
      ['donor/a', -175000050n],
      ['pot/pooled/available', 175000050n],
    ]);
  });

  it('always sums to zero', () => {
    fc.assert(
      fc.property(
        postings,
        (all) => [...foldPostings(new Map(), all).values()].reduce((a, b) => a + b, 0n) === 0n,
      ),
    );
  });

  it('holds the same whether folded at once or in steps', () => {
    fc.assert(
      fc.property(postings, postings, (first, then) => {
        const sorted = (balances: ReadonlyMap<string, bigint>) =>
          [...balances].sort(([a], [b]) => (a < b ? -1 : 1));
        expect(sorted(foldPostings(foldPostings(new Map(), first), then))).toEqual(
          sorted(foldPostings(new Map(), [...first, ...then])),
        );
      }),
    );
  });

  it('takes no posting of nothing, of less than nothing, or to itself', () => {
    expect(() => assertPosting({ debit: 'a', credit: 'b', amountMinor: 0n })).toThrow(RangeError);
    expect(() => assertPosting({ debit: 'a', credit: 'b', amountMinor: -1n })).toThrow(RangeError);
    expect(() => foldPostings(new Map(), [{ debit: 'a', credit: 'a', amountMinor: 1n }])).toThrow(RangeError);
  });

  it('names overdrawn accounts, except those that may be', () => {
    const balances = new Map([
      ['pot/pooled/available', -1n],
      ['donor/a', -5n],
      ['fees', 6n],
    ]);
    expect(overdrawn(balances, (name) => name.startsWith('donor/'))).toEqual(['pot/pooled/available']);
  });

  it('lists the accounts to lock once each, in order', () => {
    const moves = [
      transfer({ from: 'b', to: 'a', amountMinor: 1n }),
      transfer({ from: 'c', to: 'b', amountMinor: 1n }),
    ];
    expect(accountsOf(moves)).toEqual(['a', 'b', 'c']);
  });
});

describe('event types', () => {
  it('are kebab on the wire and Pascal in the domain', () => {
    expect(eventTypeOf('allocation', 'DepositReceived', 1)).toBe('mdtf.allocation.deposit-received.v1');
    expect(parseEventType('mdtf.committee.no-objection-opened.v12')).toEqual({
      service: 'committee',
      name: 'NoObjectionOpened',
      version: 12,
    });
  });

  it('read back as written', () => {
    const name = fc.stringMatching(/^([A-Z][a-z0-9]{0,6}){1,5}$/);
    fc.assert(
      fc.property(name, fc.integer({ min: 1, max: 999_999 }), (pascal, version) => {
        const service = 'allocation';
        expect(parseEventType(eventTypeOf(service, pascal, version))).toEqual({
          service,
          name: pascal,
          version,
        });
      }),
    );
  });

  it.each([
    '',
    'mdtf.allocation.DepositReceived.v1',
    'mdtf.allocation.deposit-received.v0',
    'other.allocation.x.v1',
  ])('%j is none of ours', (type) => {
    expect(parseEventType(type)).toBeUndefined();
  });

  it('are never made from anything but a service, a name and a version', () => {
    expect(() => eventTypeOf('Allocation', 'X', 1)).toThrow(RangeError);
    expect(() => eventTypeOf('allocation', 'depositReceived', 1)).toThrow(RangeError);
    expect(() => eventTypeOf('allocation', 'X', 0)).toThrow(RangeError);
  });
});
