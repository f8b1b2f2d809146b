import { describe, expect, it } from 'vitest';
import type { Document } from './documents.ts';
import { createMemories } from './fund-memory.ts';

const document = (id: string): Document => ({
  fund: 'imdp',
  kind: 'deposit',
  id,
  state: {},
  revision: 1,
  dueAt: undefined,
  stored: true,
  changed: false,
  uses: 0,
});

describe('what is remembered of a fund', () => {
  it('is right only while the fund stands where it was left', () => {
    const memories = createMemories(10);
    memories.recall('imdp', 'a/imdp/1').documents.keep(document('x'));
    expect(memories.recall('imdp', 'a/imdp/1').documents.size).toBe(1);
    expect(memories.recall('imdp', 'a/imdp/2').documents.size).toBe(0);
  });

  it('is bounded over all funds: the one not used for longest goes first', () => {
    const memories = createMemories(5);
    for (const fund of ['a', 'b', 'c']) {
      const memory = memories.recall(fund, 'same');
      for (const id of ['1', '2']) memory.documents.keep(document(id));
      memories.trim([memory]);
      memories.recall('a', 'same');
    }
    expect(['a', 'b', 'c'].map((fund) => memories.recall(fund, 'same').documents.size)).toEqual([2, 0, 2]);
  });
});
