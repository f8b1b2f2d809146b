import { describe, expect, it } from 'vitest';
import { callOpened, conceptNote, fund, secondsAfter } from '../../testing/fund.ts';
import { callTerms, P1, partnerDiaspora, partnerIom, person, secretariat } from '../../testing/imdp.ts';
import { MAX_ANSWERS, MAX_QUESTIONS_EACH } from './call-clarification.ts';

const { fullProposalsDue } = callTerms;
const QUESTIONS_DUE = '2007-12-21T22:59:59.000Z';

describe('a question about a call', () => {
  const ask = (callId = 'call-2007', clarificationId = 'q1') => ({
    type: 'AskAboutCall',
    data: { callId, clarificationId, question: 'May two countries apply together?' },
  });
  const dated = {
    ...callOpened,
    data: { ...callOpened.data, callId: 'call-dated', questionsDue: QUESTIONS_DUE },
  };
  const given = fund(partnerIom).given(dated);

  it('is taken until the date that the call states, to the second', () => {
    const last = given.now(secondsAfter(QUESTIONS_DUE, 0.999));
    expect(last.when(ask('call-dated')).events).toMatchObject([{ type: 'CallQuestionAsked' }]);
    const { rejection } = given
      .now(secondsAfter(QUESTIONS_DUE, 1))
      .when(ask('call-dated'))
      .refused('questions-closed');
    expect(JSON.stringify(rejection.detail)).toContain('2007-12-21 23:59:59 Europe/Zurich');
  });

  it('is taken until the last deadline where the call states no date, and later where that is put later', () => {
    const late = fund(partnerIom).now(secondsAfter(fullProposalsDue, 1));
    late.when(ask()).refused('questions-closed');
    const change = { deadline: 'full', was: fullProposalsDue, is: '2008-02-01T00:00:00.000Z' };
    const extended = {
      type: 'CallExtended',
      data: { callId: 'call-2007', changes: [change], reason: 'Snow.' },
    };
    expect(late.given(extended).when(ask()).events).toHaveLength(1);
  });

  it('is of a call, under a new id, and not without end', () => {
    fund(partnerIom).when(ask('none')).refused('call-not-found');
    const asked = { type: 'CallQuestionAsked', data: ask().data };
    fund(partnerIom).given(asked).when(ask()).refused('already-exists');
    const many = Array.from({ length: MAX_QUESTIONS_EACH }, (_, n) => ({
      type: 'CallQuestionAsked',
      data: ask('call-2007', `q${n}`).data,
    }));
    fund(partnerIom)
      .given(...many)
      .when(ask('call-2007', 'more'))
      .refused('too-many-questions');
    expect(fund(partnerDiaspora).given(asked).when(ask('call-2007', 'more')).events).toHaveLength(1);
  });

  it('is answered for all, in other words where it would tell who asks, and corrected beside', () => {
    const asked = { type: 'CallQuestionAsked', data: ask().data };
    const reply = (more: object = {}) => ({
      type: 'AnswerAboutCall',
      data: { callId: 'call-2007', clarificationId: 'q1', answer: 'Yes.', ...more },
    });
    const published = fund(secretariat)
      .given(asked)
      .when(reply({ question: 'May several countries apply?' }));
    expect(published.events).toMatchObject([
      { type: 'CallQuestionAnswered', data: { question: 'May several countries apply?', answer: 'Yes.' } },
    ]);
    fund(secretariat).when(reply()).refused('clarification-not-found');
    const answered = { type: 'CallQuestionAnswered', data: { ...ask().data, answer: 'Yes.' } };
    const corrected = fund(secretariat)
      .given(asked, answered)
      .when(reply({ answer: 'Up to three.' }));
    expect(corrected.state('call-clarification', 'call-2007/q1')).toMatchObject({
      answers: [{ answer: 'Yes.' }, { answer: 'Up to three.' }],
    });
    const often = Array.from({ length: MAX_ANSWERS }, () => answered);
    fund(secretariat)
      .given(asked, ...often)
      .when(reply())
      .refused('answered-too-often');
  });
});

describe('a question about a proposal', () => {
  const DUE = '2008-01-20T10:00:00.000Z';
  const ask = (more: object = {}) => ({
    type: 'AskApplicant',
    data: { proposalId: 'P1', clarificationId: 'q1', question: 'Which surveys?', ...more },
  });
  const asked = (due: string | null = DUE) => ({
    type: 'ProposalQuestionAsked',
    data: { ...ask().data, askedFor: 'committee', due },
  });
  const answer = {
    type: 'AnswerAsApplicant',
    data: { proposalId: 'P1', clarificationId: 'q1', answer: 'Four of them.' },
  };
  const of = (actor: typeof secretariat) => fund(actor).given(conceptNote('P1', P1));

  it('says for whom it is asked, not who asks', () => {
    const seat = person('seat-1', ['seat-holder']);
    expect(of(seat).when(ask()).events).toMatchObject([{ data: { askedFor: 'committee', due: null } }]);
    expect(of(secretariat).when(ask({ due: DUE })).events).toMatchObject([
      { data: { askedFor: 'secretariat', due: DUE } },
    ]);
    of(secretariat)
      .when(ask({ due: '2008-01-15T08:00:00.000Z' }))
      .refused('invalid-deadline');
    fund(secretariat).when(ask()).refused('proposal-not-found');
  });

  it('is answered by the applicant alone, until its date', () => {
    const given = of(partnerIom).given(asked());
    expect(given.now(secondsAfter(DUE, 0.999)).when(answer).events).toHaveLength(1);
    const { rejection } = given.now(secondsAfter(DUE, 1)).when(answer).refused('answer-too-late');
    expect(JSON.stringify(rejection.detail)).toContain('2008-01-20 11:00 Europe/Zurich');
    of(partnerDiaspora).given(asked()).when(answer).refused('clarification-not-found');
    of(secretariat).given(asked()).when(answer).refused('not-the-applicant');
    of(partnerIom).when(answer).refused('clarification-not-found');
  });

  it('is about what is not decided', () => {
    const gone = { type: 'ProposalWithdrawn', data: { proposalId: 'P1', reason: 'No time.' } };
    of(secretariat).given(gone).when(ask()).refused('nothing-to-clarify');
    of(partnerIom).given(asked(null), gone).when(answer).refused('nothing-to-clarify');
  });
});
