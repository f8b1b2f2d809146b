import type { Operator } from './instrument.ts';

/** Changes to a comparison that change nothing a rule says, and why. */
interface Equivalent {
  readonly file: string;
  readonly text: string;
  readonly changes: readonly (Operator | 1 | -1)[];
  readonly because: string;
}

const EQUIVALENT: readonly Equivalent[] = [
  {
    file: 'smallest-change.ts',
    text: 'a < b',
    changes: ['<=', 1],
    because: 'two equal amounts are 0 apart either way',
  },
  {
    file: 'r2-administration-fee.ts',
    text: 'fee > due',
    changes: ['>=', -1],
    because: 'it is only asked where they differ',
  },
  {
    file: 'r4-budget-categories.ts',
    text: 'summed < total',
    changes: ['<=', 1],
    because: 'it is only asked where they differ',
  },
  {
    file: 'r14-payment.ts',
    text: 'left < availableMinor',
    changes: ['<=', 1],
    because: 'the smaller of two equal amounts is either',
  },
  {
    file: 'review-ranking.ts',
    text: 'a.id < b.id',
    changes: ['<='],
    because: 'no two proposals have one id',
  },
  { file: 'r14-payment.ts', text: 'most < 0n', changes: ['<=', 1], because: '0 is 0 either way' },
];

/** Why a change changes nothing; undefined where it must be caught. */
export function sameBecause(file: string, text: string, change: Operator | 1 | -1): string | undefined {
  return EQUIVALENT.find((one) => one.file === file && one.text === text && one.changes.includes(change))
    ?.because;
}
