import { id, text } from '@mdtf/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitText, idFrom } from './fit-text.ts';

describe('an id made of given texts', () => {
  it('is the text itself where it is fit', () => {
    expect(idFrom(['2018', 'A.1_b-c'])).toBe('2018-A.1_b-c');
  });

  it('tells apart what only differs in what an id cannot hold', () => {
    const made = ['A/B', 'A B', 'A-B', 'A/B\t', 'Ä/B'].map((given) => idFrom([given]));
    expect(new Set(made).size).toBe(made.length);
    expect(made[0]).toMatch(/^A-B-[0-9a-f]{8}$/);
  });

  it('is fit and the same each time, whatever was given', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 3 }), (texts) => {
        const made = idFrom(texts);
        expect(id.safeParse(made).success).toBe(true);
        expect(idFrom(texts)).toBe(made);
      }),
    );
  });
});

describe('a text made to fit', () => {
  it('is short enough and holds nothing that a record may not hold, unless it is blank', () => {
    const accepted = text(20);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), (given) => {
        const fit = fitText(given, 20);
        expect(accepted.safeParse(fit).success).toBe(/[^\t\n\r ]/.test(fit));
      }),
    );
  });

  it('stays as it is where it fits, and otherwise ends in an ellipsis', () => {
    expect(fitText('as given\t', 20)).toBe('as given\t');
    expect(fitText('a title that is too long', 10)).toBe('a title t…');
  });
});
