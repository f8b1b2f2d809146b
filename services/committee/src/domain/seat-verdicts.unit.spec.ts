import type { DomainEvent, Verdict } from '@mdtf/domain';
import { specification } from '@mdtf/domain/testing';
import { describe, expect, it } from 'vitest';
import { committeeModel } from './model.ts';
import { organisationAggregate } from './organisations/organisation.ts';
import type { Charter } from './shapes.ts';
import { demonstrationCharter } from './testing/demonstration-charter.ts';
import * as history from './testing/demonstration-history.ts';

// Organisations are in the platform's log, as other funds read it.
const model = { ...committeeModel, facts: [...committeeModel.facts, organisationAggregate] };
const fund = (rules: Charter['rules'] = {}) =>
  specification(model, { now: history.SESSION_3_BEGINS, actor: history.SECRETARIAT }).given(
    ...history.established({ ...demonstrationCharter, rules: { ...demonstrationCharter.rules, ...rules } }),
    history.convened('session-3', 3),
  );

describe('a donor’s seat with a vote', () => {
  const R16 = (severity: 'warn' | 'block'): Charter['rules'] => ({
    R16: { parameters: { minimumAmount: '1000' }, severities: { seat: severity } },
  });
  const seat = (rules: Charter['rules'], agreed: string, to = 'state-a') =>
    fund(rules)
      .platform({ type: 'OrganisationRegistered', data: { id: to, name: to, kinds: ['donor'] } })
      .facts(history.agreedWith(to, agreed))
      .when({ type: 'SeatMember', data: { seat: '1', organisation: to } });

  it('goes with the charter’s minimum contribution, to the cent', () => {
    expect(seat(R16('block'), '1000.00').events).toMatchObject([
      { type: 'MemberSeated', data: { verdicts: [{ rule: 'R16', outcome: 'pass' }] } },
    ]);
    const { verdicts } = seat(R16('block'), '999.99').refused('rule-not-kept').rejection;
    expect(verdicts).toMatchObject([
      { rule: 'R16', outcome: 'block', changes: [{ by: history.usd('0.01') }] },
    ]);
  });

  it('is given all the same where the charter only warns, and the entry says so', () => {
    expect(seat(R16('warn'), '999.99').events).toMatchObject([
      { data: { seat: '1', verdicts: [{ outcome: 'warn' }] } },
    ]);
  });

  it('is not asked about where the charter does not', () => {
    expect(seat({}, '1.00').events[0]?.data).not.toHaveProperty('verdicts');
  });
});

describe('the secretariat’s budget before the committee', () => {
  const BUDGET = { kind: 'proposal' as const, id: 'S0' };
  const verdictsOn = (...given: readonly DomainEvent[]) =>
    fund()
      .given(...history.seated)
      .facts(...given)
      .when({
        type: 'AddAgendaItem',
        data: { id: 'item', sessionId: 'session-3', subject: BUDGET, split: [] },
      })
      .state<{ verdicts: readonly Verdict[] }>('agenda-item', 'item')?.verdicts;
  const asks = (amount: string): DomainEvent => {
    const submitted = history.submitted('S0', amount, { direct: amount, indirect: '0.00' });
    const data = submitted.data as { readonly content: object };
    return { ...submitted, data: { ...data, content: { ...data.content, kind: 'secretariat-budget' } } };
  };
  const r13 = (verdicts: readonly Verdict[] | undefined) => verdicts?.find(({ rule }) => rule === 'R13');

  it('is measured against agreed contributions net of fees, with what it was given before', () => {
    // 3 % of 990,000.00 are 29,700.00, of which 700.00 were given before: what lies under no window.
    const agreed = history.agreedWith('state-a', '1000000.00');
    const before = history.allocated('700.00', '0.01');
    expect(r13(verdictsOn(agreed, before, asks('29000.00')))).toMatchObject({
      outcome: 'pass',
      numerator: '29700.00',
      denominator: '990000.00',
    });
    expect(r13(verdictsOn(agreed, before, asks('29000.01')))?.outcome).toBe('warn');
  });

  it('is the only proposal that is', () => {
    const other = history.submitted('S0', '1000.00', { direct: '1000.00', indirect: '0.00' });
    expect(r13(verdictsOn(history.agreedWith('state-a', '1.00'), other))).toBeUndefined();
  });
});
