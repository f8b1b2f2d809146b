import type { DecisionSubject } from '@mdtf/domain';
import { specification } from '@mdtf/domain/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DecisionState } from './decision.ts';
import { committeeModel } from './model.ts';
import * as history from './testing/demonstration-history.ts';

const { part } = history;

const fund = specification(committeeModel, { now: '2008-06-17T22:00:00.000Z', actor: history.SECRETARIAT })
  .given(...history.established())
  .facts(
    history.submitted('T1', '214000.00', { lead: 'country-z', direct: '200000.00', indirect: '14000.00' }),
  );

const T1: DecisionSubject = { kind: 'proposal', id: 'T1' };
const content = {
  id: 'decision-T1',
  onPaper: { reference: 'Non-objection of 3 June', date: '2008-06-17' },
  subject: T1,
  outcome: 'approved',
  amounts: [part('pooled', 'W2', '214000.00')],
  conditions: [],
  reason: 'No objection',
};
const paper = (more: object = {}) => ({ type: 'RecordPaperDecision', data: { ...content, ...more } });

describe('a decision on paper', () => {
  it('is recorded with its document and date; nothing is counted', () => {
    expect(fund.when(paper()).state<DecisionState>('decision', 'decision-T1')).toMatchObject({
      onPaper: content.onPaper,
      decidedOn: '2008-06-17',
      partner: 'country-z',
      title: 'Proposal T1',
      quorum: null,
      tally: null,
      carriedOut: 'waiting',
    });
  });

  it('is recorded by the secretariat alone', () => {
    fund.as(history.CHAIR).when(paper()).refused('secretariat-only');
  });

  it('has a date that has come in the fund’s time zone', () => {
    const on = (date: string) => paper({ onPaper: { reference: 'Minutes', date } });
    expect(fund.when(on('2008-06-18')).events).toHaveLength(1);
    fund
      .now('2008-06-17T21:59:59.999Z')
      .when(on('2008-06-18'))
      .refused('date-not-come', { field: 'body.onPaper.date' });
  });

  it('keeps the verdicts and is refused by none', () => {
    const allBank = paper({ amounts: [part('bank', 'W2', '214000.00')] });
    const decided = fund.when(allBank).state<DecisionState>('decision', 'decision-T1');
    expect(decided?.verdicts.filter(({ outcome }) => outcome === 'block').map(({ rule }) => rule)).toEqual([
      'R1',
      'R1',
    ]);
  });

  it('still names what is known, asks no more than was requested, and is one', () => {
    fund.when(paper({ subject: { kind: 'proposal', id: 'P99' } })).refused('proposal-not-found');
    fund.when(paper({ amounts: [part('pooled', 'W2', '214000.01')] })).refused('beyond-request');
    fund.when(paper({ amounts: [] })).refused('amounts-missing');
    const decided = fund.given(...fund.when(paper()).events);
    decided.when(paper()).refused('already-exists');
    decided.when(paper({ id: 'another' })).refused('already-approved');
  });

  it('approves no concept note', () => {
    const note = {
      type: 'ConceptNoteSubmitted',
      data: {
        proposalId: 'C1',
        revision: 1,
        content: { kind: 'project', title: 'Note', lead: 'iom', windowId: 'W2', budget: [] },
      },
    };
    fund
      .facts(note)
      .when(paper({ subject: { kind: 'proposal', id: 'C1' } }))
      .refused('not-a-full-proposal');
  });
});

describe('what comes of a decision', () => {
  const decided = fund.given(...fund.when(paper()).events);
  const made = { type: 'MarkCarriedOut', data: { decisionId: 'decision-T1', allocationId: 'a' } };
  const refused = {
    type: 'MarkNotCarriedOut',
    data: { decisionId: 'decision-T1', code: 'insufficient-funds', reason: 'Short', verdicts: [] },
  };

  it('once it is carried out, stays', () => {
    const carriedOut = decided.given(...decided.when(made).events);
    expect(carriedOut.when(made).events).toEqual([]);
    expect(carriedOut.when(refused).events).toEqual([]);
  });

  it('makes room for another when it could not be carried out', () => {
    const back = decided.given(...decided.when(refused).events);
    expect(back.when(paper({ id: 'another' })).events).toHaveLength(1);
    expect(back.when(made).events).toHaveLength(1);
  });

  it('is nothing for a decision that was not taken', () => {
    fund.when(made).refused('decision-not-found');
    fund.when(refused).refused('decision-not-found');
  });

  it('is the same however often and in whatever order it is told again', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(made, refused), { maxLength: 8 }), (told) => {
        let at = decided;
        for (const command of told) {
          at = at.given(...at.when(command).events);
          expect(at.when(command).events, 'told twice').toEqual([]);
        }
        const last = at.when(made).state<DecisionState>('decision', 'decision-T1');
        expect(last).toMatchObject({ carriedOut: 'yes', allocationId: 'a' });
      }),
    );
  });
});
