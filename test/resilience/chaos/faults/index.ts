import type { Fault } from '../fault.ts';
import { serviceFaults } from './services.ts';

/** Everything that is made to go wrong. */
export const ALL_FAULTS: readonly Fault[] = [...serviceFaults];
