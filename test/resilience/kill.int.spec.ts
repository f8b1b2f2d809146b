import { expect, it } from 'vitest';
import { killUnderLoad } from './kill.ts';

const KILLS = 2;
const TIMEOUT_MS = 240_000;

it('a killed system has all that it acknowledged, once, and starts again by itself', {
  timeout: TIMEOUT_MS,
}, async () => {
  const { acknowledged, violations } = await killUnderLoad(KILLS);
  expect(violations).toEqual([]);
  expect(acknowledged).toBeGreaterThan(0);
});
