import { describe, expect, it } from 'vitest';
import { changesBetween } from './changes.ts';

describe('what two versions say differently', () => {
  it('names things without an id by their number in the list, so that a line moved is a line changed', () => {
    const line = (amount: string) => ({ category: 1, amount: { amount, currency: 'USD' } });
    expect(changesBetween({ budget: [line('1.00')] }, { budget: [line('2.00'), line('1.00')] })).toEqual([
      { path: 'budget.0.amount.amount', before: '1.00', after: '2.00' },
      { path: 'budget.1.amount.amount', before: null, after: '1.00' },
      { path: 'budget.1.amount.currency', before: null, after: 'USD' },
      { path: 'budget.1.category', before: null, after: 1 },
    ]);
  });

  it('is nothing for the same in another order, of plain values and of things with ids', () => {
    const before = { countries: ['GH', 'PH'], results: [{ id: 'a' }, { id: 'b', text: 'B' }] };
    const after = { results: [{ text: 'B', id: 'b' }, { id: 'a' }], countries: ['PH', 'GH'] };
    expect(changesBetween(before, after)).toEqual([]);
  });
});
