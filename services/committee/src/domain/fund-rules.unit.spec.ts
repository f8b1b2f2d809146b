import { specification } from '@mdtf/domain/testing';
import type { OwnRule } from '@mdtf/rules';
import { describe, expect, it } from 'vitest';
import type { AgendaItem } from './agenda-item.ts';
import type { DecisionState } from './decision.ts';
import { committeeModel } from './model.ts';
import { demonstrationCharter } from './testing/demonstration-charter.ts';
import * as history from './testing/demonstration-history.ts';

const { part } = history;

const P6 = { kind: 'proposal' as const, id: 'P6' };
const ownRule: OwnRule = {
  id: 'F1',
  version: 1,
  source: 'Decision D12 of the committee',
  title: { en: 'The bank beside others', fr: 'La banque à côté des autres' },
  explanation: {
    en: 'The bank gives at most 10 % of a decision.',
    fr: 'La banque apporte au plus 10 % d’une décision.',
  },
  severities: { agenda: 'warn', decision: 'block' },
  holds: [[{ quantities: ['approvedFromBank'], is: 'at-most', percent: '10', of: ['approved'] }]],
};
const charter = { ...demonstrationCharter, rules: { ...demonstrationCharter.rules, own: [ownRule] } };
const fund = specification(committeeModel, { now: history.SESSION_3_BEGINS, actor: history.CHAIR })
  .given(...history.established(charter), ...history.seated, history.convened('session-3', 3))
  .facts(
    history.submitted('P6', '963000.00', { direct: '900000.00', indirect: '63000.00' }),
    history.earmarked('D', 'W2'),
  );
const add = (...split: ReturnType<typeof part>[]) => ({
  type: 'AddAgendaItem',
  data: { id: 'item', sessionId: 'session-3', subject: P6, split },
});
const decide = {
  type: 'DecideInSession',
  data: {
    id: 'D1',
    agendaItemId: 'item',
    outcome: 'approved',
    amounts: [],
    conditions: [],
    reason: 'Agreed',
  },
};
const present = ['1', '2', '3', '4', '5', '6', '7', '8'];

describe('a rule of the fund’s own', () => {
  const on = (bank: string, pooled: string) =>
    fund.when(add(part('bank', 'W2', bank), part('pooled', 'W2', pooled)));
  const verdictOn = (bank: string, pooled: string) =>
    on(bank, pooled)
      .state<AgendaItem>('agenda-item', 'item')
      ?.verdicts.find(({ rule }) => rule === 'F1');

  it('is judged on the agenda on the split by pot, to the cent', () => {
    expect(verdictOn('96300.00', '866700.00')).toMatchObject({
      outcome: 'pass',
      place: 'agenda',
      percent: '10.00',
    });
    expect(verdictOn('96300.01', '866699.99')).toMatchObject({
      outcome: 'warn',
      limit: '96300.00',
      headroom: history.usd('-0.01'),
      changes: [{ code: 'approvedFromBank', by: history.usd('0.01'), to: history.usd('96300.00') }],
    });
  });

  it('refuses a decision where the charter blocks it there', () => {
    const sitting = fund.given(
      ...on('96300.01', '866699.99').events,
      history.attended('session-3', ...present),
    );
    const { rejection } = sitting.when(decide).refused('rule-not-kept');
    expect(rejection.detail.en).toContain('F1: The bank gives at most 10 % of a decision.');
  });
});

describe('a pot given for a window', () => {
  it('is judged where it is part of the split, and only there', () => {
    const rules = (...split: ReturnType<typeof part>[]) =>
      fund
        .when(add(...split))
        .state<AgendaItem>('agenda-item', 'item')
        ?.verdicts.map(({ rule, outcome }) => `${rule} ${outcome}`);
    expect(rules(part('D', 'W2', '297000.00'), part('pooled', 'W2', '666000.00'))).toContain('R15 pass');
    expect(rules(part('pooled', 'W2', '963000.00'))?.join()).not.toContain('R15');
  });
});

describe('an approval in session', () => {
  it('has the verdicts on its votes, its interests and its quorum', () => {
    const added = fund.when(add(part('pooled', 'W2', '963000.00'))).events;
    const sitting = fund.given(
      ...added,
      history.attended('session-3', ...present),
      history.recused('item', '5'),
    );
    const decided = sitting.when(decide).state<DecisionState>('decision', 'D1');
    const verdict = (id: string) => decided?.verdicts.find(({ rule }) => rule === id);
    expect(verdict('R17')).toMatchObject({ outcome: 'pass', place: 'decision', denominator: '0' });
    expect(verdict('R18')?.explanation.en).toBe('Interests disclosed: none. Recused: 5.');
    expect(verdict('R22')).toMatchObject({ outcome: 'pass', numerator: '7', denominator: '6' });
  });
});
