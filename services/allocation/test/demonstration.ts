import { allocationRoutes as routes } from '@mdtf/contracts';
import type { DomainEvent } from '@mdtf/domain';
import { type ServiceUnderTest, serviceUnderTest } from '@mdtf/testing/service-under-test';
import { openAllocation } from '../src/service.ts';
import { agreements, charter, deposits, organisations, usd } from '../src/testing/imdp.ts';

/** The allocation service over HTTP, with the logs of the others to be told. */
export type AllocationUnderTest = ServiceUnderTest<'committee' | 'proposals' | 'reporting'>;

export function allocationUnderTest(): Promise<AllocationUnderTest> {
  return serviceUnderTest(openAllocation, ['committee', 'proposals', 'reporting']);
}

const PEOPLE = [
  ['secretariat', 'secretariat', null],
  ['treasurer-1', 'treasurer', null],
  ['treasurer-2', 'treasurer', null],
  ['partner-iom', 'partner', 'iom'],
  ['partner-x', 'partner', 'other'],
  ['auditor', 'auditor', null],
] as const;

const grants: readonly DomainEvent[] = PEOPLE.map(([person, role, organisation]) => ({
  type: 'RoleGranted',
  data: { grantId: `grant-${person}`, person, role, organisation, seat: null },
}));

/** Lets the committee establish the demonstration fund: its charter, its people, its organisations. */
export async function establish(under: AllocationUnderTest, fund: string, told = charter): Promise<void> {
  await under.told('committee', 'platform', organisations);
  await under.told('committee', fund, [told, ...grants]);
}

/** Records the agreements and the deposits up to session 3. */
export async function fill(under: AllocationUnderTest, fund: string): Promise<void> {
  for (const { contributionId: id, ...body } of agreements) {
    await under.ask('secretariat', routes.recordContribution, {
      params: { fundId: fund },
      body: { id, ...body },
    });
  }
  for (const [contributionId, receivedOn, gross] of deposits) {
    const body = { id: receivedOn, gross: usd(gross), receivedOn, reference: 'wire' };
    await under.ask('treasurer-1', routes.recordDeposit, { params: { fundId: fund, contributionId }, body });
  }
}
