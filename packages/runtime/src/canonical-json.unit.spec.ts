import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson, fingerprintOf } from './canonical-json.ts';

const reversed = (value: unknown): unknown => {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(reversed);
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
};

it('is one text whatever the order of keys, and says the same as the value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

it('keeps the order of arrays', () => {
  expect(canonicalJson([2, { b: 1, a: [3, 1] }])).toBe('[2,{"a":[3,1],"b":1}]');
});

it('tells methods, paths and bodies apart, and no body from null by nothing', () => {
  const prints = [
    fingerprintOf('POST', '/a', { x: 1 }),
    fingerprintOf('PUT', '/a', { x: 1 }),
    fingerprintOf('POST', '/b', { x: 1 }),
    fingerprintOf('POST', '/a', { x: '1' }),
    fingerprintOf('POST', '/a', undefined),
  ];
  expect(new Set(prints).size).toBe(prints.length);
  expect(prints[0]).toMatch(/^[0-9a-f]{64}$/);
});
