import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_DEPTH, parseJson } from './json-body.ts';

const parse = (text: string) => parseJson(Buffer.from(text));
const nested = (depth: number): string => `${'[{"a":'.repeat(depth / 2)}1${'}]'.repeat(depth / 2)}`;

describe('a body', () => {
  it('is taken as JSON.parse takes it, however its strings are quoted', () => {
    const storable = fc
      .string({ unit: 'binary' })
      .filter((text) => text.isWellFormed() && !text.includes('\0'));
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        storable,
        fc.integer(),
        fc.constant(null),
        tie('list'),
        tie('object'),
      ),
      list: fc.array(tie('value'), { maxLength: 4 }),
      object: fc.dictionary(
        storable.filter((key) => key !== '__proto__'),
        tie('value'),
        { maxKeys: 4 },
      ),
    }));
    fc.assert(
      fc.property(value, fc.constantFrom(0, 2), (given, indent) => {
        const text = JSON.stringify(given, null, indent);
        const parsed = parse(text);
        if (parsed.ok) expect(parsed.value).toEqual(JSON.parse(text));
        else expect(parsed.reason).toMatch(/nests deeper/);
      }),
    );
  });

  it('of no bytes is no body', () => {
    expect(parse('')).toEqual({ ok: true, value: undefined });
  });

  it('may nest up to the bound and no deeper', () => {
    expect(parse(nested(MAX_DEPTH)).ok).toBe(true);
    expect(parse(nested(MAX_DEPTH + 2))).toMatchObject({ ok: false });
  });

  it('is refused with a key twice, even when one of them is spelt with an escape or holds a colon', () => {
    for (const text of [
      '{"a":1,"\\u0061":2}',
      '{"a:":1,"a:":1}',
      '[{"b":{"c":1,"c" : 1}}]',
      '{"a\\"":1,"a\\"":2}',
    ]) {
      expect([text, parse(text).ok]).toEqual([text, false]);
    }
  });

  it('is refused with a number that no number can hold', () => {
    expect([parse('[1e999]').ok, parse('{"a":-1e999}').ok, parse('[1e99]').ok]).toEqual([false, false, true]);
  });

  it('may hold strings that only look like keys', () => {
    for (const text of ['["a\\":","b"]', '{"a":"\\"b\\":","c":"x:"}', '{"a\\\\":1,"a":2}', '[":",":"]']) {
      expect([text, parse(text)]).toEqual([text, { ok: true, value: JSON.parse(text) }]);
    }
  });
});
