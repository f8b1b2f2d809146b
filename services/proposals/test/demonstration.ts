import { proposalsRoutes as routes } from '@mdtf/contracts';
import type { DomainEvent, Instant } from '@mdtf/domain';
import { type ServiceUnderTest, serviceUnderTest } from '@mdtf/testing/service-under-test';
import { type OpenProposalsOptions, openProposals } from '../src/service.ts';
import { callTerms, charter, organisations, recommendation } from '../src/testing/imdp.ts';

/** The proposals service over HTTP, with the logs of committee and allocation to be told. */
export type ProposalsUnderTest = ServiceUnderTest<'committee' | 'allocation'>;

const grant = (person: string, role: string, organisation: string | null = null): DomainEvent => ({
  type: 'RoleGranted',
  data: {
    grantId: `${person}-${role}`,
    person,
    role,
    organisation,
    seat: null,
    requestedBy: 'a',
    approvedBy: 'b',
  },
});

const people = [
  grant('secretariat', 'secretariat'),
  grant('chair', 'chair'),
  grant('auditor', 'auditor'),
  grant('observer', 'observer'),
  grant('treasurer-1', 'treasurer'),
  grant('partner-iom', 'partner', 'iom'),
  grant('partner-diaspora', 'partner', 'diaspora-health'),
  grant('partner-remit', 'partner', 'remit-compare'),
  grant('partner-z', 'partner', 'country-z'),
];

/** Opens the service with a fund as the committee tells of it, on a morning; the call opened, a recommendation recorded. */
export async function fundWithCall(
  fund: string,
  now: Instant,
  scanner?: OpenProposalsOptions['scanner'],
): Promise<ProposalsUnderTest> {
  const under = await serviceUnderTest(
    (options) => openProposals({ ...options, scanner }),
    ['committee', 'allocation'],
  );
  await under.told('committee', 'platform', organisations);
  await under.told('committee', fund, [charter(1), ...people]);
  await under.service.setClock(fund, now);
  const params = { fundId: fund };
  const { recommendationId, ...text } = recommendation;
  await under.ask('secretariat', routes.recordRecommendation, {
    params,
    body: { id: recommendationId, ...text },
  });
  const { callId, ...terms } = callTerms;
  await under.ask('secretariat', routes.openCall, { params, body: { id: callId, ...terms } });
  return under;
}
