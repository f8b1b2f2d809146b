import type { DomainEvent, Verdict } from '@mdtf/domain';
import { at } from '@mdtf/domain/testing';
import { describe, expect, it } from 'vitest';
import { conceptNote, fullProposal, fund, invited, NOW, secondsAfter } from '../testing/fund.ts';
import {
  charter,
  P1,
  P4,
  P5,
  P6,
  partnerDiaspora,
  partnerIom,
  person,
  S0,
  secretariat,
  T1,
  usd,
} from '../testing/imdp.ts';
import type { FullProposalSubmitted } from './events.ts';
import type { ProposalContent } from './writing/content.ts';

const DEADLINE = '2008-01-15T22:59:59.000Z';
const full = (proposalId: string, content: ProposalContent) => ({
  type: 'SubmitProposal',
  data: { proposalId, stage: 'full', content },
});
const note = (proposalId: string, content: ProposalContent) => ({
  type: 'SubmitProposal',
  data: { proposalId, stage: 'concept-note', content },
});

function verdictOf(rule: string, [event]: readonly DomainEvent[]): Verdict | undefined {
  const submitted = event as FullProposalSubmitted | undefined;
  return submitted?.data.verdicts.find((verdict) => verdict.rule === rule);
}

describe('deadlines hold to the second', () => {
  const invitedP1 = fund(partnerIom).given(...invited('P1', P1));

  it('takes a full proposal at the very second of the deadline, to its end', () => {
    expect(invitedP1.now(DEADLINE).when(full('P1', P1)).events).toHaveLength(1);
    expect(invitedP1.now('2008-01-15T22:59:59.999Z').when(full('P1', P1)).events).toHaveLength(1);
  });

  it('refuses it one second later, with the deadline in the fund’s zone and in UTC', () => {
    const { rejection } = invitedP1
      .now(secondsAfter(DEADLINE, 1))
      .when(full('P1', P1))
      .refused('deadline-passed');
    expect(rejection.detail.en).toBe(
      'The deadline for full proposals was 2008-01-15 23:59:59 Europe/Zurich (2008-01-15 22:59:59 UTC); ' +
        'it is now 2008-01-16 00:00 Europe/Zurich (2008-01-15 23:00 UTC).',
    );
  });

  it('closes each stage by itself when its second is over, and not before', () => {
    const open = fund(partnerIom).now('2007-11-20T08:00:00.000Z');
    open.whenTimePasses('2007-12-03T22:59:59.999Z').then([]);
    open
      .whenTimePasses('2007-12-03T23:00:00.000Z')
      .then([{ type: 'CallStageClosed', data: { callId: 'call-2007', stage: 'concept-note' } }]);
    const all = open.whenTimePasses('2008-02-01T00:00:00.000Z');
    expect(all.events.map(({ data }) => data)).toEqual([
      { callId: 'call-2007', stage: 'concept-note' },
      { callId: 'call-2007', stage: 'full' },
      { callId: 'call-single', stage: 'full' },
    ]);
  });

  it('refuses a concept note after its own deadline and before the call opens', () => {
    fund(partnerIom).when(note('P1', P1)).refused('deadline-passed');
    fund(partnerIom).now('2007-11-19T07:59:59.000Z').when(note('P1', P1)).refused('call-not-open');
    const inTime = fund(partnerIom).now('2007-12-03T08:00:00.000Z').when(note('P1', P1));
    expect(inTime.state('proposal', 'P1')).toMatchObject({ status: 'concept-submitted', revision: 1 });
    expect(inTime.state('revision', 'P1/000001')).toMatchObject({ stage: 'concept-note', content: P1 });
  });

  it('does not bind what is recorded afterwards', () => {
    const late = { ...full('old', P1), time: '2008-01-10T00:00:00.000Z', provenance: { source: 'archive' } };
    expect(fund(secretariat).now('2009-01-01T00:00:00.000Z').when(late).events).toHaveLength(1);
  });
});

