export type { Expectation } from './testing/expectation.ts';
export { type Asked, at, type Given, specification, type TimedEvent } from './testing/specification.ts';
