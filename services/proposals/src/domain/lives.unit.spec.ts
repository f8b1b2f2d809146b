import { describe, expect, it } from 'vitest';
import { conceptNote, fullProposal, fund, invited } from '../testing/fund.ts';
import {
  P1,
  P4,
  P4_REVISED,
  P6,
  partnerDiaspora,
  partnerIom,
  person,
  secretariat,
  usd,
} from '../testing/imdp.ts';
import type { ProposalContent } from './writing/content.ts';

const remit = person('partner-remit', ['partner'], ['remit-compare']);
const decision = (outcome: string, proposalId: string, amount = '0.00', decisionId = 'd1') => ({
  type: 'NoteDecision',
  data: {
    proposalId,
    decisionId,
    outcome,
    reason: 'As discussed.',
    amounts: amount === '0.00' ? [] : [{ pot: 'pooled', windowId: 'W2', amount: usd(amount) }],
  },
});
const noted = (type: string, proposalId: string, more: object = {}) => ({
  type,
  data: { proposalId, decisionId: 'd1', reason: 'As discussed.', ...more },
});
const approvedFor = (amount: string, revisionNeeded: boolean) =>
  noted('ProposalApproved', 'P4', {
    amounts: [{ pot: 'pooled', windowId: 'W2', amount: usd(amount) }],
    approved: usd(amount),
    revisionNeeded,
  });
const revise = (proposalId: string, content: ProposalContent) => ({
  type: 'ReviseProposal',
  data: { proposalId, content },
});
const funded = { type: 'NoteFunded', data: { proposalId: 'P4', allocationId: 'a1', decisionId: 'd1' } };

describe('screening and invitation', () => {
  const screen = (stage: string, eligible: boolean) => ({
    type: 'ScreenProposal',
    data: { proposalId: 'P1', stage, eligible, reasons: 'Read on 10 December.' },
  });
  const invite = { type: 'InviteProposal', data: { proposalId: 'P1' } };
  const given = fund(secretariat).given(conceptNote('P1', P1));

  it('the secretariat says with reasons whether a concept note is eligible, and may read it again', () => {
    expect(given.when(screen('concept-note', false)).state('proposal', 'P1')).toMatchObject({
      status: 'screened-ineligible',
      screening: { stage: 'concept-note', eligible: false, reasons: 'Read on 10 December.' },
    });
    const ineligible = { type: 'ProposalScreened', data: screen('concept-note', false).data };
    const again = given.given(ineligible).when(screen('concept-note', true));
    expect(again.state('proposal', 'P1')).toMatchObject({ status: 'screened-eligible' });
    given.when(screen('full', true)).refused('nothing-to-screen');
  });

  it('an invitation follows a concept note found eligible', () => {
    given.when(invite).refused('not-to-be-invited');
    const eligible = { type: 'ProposalScreened', data: screen('concept-note', true).data };
    given
      .given(eligible)
      .when(invite)
      .then([{ type: 'ProposalInvited', data: { proposalId: 'P1', note: null } }]);
  });

  it('reading a full proposal recommends, and leaves it before the committee', () => {
    const read = fund(secretariat).given(fullProposal('P1', P1)).when(screen('full', false));
    expect(read.state('proposal', 'P1')).toMatchObject({
      status: 'submitted',
      screening: { eligible: false },
    });
  });
});

