import type { Actor, DomainEvent } from '@mdtf/domain';
import { describe, expect, it } from 'vitest';
import { fund } from '../../testing/fund.ts';
import { charterWithLightTrack, PAGE } from '../../testing/hub.ts';
import { partnerIom, person, secretariat, usd } from '../../testing/imdp.ts';
import type { FullProposalSubmitted } from '../events.ts';
import type { AssistanceRequestForm } from './assistance-form.ts';

const country = person('partner-z', ['partner'], ['country-z']);
const inJune = (actor: Actor) => fund(actor).facts(charterWithLightTrack).now('2008-06-03T07:00:00.000Z');
const file = (form: AssistanceRequestForm = PAGE) => ({
  type: 'FileAssistanceRequest',
  data: { requestId: 'T1', form },
});
const filed = inJune(country).when(file()).events;
const spend = (amount: string): AssistanceRequestForm => ({
  ...PAGE,
  budget: [{ category: 4, amount: usd(amount) }],
});
const ministry: DomainEvent = {
  type: 'OrganisationRegistered',
  data: { id: 'country-z', name: 'country-z', kinds: ['stakeholder'], type: 'government' },
};

describe('a request on one page', () => {
  it('is a full proposal of its kind, filed on any day, that asks the sum of its lines', () => {
    const [event] = filed as readonly FullProposalSubmitted[];
    expect(event?.type).toBe('FullProposalSubmitted');
    expect(event?.data).toMatchObject({
      proposalId: 'T1',
      requested: usd('214000.00'),
      content: {
        kind: 'assistance-request',
        lead: 'country-z',
        summary: PAGE.need,
        mandate: { objectives: PAGE.need, tasks: PAGE.asked, expectedResults: 'Agreements are signed' },
        financing: { fund: usd('214000.00') },
      },
    });
  });

  it('asks at most the threshold: to the cent it is taken, one cent more goes the full way', () => {
    expect(inJune(country).when(file(spend('250000.00'))).events).toHaveLength(1);
    inJune(country)
      .when(file(spend('250000.01')))
      .refused('beyond-light-track', { field: 'body.budget', params: { threshold: '250000.00' } });
  });

  it('needs a charter that knows the light track', () => {
    fund(country).now('2008-06-03T07:00:00.000Z').when(file()).refused('no-light-track');
  });

  it('is filed by the government’s own people', () => {
    inJune(partnerIom).when(file()).refused('not-your-organisation', { field: 'body.government' });
  });

  it('names what is missing by the words of the page', () => {
    const unknown = { ...PAGE, objectives: ['O9'], implementedBy: 'state-a', windowId: 'W1' };
    const { rejection } = inJune(country).when(file(unknown)).refused('incomplete');
    expect(rejection.errors?.map(({ field }) => field)).toEqual([
      'body.windowId',
      'body.objectives.0',
      'body.recommendations',
      'body.implementedBy',
    ]);
    inJune(country)
      .when(file({ ...PAGE, budget: [{ category: 4, amount: { amount: '1.00', currency: 'EUR' } }] }))
      .refused('wrong-currency');
  });

  it('is asked by a government that need not be a partner, and goes on once somebody would carry it out', () => {
    const alone = inJune(secretariat).platform(ministry);
    const screen = {
      type: 'ScreenProposal',
      data: { proposalId: 'T1', stage: 'full', eligible: true, reasons: 'Complete.' },
    };
    alone
      .given(...filed)
      .when(screen)
      .refused('nobody-implements', { field: 'body.eligible' });
    const by = inJune(country)
      .platform(ministry)
      .when(file({ ...PAGE, implementedBy: 'iom' })).events;
    expect(alone.given(...by).when(screen).events).toHaveLength(1);
  });
});

describe('a request that becomes a project', () => {
  const convert = (more: object = {}) => ({
    type: 'ConvertRequest',
    data: { requestId: 'T1', projectId: 'T1-project', kind: 'project', lead: 'iom', ...more },
  });
  const asked = inJune(country).given(...filed);
  const converted = asked.when(convert());

  it('carries its text over to the partner that leads, and names the government', () => {
    expect(converted.events).toMatchObject([
      { type: 'RequestConverted', data: { requestId: 'T1', projectId: 'T1-project', replaces: true } },
    ]);
    expect(converted.state('proposal', 'T1')).toMatchObject({ status: 'converted' });
    expect(converted.state('conversions', 'T1')).toEqual({ projects: ['T1-project'] });
  });

  it('is submitted with the link, which only the project it became may name', () => {
    const { content } = (filed[0] as FullProposalSubmitted).data;
    const { assistance: _, ...carried } = content;
    const project = { ...carried, kind: 'project' as const, lead: 'iom', fromRequest: 'T1' };
    const submit = (proposalId: string) => ({
      type: 'SubmitProposal',
      data: { proposalId, stage: 'full', content: project },
    });
    const both = inJune(partnerIom).given(...filed, ...converted.events);
    expect(both.when(submit('T1-project')).events).toHaveLength(1);
    const { rejection } = both.when(submit('another')).refused('incomplete');
    expect(rejection.errors?.map(({ field }) => field)).toEqual(['body.content.fromRequest']);
  });

  it('is led by a partner that may lead that kind, once', () => {
    asked.when(convert({ lead: 'state-a' })).refused('not-to-lead', { field: 'body.lead' });
    asked.when(convert({ lead: 'remit-compare' })).refused('not-to-lead');
    asked.when(convert({ lead: 'nobody' })).refused('unknown-organisation');
    asked
      .given(...converted.events)
      .when(convert())
      .refused('already-exists');
    inJune(partnerIom)
      .given(...filed)
      .when(convert())
      .refused('assistance-request-not-found');
  });

  it('stays decided where it was decided before', () => {
    const decided = [
      ...filed,
      {
        type: 'ProposalApproved',
        data: {
          proposalId: 'T1',
          decisionId: 'd',
          reason: 'r',
          amounts: [{ pot: 'pooled', windowId: 'W2', amount: usd('214000.00') }],
          approved: usd('214000.00'),
          revisionNeeded: false,
        },
      },
    ];
    const after = inJune(country)
      .given(...decided)
      .when(convert());
    expect(after.events).toMatchObject([{ data: { replaces: false } }]);
    expect(after.state('proposal', 'T1')).toMatchObject({ status: 'approved' });
  });
});
