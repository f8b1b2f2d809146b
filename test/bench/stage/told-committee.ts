import { type AnyCommandHandler, accept, type DomainEvent, type Model } from '@mdtf/domain';

/** A committee that tells whatever it is asked to tell, in a real log: the bench needs its facts, not its work. */
export const toldCommittee: Model = {
  service: 'committee',
  aggregates: [],
  facts: [],
  commands: {
    Tell: {
      needs: () => ({}),
      decide: ({ events }: { readonly events: readonly DomainEvent[] }) => accept(events, null),
    } satisfies AnyCommandHandler,
  },
  subject: ({ type }) => `told/${type}`,
};

/** A fund's charter, as its first version; the cap blocks allocations. */
export function charterEvents(): readonly DomainEvent[] {
  const charter = {
    currency: 'USD',
    timeZone: 'Europe/Zurich',
    publishes: true,
    administrationFeePercent: '1',
    windows: [{ id: 'W1' }],
    rules: { R1: { severities: { allocation: 'block', deposited: 'warn' } } },
  };
  return [
    { type: 'CharterAdopted', data: { version: 1, charter } },
    granted('treasurer-1', 'treasurer'),
    granted('secretariat', 'secretariat'),
  ];
}

/** The donors of all funds. */
export function organisationEvents(): readonly DomainEvent[] {
  return [
    { type: 'OrganisationRegistered', data: { id: 'donor', name: 'Donor', kinds: ['donor'] } },
    { type: 'OrganisationRegistered', data: { id: 'bank', name: 'Bank', kinds: ['administering-bank'] } },
  ];
}

/** An approval of 100.00, of it 10.00 from the bank. */
export function decisionEvent(number: number): DomainEvent {
  const part = (pot: string, amount: string) => ({
    pot,
    windowId: 'W1',
    amount: { amount, currency: 'USD' },
  });
  return {
    type: 'DecisionTaken',
    data: {
      decisionId: `decision-${number}`,
      subject: { kind: 'proposal', id: `proposal-${number}` },
      title: `Project ${number}`,
      partner: 'partner',
      proposalKind: 'project',
      outcome: 'approved',
      amounts: [part('pooled', '90.00'), part('bank', '10.00')],
      conditions: [],
      charterVersion: 1,
    },
  };
}

function granted(person: string, role: string): DomainEvent {
  return { type: 'RoleGranted', data: { grantId: person, person, role, organisation: null, seat: null } };
}
