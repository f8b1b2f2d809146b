import { describe, expect, it } from 'vitest';
import { functionLengths } from './lengths.ts';

const text = `
export function short(a: number): number {
  return a;
}

export async function spread(
  first: string,
  second: { readonly a: string },
): Promise<{ readonly b: string }> {
  if (first) {
    work();
  }
  for (
    const x of second.a
  ) {
    work(x);
  }
  return { b: second.a };
}

const arrow = async (a: number) => {
  return { a };
};

class Owner {
  close(): void {
    work({
      a: 1,
    });
  }
}

call('a function in a string: function x() {', {
  a: 1,
});
`;

describe('the lengths of functions', () => {
  it('are counted from the signature to the closing brace, for functions alone', () => {
    expect(functionLengths(text)).toEqual([
      { name: 'export function short', line: 2, lines: 3 },
      { name: 'export async function spread', line: 6, lines: 14 },
      { name: 'const arrow', line: 21, lines: 3 },
      { name: 'close', line: 26, lines: 5 },
    ]);
  });
});
