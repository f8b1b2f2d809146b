import type { DomainEvent, OrganisationFlagged } from '@mdtf/domain';
import { describe, expect, it } from 'vitest';
import { fullProposal, fund, invited } from '../testing/fund.ts';
import { charter, P1, partnerIom, secretariat } from '../testing/imdp.ts';
import type { FullProposalSubmitted } from './events.ts';
import type { ProposalContent } from './writing/content.ts';

const flagged = (
  organisation: string,
  level: OrganisationFlagged['data']['level'],
  until: string | null = null,
): OrganisationFlagged => ({
  type: 'OrganisationFlagged',
  data: {
    flagId: `f-${organisation}`,
    organisation,
    level,
    reason: 'An audit is open',
    until,
    role: 'chair',
  },
});
const confirmed = (organisation: string, validFrom: string, validUntil: string): DomainEvent => ({
  type: 'DueDiligenceConfirmed',
  data: { recordId: 'dd', organisation, rating: 'low', validFrom, validUntil, role: 'treasurer' },
});
const full = (content: ProposalContent = P1) => ({
  type: 'SubmitProposal',
  data: { proposalId: 'P1', stage: 'full', content },
});
const invitedP1 = fund(partnerIom).given(...invited('P1', P1));
const withPartner = (organisation: string): ProposalContent => ({
  ...P1,
  partners: [
    { organisation: 'A university', role: 'Research' },
    { organisation, role: 'Training' },
  ],
});

/** The charter of the call, which requires a due diligence. */
const required = (more: object = {}): DomainEvent => {
  const adopted = charter(1);
  const dueDiligence = { before: ['submission' as const], organisations: 'lead' as const, ...more };
  return { ...adopted, data: { ...adopted.data, charter: { ...adopted.data.charter, dueDiligence } } };
};

describe('a blocked organisation', () => {
  const blocked = invitedP1.facts(flagged('iom', 'blocked', '2008-01-31'));

  it('submits nothing, at any stage, and reads what, since when, until when, by whom, and the way out', () => {
    const { rejection } = blocked
      .when(full())
      .refused('organisation-blocked', { field: 'body.content.lead' });
    expect(rejection.detail.en).toBe(
      'iom is blocked since 2008-01-15, until the end of 2008-01-31, by the chair (flag f-iom). The way out: the flag is lifted, with a reason, by another person of the secretariat, the chair or a treasurer, or ends by itself after 2008-01-31. The reason given: An audit is open',
    );
    const note = { type: 'SubmitProposal', data: { proposalId: 'P9', stage: 'concept-note', content: P1 } };
    blocked.now('2007-12-01T08:00:00.000Z').when(note).refused('organisation-blocked');
  });

  it('submits again from the first second after the last day of the block', () => {
    const always = { ...P1, callId: 'call-single' };
    const asked = (now: string) =>
      fund(partnerIom)
        .facts(flagged('iom', 'blocked', '2008-01-10'))
        .now(now)
        .when(full(always));
    asked('2008-01-10T22:59:59.999Z').refused('organisation-blocked');
    expect(asked('2008-01-10T23:00:00.000Z').events).toHaveLength(1);
  });

  it('submits again once the flag is lifted', () => {
    const lifted = { type: 'FlagLifted', data: { flagId: 'f-iom', organisation: 'iom' } };
    expect(blocked.facts(lifted).when(full()).events).toHaveLength(1);
  });

  it.each(['remit-compare', 'REMIT-Compare', 'rеmit-cоmpаrе'])(
    'has no part in a consortium, whether it is named by its id or by what reads like its name: %s',
    (named) => {
      const content = withPartner(named);
      const refused = invitedP1.facts(flagged('remit-compare', 'blocked')).when(full(content));
      const { rejection } = refused.refused('organisation-blocked', {
        field: 'body.content.partners.1.organisation',
      });
      expect(rejection.detail.en, 'the reason is for those who may read the record').not.toContain('audit');
      expect(invitedP1.when(full(content)).events).toHaveLength(1);
    },
  );

  it('revises nothing', () => {
    const returned = {
      type: 'ProposalReturned',
      data: { proposalId: 'P1', decisionId: 'd', reason: 'Shorter' },
    };
    const { rejection } = fund(partnerIom)
      .given(...invited('P1', P1), fullProposal('P1', P1, 2), returned)
      .facts(flagged('iom', 'blocked'))
      .when({ type: 'ReviseProposal', data: { proposalId: 'P1', content: P1 } });
    expect(rejection.code).toBe('organisation-blocked');
  });

  it('keeps what it sent long ago, with the verdict beside it', () => {
    const imported = fund(secretariat)
      .facts(flagged('iom', 'blocked'))
      .when({ ...full(), time: '2007-12-20T08:00:00.000Z', provenance: { source: 'paper' } });
    expect(imported.events).toMatchObject([
      { data: { verdicts: expect.arrayContaining([expect.objectContaining({ rule: 'standing' })]) } },
    ]);
  });
});

describe('a warning', () => {
  it('is among the verdicts of what is submitted, and stops nothing; an observation is not', () => {
    const rules = (level: 'warning' | 'observation') => {
      const { events } = invitedP1.facts(flagged('iom', level)).when(full());
      const told = events.flatMap((event) => (event as FullProposalSubmitted).data.verdicts);
      return told.filter(({ rule }) => rule === 'standing').map(({ outcome }) => outcome);
    };
    expect(rules('warning')).toEqual(['warn']);
    expect(rules('observation')).toEqual([]);
  });
});

describe('a due diligence', () => {
  const asked = (content: ProposalContent, terms: object, ...facts: DomainEvent[]) =>
    fund(partnerIom)
      .facts(required(terms), ...facts)
      .given(...invited('P1', P1))
      .when(full(content));

  it('that the call’s charter requires before submission must hold on the day', () => {
    asked(P1, {}).refused('due-diligence-missing', { field: 'body.content.lead' });
    asked(P1, {}, confirmed('iom', '2007-01-01', '2008-01-14')).refused('due-diligence-expired');
    asked(P1, {}, confirmed('iom', '2008-01-16', '2008-12-31')).refused('due-diligence-missing');
    expect(asked(P1, {}, confirmed('iom', '2007-01-01', '2008-01-15')).events).toHaveLength(1);
    expect(asked(P1, { before: ['payment'] }).events).toHaveLength(1);
  });

  it('of everybody in the consortium is required where the charter says so, also of who is not registered', () => {
    const lead = confirmed('iom', '2007-01-01', '2008-12-31');
    const content = withPartner('remit-compare');
    expect(asked(content, {}, lead).events).toHaveLength(1);
    asked(content, { organisations: 'all' }, lead).refused('due-diligence-missing', {
      field: 'body.content.partners.0.organisation',
    });
  });

  it('is required of the types of organisation that the charter names', () => {
    expect(asked(P1, { types: ['private'] }).events).toHaveLength(1);
    asked(P1, { types: ['international'] }).refused('due-diligence-missing');
  });
});
