import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeState, encodeState } from './state-codec.ts';

const { state } = fc.letrec((tie) => ({
  state: fc.oneof(
    { depthSize: 'small' },
    fc.bigInt(),
    fc.string(),
    fc.stringMatching(/^-?\d{1,30}n{0,3}$/),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('state'), { maxLength: 4 }),
    fc.dictionary(
      fc.string().filter((key) => key !== '__proto__'),
      tie('state'),
      { maxKeys: 4 },
    ),
  ),
}));

describe('a stored state', () => {
  it('comes back as it was, bigints as bigints and texts that look like them as texts', () => {
    fc.assert(
      fc.property(state, (value) => {
        expect(decodeState(encodeState(value))).toEqual(value);
      }),
    );
  });

  it('shows money so that SQL can read it', () => {
    expect(encodeState({ heldMinor: -250n, note: '250n' })).toBe('{"heldMinor":"-250n","note":"250nn"}');
  });

  it('is not changed by being encoded', () => {
    const value = Object.freeze({ list: Object.freeze([1n, Object.freeze({ deep: 2n })]) });
    encodeState(value);
    expect(value).toEqual({ list: [1n, { deep: 2n }] });
  });

  it('refuses what would come back as something else', () => {
    for (const value of [new Date(0), new Map(), new Set(), { f: () => 1 }]) {
      expect(() => encodeState(value)).toThrow(TypeError);
    }
  });
});