describe('the committee’s decision', () => {
  const given = fund(secretariat).given(...invited('P4', P4), fullProposal('P4', P4, 2));

  it.each([
    ['returned', 'ProposalReturned', {}],
    [
      'rejected',
      'ProposalRejected',
      { final: false, reviewUntil: '2008-01-29T23:00:00.000Z', lead: 'remit-compare' },
    ],
    ['deferred', 'ProposalDeferred', {}],
  ])('%s: told with its reason', (outcome, type, more) => {
    const after = given.when(decision(outcome, 'P4')).then([noted(type, 'P4', more)]);
    expect(after.state('proposal', 'P4')).toMatchObject({
      status: outcome,
      decision: { reason: 'As discussed.' },
    });
  });

  it('approved in full: awaits its money, then is funded', () => {
    const after = given.when(decision('approved', 'P4', '470400.00')).then([approvedFor('470400.00', false)]);
    expect(after.state('proposal', 'P4')).toMatchObject({ status: 'approved' });
    const paid = given.given(approvedFor('470400.00', false)).when(funded);
    expect(paid.state('proposal', 'P4')).toMatchObject({ status: 'funded', money: { allocationId: 'a1' } });
  });

  it('approved below the request: a revision in exactly the approved amount comes first', () => {
    const after = given.when(decision('approved', 'P4', '449400.00')).then([approvedFor('449400.00', true)]);
    expect(after.state('proposal', 'P4')).toMatchObject({ status: 'revision-needed' });
    const waiting = given.as(remit).given(approvedFor('449400.00', true));
    waiting
      .when(revise('P4', P4))
      .refused('not-the-approved-amount', { field: 'body.content.financing.fund' });
    const revised = waiting.when(revise('P4', P4_REVISED));
    expect(revised.state('proposal', 'P4')).toMatchObject({
      status: 'approved',
      requested: usd('449400.00'),
    });
    const revisedLater = waiting
      .given({ type: 'ProposalFunded', data: funded.data })
      .when(revise('P4', P4_REVISED));
    expect(revisedLater.state('proposal', 'P4')).toMatchObject({ status: 'funded', revisionNeeded: false });
  });

  it('is told with its reason in both languages where nobody wrote it', () => {
    const reasonIn = { en: 'No objection', fr: 'Aucune objection' };
    const { type, data } = decision('approved', 'P4', '470400.00');
    const bySilence = given.when({ type, data: { ...data, reasonIn } });
    expect(bySilence.state('proposal', 'P4')).toMatchObject({ decision: { reasonIn } });
  });

  it('is noted once, and only on a full proposal that was not withdrawn', () => {
    given.given(noted('ProposalReturned', 'P4')).when(decision('returned', 'P4')).then([]);
    fund(secretariat)
      .given(conceptNote('P1', P1))
      .when(decision('rejected', 'P1'))
      .refused('nothing-to-decide');
    given
      .given({ type: 'ProposalWithdrawn', data: { proposalId: 'P4', reason: 'x' } })
      .when(decision('rejected', 'P4'))
      .refused('nothing-to-decide');
    fund(secretariat).when(decision('rejected', 'none')).refused('proposal-not-found');
    given.when(decision('approved', 'P4')).refused('nothing-approved');
  });

  it('may be heard of after its money, in whichever order the two logs are read', () => {
    const moneyFirst = given.when(funded);
    expect(moneyFirst.state('proposal', 'P4')).toMatchObject({ status: 'submitted' });
    const both = given
      .given({ type: 'ProposalFunded', data: funded.data })
      .when(decision('approved', 'P4', '470400.00'));
    expect(both.state('proposal', 'P4')).toMatchObject({ status: 'funded' });
    const refusal = {
      type: 'NoteNotFunded',
      data: { proposalId: 'P4', decisionId: 'd1', reason: 'The cap.' },
    };
    const refusedFirst = given
      .given({ type: 'ProposalNotFunded', data: refusal.data })
      .when(decision('approved', 'P4', '470400.00'));
    expect(refusedFirst.state('proposal', 'P4')).toMatchObject({ status: 'not-funded' });
    given.given({ type: 'ProposalNotFunded', data: refusal.data }).when(refusal).then([]);
  });

  it('taken again after allocation refused may still fund it', () => {
    const refused = given.given(approvedFor('470400.00', false), {
      type: 'ProposalNotFunded',
      data: { proposalId: 'P4', decisionId: 'd1', reason: 'The cap.' },
    });
    const again = refused.when(decision('approved', 'P4', '470400.00', 'd2'));
    expect(again.state('proposal', 'P4')).toMatchObject({
      status: 'approved',
      decision: { decisionId: 'd2' },
    });
  });
});

describe('a revision', () => {
  const returned = fund(remit).given(
    ...invited('P4', P4),
    fullProposal('P4', P4, 2),
    noted('ProposalReturned', 'P4'),
  );

  it('brings a returned proposal back before the committee, the call’s deadline being past', () => {
    const revised = returned.now('2008-04-18T08:00:00.000Z').when(revise('P4', P4_REVISED));
    expect(revised.state('proposal', 'P4')).toMatchObject({ status: 'submitted', revision: 3 });
    expect(revised.events[0]).toHaveProperty('data.verdicts.0.outcome', 'pass');
  });

  it('is of the same proposal, by the same organisation, when one is wanted', () => {
    returned.when(revise('P4', { ...P4_REVISED, callId: 'call-single' })).refused('another-proposal');
    returned.when(revise('none', P4)).refused('proposal-not-found');
    returned
      .as(partnerIom)
      .when(revise('P4', { ...P4, lead: 'iom' }))
      .refused('proposal-not-found');
    fund(remit).given(fullProposal('P4', P4)).when(revise('P4', P4_REVISED)).refused('no-revision-wanted');
  });

  it('meets the same completeness and rules as a submission', () => {
    returned.when(revise('P4', { ...P4_REVISED, results: [] })).refused('incomplete');
    const p6 = fund(partnerDiaspora).given(fullProposal('P6', P6('0.00')), noted('ProposalReturned', 'P6'));
    p6.when(revise('P6', P6('160000.00'))).refused('rule-not-kept');
  });
});

describe('a withdrawal', () => {
  const withdraw = { type: 'WithdrawProposal', data: { proposalId: 'P1', reason: 'Another donor pays.' } };

  it('is for the partner itself or the secretariat, before a decision', () => {
    const given = fund(partnerIom).given(fullProposal('P1', P1));
    given.when(withdraw).then([{ type: 'ProposalWithdrawn', data: withdraw.data }]);
    expect(given.as(secretariat).when(withdraw).events).toHaveLength(1);
    given.as(partnerDiaspora).when(withdraw).refused('proposal-not-found');
    given.given(noted('ProposalRejected', 'P1')).when(withdraw).refused('not-withdrawable');
  });
});
