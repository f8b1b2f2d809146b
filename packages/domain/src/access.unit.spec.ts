import { describe, expect, it } from 'vitest';
import { type Access, type AccessEvent, accessAggregate, holdingsOf } from './access.ts';

const meta = {
  fund: 'imdp',
  sequence: 1n,
  time: '2007-11-16T08:00:00.000Z',
  recordedAt: '2007-11-16T08:00:00.000Z',
  actor: 'admin',
};

const fold = (...events: AccessEvent[]): Access | undefined =>
  events.reduce<Access | undefined>(
    (state, event) => accessAggregate.evolve(state, event, meta, 'p'),
    undefined,
  );

const grant = (
  grantId: string,
  role: string,
  organisation: string | null = null,
  seat: string | null = null,
) => ({
  grantId,
  person: 'p',
  role,
  organisation,
  seat,
});

describe('what a person may do in a fund', () => {
  it('is every role that was granted and not taken back', () => {
    const access = fold(
      { type: 'RoleGranted', data: grant('g1', 'seat-holder', 'state-a', '1') },
      { type: 'RoleGranted', data: grant('g2', 'donor', 'state-a') },
      { type: 'RoleGranted', data: grant('g3', 'auditor') },
      { type: 'RoleRevoked', data: grant('g3', 'auditor') },
    );
    expect(holdingsOf(access)).toEqual({
      roles: ['seat-holder', 'donor'],
      organisations: [],
      seats: ['1'],
    });
  });

  it('is to act as partner only for the organisation that the partner role names', () => {
    const access = fold(
      { type: 'RoleGranted', data: grant('g1', 'partner', 'iom') },
      { type: 'RoleGranted', data: grant('g2', 'donor', 'state-a') },
    );
    expect(holdingsOf(access).organisations).toEqual(['iom']);
  });

  it('is the same when a grant or its revocation is told twice', () => {
    const given: AccessEvent = { type: 'RoleGranted', data: grant('g1', 'chair') };
    const taken: AccessEvent = { type: 'RoleRevoked', data: grant('g1', 'chair') };
    expect(fold(given, given)).toEqual(fold(given));
    expect(fold(given, taken, taken)).toEqual({ grants: [] });
  });

  it('is nothing for a person nobody has named', () => {
    expect(holdingsOf(undefined)).toEqual({ roles: [], organisations: [], seats: [] });
  });
});