describe('a full proposal', () => {
  it('follows an invitation where the call asks for concept notes', () => {
    fund(partnerIom).when(full('P1', P1)).refused('not-invited', { category: 'conflict' });
    fund(partnerIom).given(conceptNote('P1', P1)).when(full('P1', P1)).refused('not-invited');
    const accepted = fund(partnerIom)
      .given(...invited('P1', P1))
      .when(full('P1', P1));
    expect(accepted.state('proposal', 'P1')).toMatchObject({ status: 'submitted', revision: 2 });
    expect(accepted.events[0]).toMatchObject({
      type: 'FullProposalSubmitted',
      data: { proposalId: 'P1', revision: 2, requested: usd('1177000.00'), bankPart: usd('0.00') },
    });
  });

  it('is taken directly by a call without concept notes, which takes no concept note', () => {
    const content = { ...P1, callId: 'call-single' };
    expect(fund(partnerIom).when(full('P1', content)).events).toHaveLength(1);
    fund(partnerIom).when(note('P1', content)).refused('no-concept-notes');
  });

  it('is taken without a call under a window that is always open, and under no other', () => {
    const z = person('partner-z', ['partner'], ['country-z']);
    expect(fund(z).when(full('T1', T1)).events).toHaveLength(1);
    const { rejection } = fund(z)
      .when(full('T1', { ...T1, windowId: 'W1' }))
      .refused('incomplete');
    expect(rejection.errors).toContainEqual({
      field: 'body.content.callId',
      message: {
        en: 'is required: the window W1 takes proposals under a call only',
        fr: 'est obligatoire : le guichet W1 ne reçoit de propositions que sur appel',
      },
    });
  });

  it('is submitted once; after that, revisions are asked for', () => {
    const submitted = fund(partnerIom).given(fullProposal('P1', P1));
    submitted.when(full('P1', P1)).refused('already-submitted', { category: 'conflict' });
    submitted.when(note('P1', P1)).refused('already-submitted');
  });

  it('keeps the charter version that its call opened under, whatever is adopted later', () => {
    const later = fund(partnerDiaspora)
      .given(...invited('P6', P6('144450.00')))
      .facts(charter(2));
    const uncited = { ...P6('144450.00'), recommendations: [] };
    const { rejection } = later.when(full('P6', uncited)).refused('incomplete');
    expect(rejection.errors).toEqual([
      {
        field: 'body.content.recommendations',
        message: {
          en: 'must cite at least one: the window W2 acts for the Forum',
          fr: 'doit en citer au moins une : le guichet W2 agit pour le Forum',
        },
      },
    ]);
    const z = person('partner-z', ['partner'], ['country-z']);
    expect(
      fund(z)
        .facts(charter(2))
        .when(full('T1', { ...T1, recommendations: [] })).events,
    ).toHaveLength(1);
  });
});

describe('who submits', () => {
  it('a partner for its own organisation only', () => {
    fund(partnerDiaspora)
      .given(...invited('P1', P1))
      .when(full('P1', P1))
      .refused('not-your-organisation', {
        category: 'forbidden',
      });
    const donor = person('donor', ['donor'], ['iom']);
    fund(donor)
      .given(...invited('P1', P1))
      .when(full('P1', P1))
      .refused('not-your-organisation');
  });

  it('nobody under the id of another organisation’s proposal', () => {
    const own = { ...P6('0.00'), title: 'Taken' };
    fund(partnerDiaspora)
      .given(...invited('P1', P1))
      .when(full('P1', own))
      .refused('already-exists');
  });

  it('the secretariat its own budget, outside windows and calls, and in full', () => {
    expect(fund(secretariat).when(full('S0', S0)).events).toHaveLength(1);
    fund(person('p', ['partner'], ['fund-secretariat']))
      .when(full('S0', S0))
      .refused('not-your-organisation');
    fund(secretariat)
      .when(full('S0', { ...S0, windowId: 'W1' }))
      .refused('incomplete');
    fund(secretariat).when(note('S0', S0)).refused('incomplete');
  });

  it('the secretariat for a partner only what says where it comes from', () => {
    fund(secretariat)
      .given(...invited('P1', P1))
      .when(full('P1', P1))
      .refused('not-your-organisation');
    const paper = { ...full('P1', P1), provenance: { source: 'Letter of 14 January' } };
    expect(
      fund(secretariat)
        .given(...invited('P1', P1))
        .when(paper).events,
    ).toHaveLength(1);
  });
});

describe('the bite', () => {
  const given = fund(partnerDiaspora).given(...invited('P6', P6('144450.00')));

  it('refuses 160,000 of the bank’s money in 963,000 and tells the three smallest changes', () => {
    const { rejection } = given.when(full('P6', P6('160000.00'))).refused('rule-not-kept');
    const cap = rejection.verdicts?.find(({ rule }) => rule === 'R1');
    expect(cap?.outcome).toBe('block');
    expect(cap?.changes.map(({ code, by, to }) => [code, by?.amount, to?.amount])).toEqual([
      ['total-fixed', '15550.00', '144450.00'],
      ['others-fixed', '18294.12', '141705.88'],
      ['internal-fixed', '103666.67', '906666.67'],
    ]);
  });

  it.each(['144450.00', '0.00'])('takes %s', (bankPart) => {
    expect(given.when(full('P6', P6(bankPart))).events).toHaveLength(1);
  });

  it('takes P5 with 102,000 of 684,800, its lines as they are', () => {
    const health = person('h', ['partner'], ['health-recruitment']);
    const accepted = fund(health)
      .given(...invited('P5', P5))
      .when(full('P5', P5));
    expect(accepted.events[0]?.data).toMatchObject({
      requested: usd('684800.00'),
      bankPart: usd('102000.00'),
    });
  });
});

