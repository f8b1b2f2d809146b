import { expect, it } from 'vitest';
import { decodeCursor, encodeCursor, pageOf } from './list-page.ts';

const shape = { key: (row: string) => [row, 'id'], item: (row: string) => ({ row }) };

it('tells that there are more by the row one too many, and where to go on', () => {
  const page = pageOf(['a', 'b', 'c'], 2, shape);
  expect(page.items).toEqual([{ row: 'a' }, { row: 'b' }]);
  expect(decodeCursor(page.nextCursor ?? '', 'text', 'text')).toEqual(['b', 'id']);
});

it('ends without a cursor', () => {
  expect(pageOf(['a', 'b'], 2, shape).nextCursor).toBeNull();
  expect(pageOf([], 2, shape)).toEqual({ items: [], nextCursor: null });
});

it('begins where no cursor is given', () => {
  expect(decodeCursor(undefined, 'text', 'text')).toBeUndefined();
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
    expect(decodeCursor(cursor, 'text', 'text')).toMatchObject({
      problem: { status: 400, errors: [{ field: 'query.cursor' }] },
    });
  }
});

it.each([
  [
    'instant',
    '2008-05-20T07:00:00.000Z',
    ['x', '', '2008-99-99T00:00:00.000Z', '0000-01-01T00:00:00.000Z', 'now'],
  ],
  ['day', '2008-05-20', ['x', '', '2008-02-30', '0000-01-01', 'infinity']],
  ['sequence', '9223372036854775807', ['x', '', '-1', '1.5', '9223372036854775808', '9'.repeat(40)]],
  ['count', '2147483647', ['x', '', '-1', '2147483648']],
] as const)('refuses a cursor whose parts the database would not take: %s', (part, good, bad) => {
  expect(decodeCursor(encodeCursor([good]), part)).toEqual([good]);
  for (const wrong of bad)
    expect(decodeCursor(encodeCursor([wrong]), part)).toMatchObject({
      problem: { status: 400, errors: [{ field: 'query.cursor' }] },
    });
});
