import type { ApprovedAmount, DecisionSubject, Verdict } from '@mdtf/domain';
import { specification } from '@mdtf/domain/testing';
import { describe, expect, it } from 'vitest';
import type { DecisionTaken } from './events.ts';
import { committeeModel } from './model.ts';
import * as history from './testing/demonstration-history.ts';

const WHOLE = [history.part('pooled', 'W2', '470400.00')];
const OF_P4: DecisionSubject = { kind: 'waiver', id: 'P4', rule: 'R3' };
const OF_PROJECTS: DecisionSubject = { kind: 'waiver', id: 'project', rule: 'R3', scope: 'kind' };
const EVERYONE = Object.keys(history.HOLDERS);

const fund = specification(committeeModel, { now: history.SESSION_3_BEGINS, actor: history.CHAIR })
  .given(
    ...history.established(),
    ...history.seated,
    history.convened('session-3', 3),
    history.attended('session-3', ...EVERYONE),
    history.onAgenda('P4', { kind: 'proposal', id: 'P4' }, WHOLE),
  )
  .facts(history.submitted('P4', '470400.00', { direct: '420000.00', indirect: '50400.00' }));

const approve = (amounts: readonly ApprovedAmount[] = WHOLE) => ({
  type: 'DecideInSession',
  data: { id: 'd', agendaItemId: 'P4', outcome: 'approved', amounts, conditions: [], reason: 'Agreed' },
});
const waived = (subject: DecisionSubject, expires?: string, upTo?: string) =>
  fund.given(
    history.approvedOnPaper(
      'w',
      subject,
      [],
      expires ?? null,
      upTo === undefined ? undefined : history.usd(upTo),
    ),
  );
const r3 = (verdicts: readonly Verdict[] | undefined) => verdicts?.find(({ rule }) => rule === 'R3');

describe('a waiver', () => {
  it.each([
    ['for the proposal itself', OF_P4],
    ['for every proposal of its kind', OF_PROJECTS],
  ])('lifts its rule %s, and is named in the verdict', (_, subject) => {
    const [taken] = waived(subject, '2008-05-20', '470400.00').when(approve())
      .events as readonly DecisionTaken[];
    expect(r3(taken?.data.verdicts)).toMatchObject({ outcome: 'waived', waiver: 'w' });
  });

  it.each([
    ['is of another rule', { ...OF_P4, rule: 'R8' as const }],
    ['is for another proposal', { ...OF_P4, id: 'P5' }],
    ['is for another kind', { ...OF_PROJECTS, id: 'marketplace' }],
  ])('lifts nothing where it %s', (_, subject) => {
    waived(subject).when(approve()).refused('rule-not-kept');
  });

  it('ends with its last day, in the fund’s zone, and the verdict says so', () => {
    const ended = waived(OF_P4, '2008-05-19').when(approve()).refused('rule-not-kept').rejection;
    expect(r3(ended.verdicts)?.explanation.en).toContain('Waiver w ended at 2008-05-19T22:00:00.000Z.');
    expect(waived(OF_P4, '2008-05-20').now('2008-05-20T21:59:59.999Z').when(approve()).events).toHaveLength(
      1,
    );
    waived(OF_P4, '2008-05-20').now('2008-05-20T22:00:00.000Z').when(approve()).refused('rule-not-kept');
  });

  it('reaches to its bound and not a cent further, and the verdict says so', () => {
    const beyond = waived(OF_P4, undefined, '470399.99').when(approve()).refused('rule-not-kept').rejection;
    expect(r3(beyond.verdicts)?.explanation).toMatchObject({
      en: expect.stringContaining('Waiver w reaches to USD 470,399.99 only.'),
      fr: expect.stringContaining('La dérogation w ne va que jusqu’à'),
    });
    const less = [history.part('pooled', 'W2', '470399.99')];
    expect(waived(OF_P4, undefined, '470399.99').when(approve(less)).events).toHaveLength(1);
  });

  it('is measured against the request while nothing is split yet', () => {
    const item = {
      type: 'AddAgendaItem',
      data: { id: 'P9', sessionId: 'session-3', subject: { kind: 'proposal', id: 'P9' }, split: [] },
    };
    const p9 = (upTo: string) =>
      waived(OF_PROJECTS, undefined, upTo)
        .facts(history.submitted('P9', '112.00', { direct: '100.00', indirect: '12.00' }))
        .when(item)
        .state<{ verdicts: readonly Verdict[] }>('agenda-item', 'P9')?.verdicts;
    expect(r3(p9('112.00'))?.outcome).toBe('waived');
    expect(r3(p9('111.99'))?.outcome).toBe('needs-waiver');
  });

  it('is granted as a decision: of a known kind, with a bound in the fund’s currency, and alone with them', () => {
    const paper = (more: object) => ({
      type: 'RecordPaperDecision',
      data: {
        id: 'w',
        subject: OF_PROJECTS,
        outcome: 'approved',
        amounts: [],
        conditions: [],
        reason: 'Agreed',
        onPaper: { reference: 'Minutes', date: '2008-05-19' },
        ...more,
      },
    });
    const secretariat = fund.as(history.SECRETARIAT);
    const granted = secretariat.when(paper({ upTo: history.usd('500000.00'), expires: '2008-12-31' }));
    expect(granted.state('decision', 'w')).toMatchObject({
      title: 'Waiver of R3 for every project',
      upTo: history.usd('500000.00'),
      expires: '2008-12-31',
    });
    secretariat.when(paper({ subject: { ...OF_PROJECTS, id: 'P4' } })).refused('kind-of-proposal-not-found');
    secretariat.when(paper({ upTo: { amount: '1.00', currency: 'EUR' } })).refused('bound-invalid');
    const proposal = { kind: 'proposal', id: 'P4' };
    secretariat
      .when(paper({ subject: proposal, amounts: WHOLE, upTo: history.usd('1.00') }))
      .refused('not-part-of-this-decision', { field: 'body.upTo' });
    secretariat.when(paper({ subject: { ...proposal, scope: 'kind' } })).refused('scope-only-for-waiver');
  });
});
