import type { Fault } from '../fault.ts';
import { authorityFaults } from './authority.ts';
import { brokerFaults } from './brokers.ts';
import { clientFaults } from './clients.ts';
import { databaseFaults } from './database.ts';
import { entryFaults } from './entries.ts';
import { serviceFaults } from './services.ts';
import { sizeFaults } from './sizes.ts';

/** Everything that is made to go wrong. */
export const ALL_FAULTS: readonly Fault[] = [
  ...serviceFaults,
  ...brokerFaults,
  ...databaseFaults,
  ...entryFaults,
  ...sizeFaults,
  ...clientFaults,
  ...authorityFaults,
];
