import { committeeRoutes as routes } from '@mdtf/contracts';
import { serviceUnderTest } from '@mdtf/testing/service-under-test';
import { demonstrationCharter } from '../src/domain/testing/demonstration-charter.ts';
import { HOLDERS, SESSION_3_BEGINS } from '../src/domain/testing/demonstration-history.ts';
import { openCommittee } from '../src/service.ts';

export const FUND = 'imdp';

/** The demonstration fund as it is asked to be established: its charter and its first roles. */
export const DEMONSTRATION = {
  id: FUND,
  charter: structuredClone(demonstrationCharter) as never,
  grants: [
    { person: 'secretariat', role: 'secretariat' as const },
    { person: 'secretariat-2', role: 'secretariat' as const },
    { person: 'chair', role: 'chair' as const },
    { person: 'auditor', role: 'auditor' as const },
    ...Object.entries(HOLDERS).map(([seat, organisation]) => ({
      person: `seat-${seat}`,
      role: 'seat-holder' as const,
      seat,
      organisation,
    })),
  ],
};

/** The committee's service with the organisations of the demonstration registered and its clock at the third session. */
export async function organisationsRegistered() {
  const committee = await serviceUnderTest(openCommittee, ['proposals', 'allocation']);
  await committee.service.setClock(FUND, SESSION_3_BEGINS);
  for (const id of [...Object.values(HOLDERS), 'diaspora-health']) {
    const kinds: ['stakeholder'] = ['stakeholder'];
    await committee.ask('admin', routes.registerOrganisation, { body: { id, name: `The ${id}`, kinds } });
  }
  return committee;
}

/** The same with the demonstration fund established. */
export async function fundEstablished() {
  const committee = await organisationsRegistered();
  await committee.ask('admin', routes.establishFund, { body: DEMONSTRATION });
  return committee;
}
