import { allocationRaces } from '@mdtf/testing/allocation-races';
import { openAllocation } from './service.ts';

allocationRaces(openAllocation, [1, 2, 3]);
