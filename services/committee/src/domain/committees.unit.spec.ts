import { describe, expect, it } from 'vitest';
import { drawCommittee, judge } from './testing/committee-model.ts';
import { differences } from './testing/compare-committees.ts';

const COUNT = 5_000;

describe('quorum, recusal and voting', () => {
  it(`are as a model has them that counts papers in a box: ${COUNT} committees drawn from a seed`, () => {
    expect(differences(1, COUNT)).toEqual([]);
  });

  it('are drawn so that every outcome of every method occurs often', () => {
    const drawn = Array.from({ length: COUNT }, (_, seed) => drawCommittee(seed + 1));
    const share = (is: (judged: ReturnType<typeof judge>) => boolean) =>
      drawn.filter((committee) => is(judge(committee))).length / COUNT;
    expect(share(({ quorate }) => quorate)).toBeGreaterThan(0.2);
    expect(share(({ quorate }) => !quorate)).toBeGreaterThan(0.2);
    expect(share(({ quorate, carried }) => quorate && carried)).toBeGreaterThan(0.1);
    expect(share(({ quorate, carried }) => quorate && !carried)).toBeGreaterThan(0.1);
    expect(new Set(drawn.map(({ first, otherwise }) => `${first} ${otherwise}`)).size).toBe(16);
  });
});
