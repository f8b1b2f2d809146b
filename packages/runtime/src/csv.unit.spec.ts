import { expect, it } from 'vitest';
import { CSV_PIECE_LENGTH, csvAnswer, csvCell, csvPieces } from './csv.ts';

it('quotes what would break a line or a column, and doubles quotes', () => {
  expect(['a', 'a,b', 'a"b', 'a\nb', ' a', 'a\r'].map((text) => csvCell(text, 'text'))).toEqual([
    'a',
    '"a,b"',
    '"a""b"',
    '"a\nb"',
    '" a"',
    '"a\r"',
  ]);
});

it('keeps a text from being run as a formula, and leaves figures alone', () => {
  for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1']) expect(csvCell(text, 'text')).toMatch(/^"?'/);
  expect(csvCell('-12.50', 'plain')).toBe('-12.50');
  expect(csvCell('=HYPERLINK("http://x","y")', 'text')).toBe('"\'=HYPERLINK(""http://x"",""y"")"');
});

it('leaves unknown cells empty', () => {
  expect([null, undefined, 0, false].map((value) => csvCell(value, 'plain'))).toEqual(['', '', '0', 'false']);
});

const columns = [
  { title: 'Id', kind: 'text' as const, value: (row: { id: string }) => row.id },
  { title: 'Amount', kind: 'plain' as const, value: () => '-1.00' },
];

it('comes in pieces whatever the number of rows', async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => ({ id: `p-${i}` }));
  const pieces = [];
  for await (const piece of csvPieces(columns, rows)) pieces.push(piece);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(CSV_PIECE_LENGTH + 100);
  const lines = pieces.join('').split('\r\n');
  expect([lines.length, lines[0], lines[1], lines.at(-1)]).toEqual([20_002, 'Id,Amount', 'p-0,-1.00', '']);
});

it('is a download with a plain file name', () => {
  const answer = csvAnswer({ name: 'cap "headroom".csv', columns, rows: [], etag: '"1"' });
  expect(answer.headers).toEqual({ 'content-disposition': 'attachment; filename="cap--headroom-.csv"' });
  expect(answer).toMatchObject({ contentType: 'text/csv; charset=utf-8', etag: '"1"' });
});
