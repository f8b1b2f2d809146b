import { describe, expect, it } from 'vitest';
import { conceptNote, fullProposal, fund, invited, NOW } from '../../testing/fund.ts';
import { charter, P1, P4, P6, partnerDiaspora, partnerIom, person, secretariat } from '../../testing/imdp.ts';

// Ten working days after Tuesday 15 January, in Zurich: the end of Tuesday 29 January.
const UNTIL = '2008-01-29T23:00:00.000Z';
const LAST_INSTANT = '2008-01-29T22:59:59.999Z';

const ineligible = (proposalId: string, stage = 'concept-note') => ({
  type: 'ProposalScreened',
  data: { proposalId, stage, eligible: false, reasons: 'It agrees with no recommendation.' },
});
const decide = (outcome: string, proposals: readonly string[], decisionId = 'd1') => ({
  type: 'NoteExclusion',
  data: { proposals, decisionId, outcome, reason: 'As the secretariat found.' },
});
const excludedBy = (decisionId: string, more: object = {}) => ({
  type: 'ProposalExcluded',
  data: {
    proposalId: 'P1',
    decisionId,
    stage: 'concept-note',
    reason: 'As the secretariat found.',
    reasons: 'It agrees with no recommendation.',
    final: false,
    reviewUntil: UNTIL,
    lead: 'iom',
    ...more,
  },
});
const ask = { type: 'RequestDecisionReview', data: { proposalId: 'P1', grounds: 'It cites rec-1.' } };
const asked = {
  type: 'DecisionReviewRequested',
  data: { proposalId: 'P1', of: 'exclusion', decisionId: 'd1', grounds: 'It cites rec-1.' },
};

const screened = fund(secretariat).given(conceptNote('P1', P1), ineligible('P1'));
const excluded = fund(partnerIom).given(conceptNote('P1', P1), ineligible('P1'), excludedBy('d1'));

describe('exclusion at screening', () => {
  it('is the committee’s: until it has decided, the proposal is only recommended to be excluded', () => {
    expect(screened.when(decide('deferred', ['P1'])).events).toEqual([]);
    const after = screened.when(decide('approved', ['P1'])).then([excludedBy('d1')]);
    expect(after.state('proposal', 'P1')).toMatchObject({ status: 'excluded' });
  });

  it('is told with the reason in both languages where nobody wrote it: by silence', () => {
    const reasonIn = { en: 'No objection', fr: 'Aucune objection' };
    const { type, data } = decide('approved', ['P1']);
    const bySilence = screened.when({ type, data: { ...data, reasonIn } });
    expect(bySilence.events).toMatchObject([{ data: { reasonIn } }]);
    expect(bySilence.state('decision-review', 'P1')).toMatchObject({ against: { reasonIn } });
  });

  it('is of every proposal on the list that still awaits it, and of no other', () => {
    const many = screened.given(
      conceptNote('P4', P4),
      { type: 'ProposalScreened', data: { ...ineligible('P4').data, eligible: true } },
      conceptNote('P6', P6('0.00')),
      ineligible('P6'),
      { type: 'ProposalWithdrawn', data: { proposalId: 'P6', reason: 'No time.' } },
    );
    const { events } = many.when(decide('approved', ['P1', 'P4', 'P6', 'none']));
    expect(events).toMatchObject([{ type: 'ProposalExcluded', data: { proposalId: 'P1' } }]);
    many
      .given(excludedBy('d1'))
      .when(decide('approved', ['P1']))
      .then([]);
  });

  it('is not decided where the committee says no: the concept note may be invited, the full proposal waits again', () => {
    const after = screened.when(decide('rejected', ['P1']));
    expect(after.state('proposal', 'P1')).toMatchObject({ status: 'screened-eligible' });
    const full = fund(secretariat).given(
      ...invited('P4', P4),
      fullProposal('P4', P4, 2),
      ineligible('P4', 'full'),
    );
    const kept = full.when(decide('rejected', ['P4']));
    expect(kept.state('proposal', 'P4')).toMatchObject({ status: 'submitted' });
    const gone = full.when(decide('approved', ['P4']));
    expect(gone.state('proposal', 'P4')).toMatchObject({ status: 'excluded' });
  });

  it('takes the term of the call’s charter and the working days of the one in force', () => {
    const longer = charter(2);
    const later = {
      ...longer,
      data: { ...longer.data, charter: { ...longer.data.charter, decisionReview: { workingDays: 3 } } },
    };
    // The call opened under version 1, which does not say: ten days, whatever version 2 says.
    expect(screened.facts(later).when(decide('approved', ['P1'])).events).toMatchObject([
      { data: { reviewUntil: UNTIL } },
    ]);
    const { data } = later;
    const holidays = ['2008-01-28', '2008-01-29'];
    const closed = { ...later, data: { ...data, charter: { ...data.charter, holidays } } };
    expect(screened.facts(closed).when(decide('approved', ['P1'])).events).toMatchObject([
      { data: { reviewUntil: '2008-01-31T23:00:00.000Z' } },
    ]);
  });
});

