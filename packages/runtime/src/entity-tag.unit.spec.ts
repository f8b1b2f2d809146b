import { textIn } from '@mdtf/domain';
import { describe, expect, it } from 'vitest';
import { MAX_TAGS, matchesStrongly, matchesWeakly, parseCondition } from './entity-tag.ts';
import { isRefusal } from './refusal.ts';

const read = (header: string) => {
  const condition = parseCondition(header, 'header.if-match');
  return typeof condition === 'object' && isRefusal(condition)
    ? textIn(condition.problem.detail, 'en')
    : condition;
};

describe('a condition', () => {
  it.each([
    ['*', '*'],
    [' * ', '*'],
    ['"3"', ['"3"']],
    ['W/"3", "a,b" ,""', ['W/"3"', '"a,b"', '""']],
  ])('%s names what it names', (header, condition) => {
    expect(read(header)).toEqual(condition);
  });

  it.each(['', '3', '"', '"3', '"3" "4"', '"3",', ',"3"', '*, "3"', 'w/"3"', '"a b"', '"\u00e9"'])(
    '%j is refused',
    (header) => {
      expect(read(header)).toBe('header.if-match must be entity tags in double quotes, or *.');
    },
  );

  it('lists a bounded number of tags', () => {
    const tags = (count: number) => Array.from({ length: count }, (_, i) => `"${i}"`).join(',');
    expect(read(tags(MAX_TAGS))).toHaveLength(MAX_TAGS);
    expect(read(tags(MAX_TAGS + 1))).toBe('header.if-match lists more than 20 entity tags.');
  });

  it('lets a weak tag match only weakly', () => {
    expect([matchesStrongly(['W/"3"'], '"3"'), matchesWeakly(['W/"3"'], '"3"')]).toEqual([false, true]);
  });
});
