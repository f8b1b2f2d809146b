import { expect, it } from 'vitest';
import { fingerprintOf } from './fingerprint.ts';

it('is the same however a body is spelt', () => {
  const one = JSON.parse('{"a":{"x":1,"y":[1,2]},"b":"\\u0041"}');
  const other = JSON.parse('{ "b":"A", "a":{"y":[1,2],"x":1.0} }');
  expect(fingerprintOf('POST', '/a', other)).toBe(fingerprintOf('POST', '/a', one));
});

it('tells methods, paths and bodies apart, no body from null too', () => {
  const prints = [
    fingerprintOf('POST', '/a', { x: 1 }),
    fingerprintOf('PUT', '/a', { x: 1 }),
    fingerprintOf('POST', '/b', { x: 1 }),
    fingerprintOf('POST', '/a', { x: '1' }),
    fingerprintOf('POST', '/a', [1]),
    fingerprintOf('POST', '/a', undefined),
    fingerprintOf('POST', '/a', null),
  ];
  expect(new Set(prints).size).toBe(prints.length);
  expect(prints[0]).toMatch(/^[0-9a-f]{64}$/);
});
