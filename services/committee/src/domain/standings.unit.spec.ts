import { specification } from '@mdtf/domain/testing';
import { describe, expect, it } from 'vitest';
import type { AgendaItemAdded } from './events.ts';
import { committeeModel } from './model.ts';
import { organisationAggregate } from './organisations/organisation.ts';
import type { Charter } from './shapes.ts';
import { demonstrationCharter } from './testing/demonstration-charter.ts';
import * as history from './testing/demonstration-history.ts';
import { dueDiligence, flagged } from './testing/on-record.ts';

// The committee's own platform documents are what its decisions read of the platform.
const model = { ...committeeModel, facts: [...committeeModel.facts, organisationAggregate] };
const split = [history.part('pooled', 'W2', '1000.00')];
const P6 = { kind: 'proposal', id: 'P6' } as const;

const fundUnder = (charter: Charter) =>
  specification(model, { now: history.SESSION_3_BEGINS, actor: history.CHAIR })
    .platform(history.registered('diaspora-health'), history.registered('remit-compare'))
    .facts(history.submitted('P6', '963000.00', { partners: [{ organisation: 'remit-compare' }] }))
    .given(
      ...history.established(charter),
      ...history.seated,
      history.convened('session-3', 3),
      history.attended('session-3', ...Object.keys(history.HOLDERS)),
    );
const fund = fundUnder(demonstrationCharter);
const onAgenda = fund.given(history.onAgenda('P6', P6, split));

const decide = (outcome: string) => ({
  type: 'DecideInSession',
  data: { id: 'd', agendaItemId: 'P6', outcome, amounts: [], conditions: [], reason: 'Agreed' },
});
const votes = history.voted('P6', { '1': 'for', '2': 'for', '3': 'for', '5': 'for', '6': 'for', '7': 'for' });
const add = { type: 'AddAgendaItem', data: { id: 'i', sessionId: 'session-3', subject: P6, split } };
const verdictsOf = (events: readonly { readonly data: unknown }[]) => {
  const told = events.flatMap(({ data }) => (data as AgendaItemAdded['data']).verdicts ?? []);
  return told.filter(({ rule }) => rule === 'standing').map(({ outcome }) => outcome);
};

describe('the committee', () => {
  it.each(['diaspora-health', 'remit-compare'])(
    'approves nothing for %s while it is blocked',
    (organisation) => {
      const blocked = onAgenda.given(...votes, flagged('f', organisation, 'blocked'));
      blocked.when(decide('approved')).refused('organisation-blocked', { field: 'body.subject' });
      fund
        .given(flagged('f', organisation, 'blocked'))
        .when(add)
        .refused('organisation-blocked');
    },
  );

  it('rejects, returns and defers what a blocked organisation asks for', () => {
    const against = history.voted('P6', { '1': 'against', '2': 'against', '5': 'against' });
    const blocked = onAgenda.given(...against, flagged('f', 'diaspora-health', 'blocked'));
    for (const outcome of ['rejected', 'returned', 'deferred'])
      expect(blocked.when(decide(outcome)).events).toHaveLength(1);
  });

  it('sees a warning on the agenda and in the decision', () => {
    const warned = fund.given(flagged('f', 'remit-compare', 'warning'));
    expect(verdictsOf(warned.when(add).events)).toEqual(['warn']);
    const decided = onAgenda
      .given(...votes, flagged('f', 'remit-compare', 'warning'))
      .when(decide('approved'));
    expect(verdictsOf(decided.events)).toEqual(['warn']);
    expect(verdictsOf(onAgenda.given(...votes).when(decide('approved')).events)).toEqual([]);
  });

  it('decides under the due diligence that the proposal’s charter requires, and not under one that ends before silence does', () => {
    const terms = { before: ['decision' as const], organisations: 'lead' as const };
    const strict = fundUnder({ ...demonstrationCharter, dueDiligence: terms });
    strict.when(add).refused('due-diligence-missing');
    const checked = strict.given(...dueDiligence('dd', 'diaspora-health', '2008-06-02'));
    expect(checked.when(add).events).toHaveLength(1);
    const ask = {
      type: 'OpenNonObjection',
      data: { id: 'n', decisionId: 'd', subject: P6, split, conditions: [], reason: 'Small' },
    };
    // Ten working days from 20 May end with 3 June.
    checked.when(ask).refused('due-diligence-expired');
    const longer = strict.given(...dueDiligence('dd', 'diaspora-health', '2008-06-04'));
    expect(longer.when(ask).events).toHaveLength(1);
  });

  it('is not asked outside a meeting about who is blocked today, though the flag ends before silence decides', () => {
    const ask = {
      type: 'OpenNonObjection',
      data: { id: 'n', decisionId: 'd', subject: P6, split, conditions: [], reason: 'Small' },
    };
    fund
      .given(flagged('f', 'diaspora-health', 'blocked', '2008-05-21'))
      .when(ask)
      .refused('organisation-blocked');
    expect(
      fund.given(flagged('f', 'diaspora-health', 'blocked', '2008-05-19')).when(ask).events,
    ).toHaveLength(1);
  });

  it('keeps a decision on paper about a blocked organisation, with its verdict', () => {
    const paper = {
      type: 'RecordPaperDecision',
      data: {
        ...decide('approved').data,
        subject: P6,
        amounts: split,
        onPaper: { reference: 'M', date: '2008-05-20' },
      },
    };
    const recorded = fund
      .as(history.SECRETARIAT)
      .given(flagged('f', 'diaspora-health', 'blocked'))
      .when(paper);
    expect(verdictsOf(recorded.events)).toEqual(['block']);
  });
});
