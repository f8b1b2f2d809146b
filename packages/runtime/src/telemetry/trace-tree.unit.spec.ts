import { expect, it } from 'vitest';
import { type TracedSpan, traceTree } from './trace-tree.ts';

const span = (name: string, spanId: string, parentSpanId: string | undefined, atMs: number): TracedSpan => ({
  traceId: 't1',
  spanId,
  parentSpanId,
  name,
  process: 'mdtf-portal',
  startNs: BigInt(atMs) * 1_000_000n,
  durationMs: 2,
  attributes: name === 'GET /' ? {} : { 'mdtf.service': 'committee', 'mdtf.outcome': 'accepted' },
});

it('prints each span below what caused it, in the order of their beginnings, with its service and times', () => {
  const spans = [
    span('third', 'd', 'a', 30),
    span('below second', 'c', 'b', 20),
    span('GET /', 'a', 'elsewhere', 0),
    span('second', 'b', 'a', 10),
  ];
  expect(traceTree(spans, 't1').split('\n')).toEqual([
    'trace t1',
    'mdtf-portal: GET /  +0.0 ms, 2.0 ms',
    '├─ committee: second → accepted  +10.0 ms, 2.0 ms',
    '│  └─ committee: below second → accepted  +20.0 ms, 2.0 ms',
    '└─ committee: third → accepted  +30.0 ms, 2.0 ms',
  ]);
});

it('says of a trace that nobody knows that it has no span', () => {
  expect(traceTree([], 't1')).toBe('trace t1: no span');
});
