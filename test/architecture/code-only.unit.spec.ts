import { describe, expect, it } from 'vitest';
import { codeOnly } from './code-only.ts';

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: these strings are source texts
const blanked = [
  ['a line comment', 'a; // new Date()\nb;', 'a;              \nb;'],
  ['a block comment', 'a; /* x\ny */ b;', 'a;     \n     b;'],
  ['an unfinished comment', 'a; /* x', 'a;     '],
  ['a string and what it escapes', String.raw`f('it\'s // here', "x");`, `f('             ', " ");`],
  ['a template, but not its expressions', '`a ${b + `c ${d}`} e`;', '`  ${b + `  ${d}`}  `;'],
  ['a template expression with braces', '`${{ a: 1 }.a} b`;', '`${{ a: 1 }.a}  `;'],
  ['a regular expression with quotes and slashes', `s.match(/['/]\\//g) + 'x';`, `s.match(/      /g) + ' ';`],
  ['a regular expression after a word', `return /'/.test(s);`, `return / /.test(s);`],
] as const;
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: these strings are source texts

describe('what is code in a source text', () => {
  it.each(blanked)('leaves out %s', (_what, text, code) => {
    expect(codeOnly(text)).toBe(code);
  });

  it('takes a slash after a value for a division', () => {
    const text = 'const ratio = total / 2 / parts[0] / f(x) / y;';
    expect(codeOnly(text)).toBe(text);
  });
});