describe('the review of a decision', () => {
  it('is asked for by the applicant, to the last instant of its term', () => {
    excluded.now(LAST_INSTANT).when(ask).then([asked]);
    const { rejection } = excluded.now(UNTIL).when(ask).refused('review-too-late');
    expect(JSON.stringify(rejection.detail)).toContain('2008-01-30 00:00 Europe/Zurich');
  });

  it('is asked for once', () => {
    excluded.given(asked).when(ask).refused('review-asked-before', { category: 'conflict' });
    const final = excluded.given(asked, excludedBy('d2', { final: true, reviewUntil: null }));
    final.when(ask).refused('review-asked-before');
  });

  it('is not for others: to another partner the proposal is not there, the secretariat needs a provenance', () => {
    const by = (actor: typeof secretariat) =>
      fund(actor).given(conceptNote('P1', P1), ineligible('P1'), excludedBy('d1'));
    by(partnerDiaspora).when(ask).refused('proposal-not-found');
    by(person('chair', ['chair']))
      .when(ask)
      .refused('proposal-not-found');
    by(secretariat).when(ask).refused('not-the-applicant', { category: 'forbidden' });
    by(secretariat)
      .when({ ...ask, provenance: { source: 'a letter' } })
      .then([asked]);
  });

  it('is of what was decided against a proposal, and of nothing else', () => {
    fund(partnerIom).given(conceptNote('P1', P1)).when(ask).refused('nothing-to-review');
    const spared = {
      type: 'ProposalNotExcluded',
      data: { proposalId: 'P1', decisionId: 'd1', stage: 'concept-note', reason: 'It fits.' },
    };
    fund(partnerIom)
      .given(conceptNote('P1', P1), ineligible('P1'), spared)
      .when(ask)
      .refused('nothing-to-review');
  });

  it('puts the matter back to the committee, whose second decision is final', () => {
    const pending = fund(secretariat).given(conceptNote('P1', P1), ineligible('P1'), excludedBy('d1'), asked);
    const upheld = pending.when(decide('approved', ['P1'], 'd2'));
    expect(upheld.events).toMatchObject([{ data: { decisionId: 'd2', final: true, reviewUntil: null } }]);
    expect(upheld.state('decision-review', 'P1')).toMatchObject({
      against: { of: 'exclusion', decisionId: 'd1' },
      outcome: { decisionId: 'd2', upheld: true },
    });
    const reversed = pending.when(decide('rejected', ['P1'], 'd2'));
    expect(reversed.state('proposal', 'P1')).toMatchObject({ status: 'screened-eligible' });
    expect(reversed.state('decision-review', 'P1')).toMatchObject({ outcome: { upheld: false } });
    const twice = pending.given(excludedBy('d2', { final: true, reviewUntil: null }));
    twice.when(decide('rejected', ['P1'], 'd3')).then([]);
  });

  it('may be of a rejection as well; rejected again, nothing more can be asked', () => {
    const full = fund(person('partner-remit', ['partner'], ['remit-compare'])).given(
      ...invited('P4', P4),
      fullProposal('P4', P4, 2),
      {
        type: 'ProposalRejected',
        data: { proposalId: 'P4', decisionId: 'd1', reason: 'Too dear.', reviewUntil: UNTIL },
      },
    );
    const request = {
      type: 'RequestDecisionReview',
      data: { proposalId: 'P4', grounds: 'It was costed anew.' },
    };
    const requested = {
      type: 'DecisionReviewRequested',
      data: { proposalId: 'P4', of: 'rejection', decisionId: 'd1', grounds: 'It was costed anew.' },
    };
    const pending = full.when(request).then([requested]) && full.given(requested);
    const again = {
      type: 'NoteDecision',
      data: { proposalId: 'P4', decisionId: 'd2', outcome: 'rejected', reason: 'Still.', amounts: [] },
    };
    const { events } = pending.now(NOW).when(again);
    expect(events).toMatchObject([{ data: { final: true, reviewUntil: null } }]);
  });
});
