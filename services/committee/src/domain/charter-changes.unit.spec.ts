import { changesBetween } from '@mdtf/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { demonstrationCharter as first } from './testing/demonstration-charter.ts';

describe('what a charter changed', () => {
  it('is nothing where it says the same, in whatever order', () => {
    expect(changesBetween(first, { ...first, seats: first.seats.toReversed() })).toEqual([]);
  });

  it('names a window by its id, and a value before and after', () => {
    const windows = first.windows.map((window) =>
      window.id === 'W2' ? { ...window, actsForForum: false } : window,
    );
    expect(changesBetween(first, { ...first, windows, note: 'Outside the Forum' })).toEqual([
      { path: 'note', before: null, after: 'Outside the Forum' },
      { path: 'windows.W2.actsForForum', before: true, after: false },
    ]);
  });

  it('names what is in plain lists, and what is gone', () => {
    const { secretariatBudgetPercent: _, ...rest } = first;
    expect(changesBetween(first, { ...rest, holidays: ['2008-01-01', '2008-05-01'] })).toEqual([
      { path: 'holidays.2008-05-01', before: null, after: true },
      { path: 'secretariatBudgetPercent', before: '3', after: null },
    ]);
  });

  it('names a seat that is new with all that is said of it', () => {
    const seat = { id: '10', constituency: 'donors', title: { en: 'Ten', fr: 'Dix' }, voting: true };
    expect(changesBetween(first, { ...first, seats: [...first.seats, seat] })).toEqual([
      { path: 'seats.10.constituency', before: null, after: 'donors' },
      { path: 'seats.10.id', before: null, after: '10' },
      { path: 'seats.10.title.en', before: null, after: 'Ten' },
      { path: 'seats.10.title.fr', before: null, after: 'Dix' },
      { path: 'seats.10.voting', before: null, after: true },
    ]);
  });

  it('is the same read backwards, with before and after exchanged', () => {
    fc.assert(
      fc.property(fc.subarray([...first.seats]), fc.integer({ min: 0, max: 9 }), (seats, numerator) => {
        const other = { ...first, seats, quorum: { ...first.quorum, share: { numerator, denominator: 9 } } };
        const back = changesBetween(other, first).map(({ path, before, after }) => ({
          path,
          before: after,
          after: before,
        }));
        expect(changesBetween(first, other)).toEqual(back);
      }),
      { numRuns: 100 },
    );
  });
});
