import { expect, it } from 'vitest';
import { createRateLimit, MAX_COUNTED_CALLERS } from './rate-limit.ts';

function limit() {
  const time = { ms: 0 };
  return { time, ...createRateLimit({ perSecond: 2, burst: 4, clock: () => time.ms }) };
}

it('lets a caller do its burst at once and its rate over time', () => {
  const { time, take } = limit();
  const taken = () => Array.from({ length: 6 }, () => take('a') === undefined).filter(Boolean).length;
  expect(taken()).toBe(4);
  time.ms += 1_000;
  expect(taken()).toBe(2);
  time.ms += 60_000;
  expect(taken()).toBe(4);
});

it('counts callers apart', () => {
  const { take } = limit();
  for (let i = 0; i < 5; i++) take('a');
  expect(take('a')).toMatchObject({ problem: { status: 429 }, headers: { 'retry-after': '1' } });
  expect(take('b')).toBeUndefined();
});

it('remembers no more callers than its bound, and forgets those who are quiet first', () => {
  const { time, take } = limit();
  for (let i = 0; i < MAX_COUNTED_CALLERS - 1; i++) take(`quiet-${i}`);
  for (let i = 0; i < 5; i++) take('busy');
  time.ms += 1_000;
  take('one too many');
  expect([take('busy'), take('busy')]).toEqual([undefined, undefined]);
  expect(take('busy')).toBeDefined();
});
