import type { AllocationEvent, CommitteeEvent } from '@mdtf/contracts';
import type { ReadEntry } from '@mdtf/fund-log';
import { describe, expect, it } from 'vitest';
import { reactToAllocation, reactToCommittee } from './reactions.ts';

const subject = { kind: 'proposal', id: 'P1' };
const refused = { decisionId: 'd', subject, code: 'c', reason: 'Too short', shortfalls: [], verdicts: [] };

const heard = (type: AllocationEvent['type'], data: object) =>
  reactToAllocation({ fund: 'imdp', type, data } as ReadEntry)?.data;

describe('a proposal that is not funded', () => {
  it('hears why in both languages, in English alone where only that was recorded', () => {
    const reasonIn = { en: 'Too short', fr: 'Trop court' };
    const told = { proposalId: 'P1', decisionId: 'd', reason: 'Too short' };
    expect(heard('AllocationRefused', { ...refused, reasonIn })).toEqual({ ...told, reasonIn });
    expect(heard('AllocationRefused', refused)).toEqual(told);
  });

  it('hears of a revocation in both languages, with the committee’s own words', () => {
    const released = { allocationId: 'd', decisionId: 'r', subject, reason: 'No mandate came.' };
    expect(heard('AllocationReleased', released)).toEqual({
      proposalId: 'P1',
      decisionId: 'd',
      reason: 'Revoked by decision r: No mandate came.',
      reasonIn: {
        en: 'Revoked by decision r: No mandate came.',
        fr: 'Révoquée par la décision r : No mandate came.',
      },
    });
    const reasonIn = { en: 'No objection', fr: 'Aucune objection' };
    expect(heard('AllocationReleased', { ...released, reason: reasonIn.en, reasonIn })).toMatchObject({
      reasonIn: {
        en: 'Revoked by decision r: No objection',
        fr: 'Révoquée par la décision r : Aucune objection',
      },
    });
  });
});

describe('a proposal that is decided by silence', () => {
  it('or is excluded so, hears the reason in both languages', () => {
    const reasonIn = { en: 'No objection', fr: 'Aucune objection' };
    const of = { kind: 'exclusion', id: 'x', proposals: ['P1'] };
    const data = { decisionId: 'd', subject: of, outcome: 'approved', reason: reasonIn.en, reasonIn };
    const entry = { fund: 'imdp', type: 'DecisionTaken', data };
    expect(reactToCommittee(entry as unknown as ReadEntry)?.data).toMatchObject({
      proposals: ['P1'],
      reasonIn,
    });
  });

  it('hears the reason in both languages', () => {
    const reasonIn = { en: 'No objection', fr: 'Aucune objection' };
    const data = {
      decisionId: 'd',
      subject,
      outcome: 'approved',
      reason: 'No objection',
      reasonIn,
      amounts: [],
    };
    const entry = { fund: 'imdp', type: 'DecisionTaken' satisfies CommitteeEvent['type'], data };
    expect(reactToCommittee(entry as unknown as ReadEntry)?.data).toMatchObject({
      proposalId: 'P1',
      reasonIn,
    });
  });
});
