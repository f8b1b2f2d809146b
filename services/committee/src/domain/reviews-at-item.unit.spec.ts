import { describe, expect, it } from 'vitest';
import { rulingsOf } from './reviews-at-item.ts';

const asked = (now: boolean, recused: readonly string[], disclosed: readonly string[] = []) => ({
  now,
  recused,
  disclosed,
});

describe('a seat with an interest in a proposal', () => {
  it('stays recused on a later item until that rules a disclosure', () => {
    expect(rulingsOf([asked(true, []), asked(false, ['1'])])).toEqual({ 1: 'recusal' });
    expect(rulingsOf([asked(true, [], ['1']), asked(false, ['1'])])).toEqual({ 1: 'disclosure' });
  });

  it('is recused where one earlier item says so and another does not', () => {
    expect(rulingsOf([asked(false, ['1']), asked(false, [], ['2'])])).toEqual({
      1: 'recusal',
      2: 'disclosure',
    });
    expect(rulingsOf([asked(false, ['1']), asked(false, [], ['1'])])).toEqual({ 1: 'recusal' });
    expect(rulingsOf([asked(true, ['1'], ['1'])])).toEqual({ 1: 'recusal' });
  });
});
