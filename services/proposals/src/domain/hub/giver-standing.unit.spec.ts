import type { Actor, DomainEvent } from '@mdtf/domain';
import { describe, expect, it } from 'vitest';
import { fund } from '../../testing/fund.ts';
import { acts, charterWithLightTrack, EXPERTS, PAGE } from '../../testing/hub.ts';
import { person, secretariat } from '../../testing/imdp.ts';

const country = person('partner-z', ['partner'], ['country-z']);
const donor = person('donor-1', ['donor']);
const people = [acts('partner-z', 'partner', 'country-z'), acts('donor-1', 'donor', 'state-a')];

const flagged = (level: 'blocked' | 'warning'): DomainEvent => ({
  type: 'OrganisationFlagged',
  data: {
    flagId: 'f1',
    organisation: 'state-a',
    level,
    reason: 'An audit is open',
    until: null,
    role: 'chair',
  },
});
const confirmed = (validUntil: string): DomainEvent => ({
  type: 'DueDiligenceConfirmed',
  data: {
    recordId: 'dd1',
    organisation: 'state-a',
    rating: 'low',
    validFrom: '2007-06-01',
    validUntil,
    role: 'treasurer',
  },
});
const requiring = (): DomainEvent => {
  const { type, data } = charterWithLightTrack;
  const dueDiligence = { before: ['submission' as const], organisations: 'lead' as const };
  return { type, data: { ...data, version: 3, charter: { ...data.charter, dueDiligence } } };
};

const hub = (actor: Actor, ...facts: readonly DomainEvent[]) =>
  fund(actor)
    .facts(charterWithLightTrack, ...people, ...facts)
    .now('2008-06-03T07:00:00.000Z');
const make = (more: object = {}) => ({ type: 'MakeOffer', data: { ...EXPERTS, by: 'donor-1', ...more } });
const propose = {
  type: 'ProposeMatch',
  data: { requestId: 'T1', matchId: 'm1', offerId: 'experts' },
};
const answer = (side: 'demand' | 'offer', accepted = true) => ({
  type: 'AnswerMatch',
  data: {
    requestId: 'T1',
    matchId: 'm1',
    by: side === 'demand' ? 'partner-z' : 'donor-1',
    side,
    accepted,
    inKindId: 'gift-1',
  },
});
const there = [
  ...hub(donor).when(make()).events,
  ...hub(country).when({ type: 'FileAssistanceRequest', data: { requestId: 'T1', form: PAGE } }).events,
];
const proposed = [
  ...there,
  ...hub(secretariat)
    .given(...there)
    .when(propose).events,
];
const yes = [
  ...proposed,
  ...hub(donor)
    .given(...proposed)
    .when(answer('offer')).events,
];

describe('a blocked organisation in the connection hub', () => {
  const blocked = flagged('blocked');

  it('offers nothing, goods neither, and is told why in both languages', () => {
    const { rejection } = hub(donor, blocked)
      .when(make())
      .refused('organisation-blocked', { field: 'body.organisation' });
    expect(rejection.detail).toMatchObject({
      en: expect.stringContaining('The reason given: An audit is open'),
      fr: expect.stringContaining('est bloquée'),
    });
    hub(donor, blocked)
      .when(make({ form: 'goods-and-services' }))
      .refused('organisation-blocked');
  });

  it('is proposed for no request, and neither side accepts what it offers; it may be declined', () => {
    hub(secretariat, blocked)
      .given(...there)
      .when(propose)
      .refused('organisation-blocked', { field: 'body.offerId' });
    hub(donor, blocked)
      .given(...proposed)
      .when(answer('offer'))
      .refused('organisation-blocked', { field: 'body.accepted' });
    const { rejection } = hub(country, blocked)
      .given(...yes)
      .when(answer('demand'))
      .refused('organisation-blocked');
    expect(rejection.detail.en).not.toContain('An audit is open');
    const no = hub(country, blocked).given(...yes);
    expect(no.when(answer('demand', false)).events).toMatchObject([{ data: { accepted: false } }]);
  });
});

describe('an organisation in the connection hub whose due diligence has expired', () => {
  const expired = [requiring(), confirmed('2008-05-31')];

  it('comes with no know-how where the charter asks for one before a submission, until it is renewed', () => {
    hub(donor, ...expired)
      .when(make())
      .refused('due-diligence-expired');
    hub(country, ...expired)
      .given(...yes)
      .when(answer('demand'))
      .refused('due-diligence-expired');
    hub(donor, requiring()).when(make()).refused('due-diligence-missing');
    expect(hub(donor, ...expired, confirmed('2008-06-03')).when(make()).events).toHaveLength(1);
    expect(hub(donor, confirmed('2008-05-31')).when(make()).events).toHaveLength(1);
  });

  it('may give goods, as a donor gives money', () => {
    const goods = make({ form: 'goods-and-services' });
    expect(hub(donor, ...expired).when(goods).events).toHaveLength(1);
  });
});

describe('the record of an offer and a match', () => {
  it('tells a warning about who offers, without its reason; and nothing where nothing stands against it', () => {
    const warned = flagged('warning');
    const [offered] = hub(donor, warned).when(make()).events;
    expect(offered).toMatchObject({
      type: 'OfferMade',
      data: { verdicts: [{ rule: 'standing', outcome: 'warn' }] },
    });
    expect(JSON.stringify(offered)).not.toContain('An audit is open');
    const [, agreed] = hub(country, warned)
      .given(...yes)
      .when(answer('demand')).events;
    expect(agreed).toMatchObject({ type: 'MatchAgreed', data: { verdicts: [{ outcome: 'warn' }] } });
    expect(there[0]?.data).not.toHaveProperty('verdicts');
  });

  it('takes what is recorded afterwards, with what stood against it', () => {
    const later = { time: '2008-06-02T07:00:00.000Z', provenance: { source: 'Letter of 2 June' } };
    const by = { by: 'secretariat' };
    const events = hub(secretariat, flagged('blocked')).when({ ...make(by), ...later }).events;
    expect(events).toMatchObject([{ data: { verdicts: [{ outcome: 'block' }] } }]);
  });
});
