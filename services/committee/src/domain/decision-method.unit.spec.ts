import type { DecisionSubject } from '@mdtf/domain';
import { describe, expect, it } from 'vitest';
import { methodFor } from './decision-method.ts';
import { methodText } from './minutes.ts';

const consensus = { first: 'consensus', otherwise: 'none' } as const;
const twoThirds = { first: 'two-thirds', otherwise: 'none' } as const;
const majority = { first: 'majority', otherwise: 'none' } as const;
const charter = {
  decisionMethod: majority,
  decisionMethods: { charter: consensus, proposal: twoThirds },
};

const subject = (kind: DecisionSubject['kind']): DecisionSubject => ({ kind, id: 'x' });
const amending = (kind: DecisionSubject['kind']) => ({ of: subject(kind) });

describe('the method of a decision', () => {
  it('is the charter’s for its kind of subject, and otherwise its method for all', () => {
    expect(methodFor(charter, subject('charter'), undefined)).toEqual(consensus);
    expect(methodFor(charter, subject('proposal'), undefined)).toEqual(twoThirds);
    expect(methodFor(charter, subject('waiver'), undefined)).toEqual(majority);
    expect(methodFor({ decisionMethod: majority }, subject('charter'), undefined)).toEqual(majority);
  });

  it('that amends another is that of what was first decided', () => {
    expect(methodFor(charter, subject('amendment'), amending('proposal'))).toEqual(twoThirds);
    expect(methodFor(charter, subject('amendment'), amending('other'))).toEqual(majority);
  });

  it('is told in both languages, with what is counted where nobody agrees', () => {
    const fallsBack = { first: 'consensus', otherwise: 'two-thirds' } as const;
    expect(methodText(fallsBack, 'en')).toBe('Decided by: consensus, otherwise two thirds');
    expect(methodText(fallsBack, 'fr')).toBe('Mode de décision : consensus, à défaut deux tiers');
    expect(methodText(consensus, 'fr')).toBe('Mode de décision : consensus');
    expect(methodText({ first: 'majority', otherwise: 'two-thirds' }, 'en')).toBe('Decided by: majority');
  });
});
