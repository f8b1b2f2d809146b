import { allocationService } from '@mdtf/allocation/service';
import { committeeService } from '@mdtf/committee/service';
import { proposalsService } from '@mdtf/proposals/service';
import { reportingService } from '@mdtf/reporting/service';
import type { ServiceDefinition } from '@mdtf/runtime';

import type { SimulatedService } from './world/replicas.ts';

/** The services as they are, without HTTP and SQL. */
export const services: readonly SimulatedService[] = [
  simulated(committeeService),
  simulated(allocationService),
  simulated(proposalsService),
  simulated(reportingService),
];

function simulated({ name, model, follows }: ServiceDefinition): SimulatedService {
  return { name, model, follows: { ...follows } };
}
