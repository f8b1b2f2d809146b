import { allocationService } from '@mdtf/allocation/service';
import { committeeService } from '@mdtf/committee/service';
import type { ServiceDefinition } from '@mdtf/runtime';
import { standInProposals } from './stand-in-proposals.ts';
import type { SimulatedService } from './world/deployment.ts';

/** The services as they are, without HTTP and SQL. */
export const services: readonly SimulatedService[] = [
  simulated(committeeService),
  simulated(allocationService),
  standInProposals,
];

function simulated({ name, model, follows }: ServiceDefinition): SimulatedService {
  return { name, model, follows: { ...follows } };
}
