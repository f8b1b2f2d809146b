import { expect, it } from 'vitest';
import { RouteTable } from './route-table.ts';

const table = new RouteTable<string>();
table.add('GET', '/v1/funds', 'list');
table.add('POST', '/v1/funds', 'create');
table.add('GET', '/v1/funds/{fundId}', 'one');
table.add('GET', '/v1/funds/{fundId}/reports/{name}', 'report');
table.add('GET', '/v1/funds/all/reports/summary', 'summary');

it('finds a route with its parameters decoded', () => {
  expect(table.match('GET', '/v1/funds/imdp/reports/cap%2Dheadroom')?.found).toEqual({
    value: 'report',
    params: { fundId: 'imdp', name: 'cap-headroom' },
  });
});

it('prefers the literal path, and falls back to parameters where it leads nowhere', () => {
  expect(table.match('GET', '/v1/funds/all/reports/summary')?.found?.value).toBe('summary');
  expect(table.match('GET', '/v1/funds/all/reports/delivery')?.found).toEqual({
    value: 'report',
    params: { fundId: 'all', name: 'delivery' },
  });
  expect(table.match('GET', '/v1/funds/all')?.found?.params).toEqual({ fundId: 'all' });
});

it('knows the methods of a path that does not take this one', () => {
  expect(table.match('PUT', '/v1/funds')).toEqual({ methods: ['GET', 'POST'], found: undefined });
});

it('finds nothing for unknown, empty, overlong or badly encoded paths', () => {
  const paths = [
    '/',
    '',
    '/v1',
    '/v1/funds/',
    '/v1/funds//reports/x',
    '/v1/funds/%zz',
    '/a'.repeat(1000),
    'v1/funds',
  ];
  for (const path of paths) expect([path, table.match('GET', path)]).toEqual([path, undefined]);
});

it('refuses the same method and path twice', () => {
  expect(() => table.add('GET', '/v1/funds/{other}', 'again')).toThrow(/declared twice/);
});
