import { expect, it } from 'vitest';
import { decodeCursor, encodeCursor, pageOf } from './list-page.ts';

const shape = { key: (row: string) => [row, 'id'], item: (row: string) => ({ row }) };

it('tells that there are more by the row one too many, and where to go on', () => {
  const page = pageOf(['a', 'b', 'c'], 2, shape);
  expect(page.items).toEqual([{ row: 'a' }, { row: 'b' }]);
  expect(decodeCursor(page.nextCursor ?? '', 2)).toEqual(['b', 'id']);
});

it('ends without a cursor', () => {
  expect(pageOf(['a', 'b'], 2, shape).nextCursor).toBeNull();
  expect(pageOf([], 2, shape)).toEqual({ items: [], nextCursor: null });
});

it('begins where no cursor is given', () => {
  expect(decodeCursor(undefined, 2)).toBeUndefined();
});

it('refuses a cursor that it did not make', () => {
  const foreign = [
    'x',
    'bm90IGpzb24',
    encodeCursor(['a']),
    encodeCursor(['a', 'b', 'c']),
    encodeCursor(['a\0', 'b']),
  ];
  const numbers = Buffer.from('[1,2]').toString('base64url');
  const long = encodeCursor(['a', 'b'.repeat(201)]);
  for (const cursor of [...foreign, numbers, long, '%00', '=']) {
    expect(decodeCursor(cursor, 2)).toMatchObject({
      problem: { status: 400, errors: [{ field: 'query.cursor' }] },
    });
  }
});