describe('12 % of indirect support cost', () => {
  const remit = person('r', ['partner'], ['remit-compare']);

  it('may be put to the committee, and says that it needs a waiver and which cut would do', () => {
    const accepted = fund(remit)
      .given(...invited('P4', P4))
      .when(full('P4', P4));
    const limit = verdictOf('R3', accepted.events);
    expect(limit).toMatchObject({ outcome: 'needs-waiver', percent: '12.00' });
    expect(limit).toHaveProperty(
      'changes.0',
      expect.objectContaining({ by: usd('21000.00'), to: usd('29400.00') }),
    );
  });

  it('stops the proposal where the charter blocks', () => {
    const strict = fund(remit).facts(charter(1, { R3: { severities: { proposal: 'block' } } }));
    strict
      .given(...invited('P4', P4))
      .when(full('P4', P4))
      .refused('rule-not-kept');
  });

  it('is waived by the committee until the end of the last day in the fund’s zone', () => {
    const waived = fund(remit)
      .given(...invited('P4', P4))
      .given(
        at('2007-12-20T08:00:00.000Z', {
          type: 'WaiverRecorded',
          data: { proposalId: 'P4', rule: 'R3', decisionId: 'd1', expires: '2008-01-14' },
        }),
      );
    const outcomeAt = (now: string) => verdictOf('R3', waived.now(now).when(full('P4', P4)).events);
    expect(outcomeAt('2008-01-14T22:59:59.000Z')).toMatchObject({ outcome: 'waived', waiver: 'd1' });
    expect(outcomeAt('2008-01-14T23:00:00.000Z')).toMatchObject({ outcome: 'needs-waiver', waiver: null });
  });
});

describe('what is recorded afterwards', () => {
  const bare: ProposalContent = {
    kind: 'project',
    title: 'From the archive',
    objectives: [],
    recommendations: [],
    lead: 'iom',
    partners: [],
    countries: [],
    budget: [
      { category: 0, amount: usd('1000.00') },
      { category: 8, amount: usd('100.00') },
    ],
    financing: { fund: usd('1100.00'), other: [] },
    results: [],
    documents: [],
  };
  const past = (content: ProposalContent) => ({
    ...full('old', content),
    time: '2007-12-01T00:00:00.000Z',
    provenance: { source: 'archive', row: 7 },
  });

  it('may miss parts, and keeps what the rules say', () => {
    const { events } = fund(secretariat).now(NOW).when(past(bare));
    expect(events[0]).toMatchObject({
      type: 'FullProposalSubmitted',
      data: {
        revision: 1,
        requested: usd('1100.00'),
        verdicts: [
          { rule: 'R3', outcome: 'needs-waiver', percent: '10.00' },
          { rule: 'R4', outcome: 'block' },
          { rule: 'R8', outcome: 'not-applicable' },
        ],
      },
    });
  });

  it('asks what the budget comes to where the source tells no plan', () => {
    const { financing: _, ...unplanned } = bare;
    expect(fund(secretariat).when(past(unplanned)).events[0]?.data).toMatchObject({
      requested: usd('1100.00'),
    });
    fund(secretariat)
      .when(past({ ...unplanned, budget: [] }))
      .refused('nothing-asked');
  });

  it('needs a known call and organisation and the fund’s currency all the same', () => {
    fund(secretariat)
      .when(past({ ...bare, callId: 'none' }))
      .refused('unknown-call', { field: 'body.content.callId' });
    fund(secretariat)
      .when(past({ ...bare, lead: 'none' }))
      .refused('unknown-organisation');
    const euros = { fund: { amount: '1.00', currency: 'EUR' }, other: [] };
    fund(secretariat)
      .when(past({ ...bare, financing: euros }))
      .refused('wrong-currency', { category: 'refused' });
  });

  it('measures indirect cost against nothing where the source tells no direct cost', () => {
    const onlyIndirect = { ...bare, budget: [{ category: 8, amount: usd('1100.00') }] };
    expect(fund(secretariat).when(past(onlyIndirect)).events[0]).toHaveProperty(
      'data.verdicts.0.outcome',
      'not-applicable',
    );
  });
});
