import { describe, expect, it } from 'vitest';
import { callOpened, conceptNote, fund, secondsAfter } from '../../testing/fund.ts';
import { callTerms, P1, partnerIom, secretariat } from '../../testing/imdp.ts';
import { MAX_EXTENSIONS } from './extend-call.ts';

const { conceptNotesDue, fullProposalsDue } = callTerms;
const LATER = '2008-01-22T22:59:59.000Z';
const extend = (more: object) => ({
  type: 'ExtendCall',
  data: { callId: 'call-2007', reason: 'The post was on strike.', ...more },
});
const extended = (was: string, is: string) => ({
  type: 'CallExtended',
  data: { callId: 'call-2007', changes: [{ deadline: 'full', was, is }], reason: 'Snow.' },
});
const atLastSecond = fund(secretariat).now(secondsAfter(fullProposalsDue, 0.999));

describe('the extension of a call', () => {
  it('says what each deadline was and is, and why', () => {
    const change = { deadline: 'full', was: fullProposalsDue, is: LATER };
    const outcome = atLastSecond.when(extend({ fullProposalsDue: LATER }));
    expect(outcome.events).toMatchObject([
      {
        type: 'CallExtended',
        data: { callId: 'call-2007', changes: [change], reason: 'The post was on strike.' },
      },
    ]);
    expect(outcome.state('call', 'call-2007')).toMatchObject({
      fullProposalsDue: LATER,
      conceptNotesDue,
      charterVersion: callOpened.data.charterVersion,
      extensions: [{ changes: [change] }],
    });
  });

  it('is possible until the last second of the deadline, and not in the next', () => {
    expect(atLastSecond.when(extend({ fullProposalsDue: LATER })).events).toHaveLength(1);
    const { rejection } = atLastSecond
      .now(secondsAfter(fullProposalsDue, 1))
      .when(extend({ fullProposalsDue: LATER }))
      .refused('deadline-passed', { field: 'body.fullProposalsDue' });
    expect(rejection.detail.en).toContain('2008-01-15 23:59:59 Europe/Zurich');
  });

  it('puts a deadline later by a second at least, never earlier', () => {
    const same = `${fullProposalsDue.slice(0, 19)}.999Z`;
    atLastSecond.when(extend({ fullProposalsDue: same })).refused('not-later');
    atLastSecond.when(extend({ fullProposalsDue: conceptNotesDue })).refused('not-later');
    expect(
      atLastSecond.when(extend({ fullProposalsDue: secondsAfter(fullProposalsDue, 1) })).events,
    ).toHaveLength(1);
  });

  it('moves only deadlines that the call has, in their order', () => {
    atLastSecond.when(extend({})).refused('nothing-extended');
    atLastSecond.when(extend({ questionsDue: LATER })).refused('no-such-deadline');
    const early = fund(secretariat).now('2007-12-01T08:00:00.000Z');
    early.when(extend({ conceptNotesDue: LATER })).refused('invalid-deadline', {
      field: 'body.conceptNotesDue',
    });
    const both = { conceptNotesDue: LATER, fullProposalsDue: '2008-03-01T00:00:00.000Z' };
    expect(early.when(extend(both)).events).toMatchObject([
      { data: { changes: [{ deadline: 'concept-note' }, { deadline: 'full' }] } },
    ]);
    early.when({ ...extend(both), data: { ...extend(both).data, callId: 'none' } }).refused('call-not-found');
  });

  it('lets in what comes after the old deadline and before the new one', () => {
    const late = fund(partnerIom).now('2007-12-10T08:00:00.000Z');
    const submit = { type: 'SubmitProposal', data: { proposalId: 'P1', stage: 'concept-note', content: P1 } };
    late.when(submit).refused('deadline-passed');
    const change = { deadline: 'concept-note', was: conceptNotesDue, is: '2007-12-17T22:59:59.000Z' };
    const event = { type: 'CallExtended', data: { callId: 'call-2007', changes: [change], reason: 'Snow.' } };
    expect(late.given(event).when(submit).events).toMatchObject([{ type: conceptNote('P1', P1).type }]);
  });

  it('comes to an end', () => {
    const often = Array.from({ length: MAX_EXTENSIONS }, (_, n) =>
      extended(secondsAfter(fullProposalsDue, n), secondsAfter(fullProposalsDue, n + 1)),
    );
    atLastSecond
      .given(...often)
      .when(extend({ fullProposalsDue: LATER }))
      .refused('extended-too-often');
  });
});
