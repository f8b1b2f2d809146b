import type { Actor } from '@mdtf/domain';
import { describe, expect, it } from 'vitest';
import { fund } from '../../testing/fund.ts';
import { acts, CAPACITY, charterWithLightTrack, EXPERTS, PAGE } from '../../testing/hub.ts';
import { partnerIom, person, secretariat, usd } from '../../testing/imdp.ts';
import { contentOfForm } from './assistance-form.ts';
import { byFit, fitOf } from './matching.ts';
import type { Offer } from './offer.ts';

const TODAY = '2008-06-03';
const country = person('partner-z', ['partner'], ['country-z']);
const donor = person('donor-1', ['donor']);
const people = [acts('partner-z', 'partner', 'country-z'), acts('donor-1', 'donor', 'state-a')];
const hub = (actor: Actor) =>
  fund(actor)
    .facts(charterWithLightTrack, ...people)
    .now(`${TODAY}T07:00:00.000Z`);

const make = (more: object = {}) => ({ type: 'MakeOffer', data: { ...EXPERTS, by: 'donor-1', ...more } });
const made = hub(donor).when(make()).events;
const file = { type: 'FileAssistanceRequest', data: { requestId: 'T1', form: PAGE } };
const filed = hub(country).when(file).events;
const propose = (more: object = {}) => ({
  type: 'ProposeMatch',
  data: { requestId: 'T1', matchId: 'm1', offerId: 'experts', ...more },
});
const there = [...made, ...filed];
const proposed = [
  ...there,
  ...hub(secretariat)
    .given(...there)
    .when(propose()).events,
];
const answer = (
  side: 'demand' | 'offer',
  accepted = true,
  by = side === 'demand' ? 'partner-z' : 'donor-1',
) => ({
  type: 'AnswerMatch',
  data: { requestId: 'T1', matchId: 'm1', by, side, accepted, inKindId: 'gift-1' },
});
const yes = [
  ...proposed,
  ...hub(country)
    .given(...proposed)
    .when(answer('demand')).events,
];
const agreed = [
  ...yes,
  ...hub(donor)
    .given(...yes)
    .when(answer('offer')).events,
];

const request = contentOfForm(PAGE);
const stands: Offer = { ...EXPERTS, taken: 0, status: 'open', offeredAt: '2008-06-01T00:00:00.000Z' };
const fitWith = (more: Partial<Offer>) => fitOf(request, { ...stands, ...more }, TODAY);
const outcomes = (more: Partial<Offer>) =>
  Object.fromEntries(fitWith(more).criteria.map(({ criterion, outcome }) => [criterion, outcome]));

describe('an offer', () => {
  it('is made by the people of the organisation that gives, and is valid from today on', () => {
    expect(made).toMatchObject([{ type: 'OfferMade', data: { organisation: 'state-a', quantity: 60 } }]);
    hub(partnerIom)
      .when(make({ by: 'partner-iom' }))
      .refused('not-your-organisation');
    hub(partnerIom).when(make()).refused('not-your-organisation');
    hub(donor)
      .when(make({ validUntil: '2008-06-02' }))
      .refused('offer-expired');
    expect(hub(donor).when(make({ validUntil: TODAY })).events).toHaveLength(1);
  });

  it('has a unit with its quantity, amounts in the fund’s currency, and codes of agreed lists', () => {
    hub(donor)
      .when(make({ unit: undefined }))
      .refused('quantity-without-unit', { field: 'body.unit' });
    const euros = { amount: '1.00', currency: 'EUR' };
    hub(donor)
      .when(make({ informationValue: euros }))
      .refused('wrong-currency');
    hub(donor)
      .when(make({ themes: [CAPACITY, { ...CAPACITY, code: 'nothing' }] }))
      .refused('unknown-code', { field: 'body.themes.1' });
  });

  it('is taken back once, by its own people', () => {
    const back = (by: string) => ({
      type: 'WithdrawOffer',
      data: { offerId: 'experts', by, reason: 'Busy.' },
    });
    hub(country)
      .given(...made)
      .when(back('partner-z'))
      .refused('not-your-organisation');
    const withdrawn = hub(donor)
      .given(...made)
      .when(back('donor-1')).events;
    hub(donor)
      .given(...made, ...withdrawn)
      .when(back('donor-1'))
      .refused('offer-withdrawn');
    hub(secretariat)
      .given(...there, ...withdrawn)
      .when(propose())
      .refused('does-not-fit', { params: { criteria: 'validity' } });
  });
});

describe('matching', () => {
  it('compares theme, country, language, capacity and validity, and gives each a reason in both languages', () => {
    const met = { theme: 'met', country: 'not-said', language: 'met', capacity: 'met', validity: 'met' };
    expect(outcomes({})).toEqual(met);
    expect(fitWith({})).toMatchObject({ fits: true, points: 8, quantity: 60 });
    for (const { reason } of fitWith({}).criteria) expect([reason.en, reason.fr]).not.toContain('');
    expect(fitWith({}).criteria[3]?.reason.en).toBe('Asked: 60 expert-days; there: 60.');
  });

  it('is stopped by one criterion that stands against it, and by nothing that is left open', () => {
    expect(outcomes({ countries: ['GH'] }).country).toBe('not-met');
    expect(fitWith({ countries: ['GH'] }).fits).toBe(false);
    expect(outcomes({ languages: ['es'] }).language).toBe('not-met');
    expect(outcomes({ themes: [{ ...CAPACITY, code: 'information' }] }).theme).toBe('not-met');
    expect(outcomes({ themes: [{ ...CAPACITY, version: '2009' }] }).theme).toBe('met');
    expect(outcomes({ validUntil: '2008-06-02' }).validity).toBe('not-met');
    expect(outcomes({ validUntil: TODAY }).validity).toBe('met');
    expect(outcomes({ themes: [], languages: [], unit: null, quantity: null })).toMatchObject({
      theme: 'not-said',
      language: 'not-said',
      capacity: 'not-said',
    });
  });

  it('takes what is there where less is there than asked, to the unit', () => {
    expect(fitWith({ taken: 1 })).toMatchObject({ fits: true, quantity: 59 });
    expect(outcomes({ taken: 1 }).capacity).toBe('partly');
    expect(fitWith({ taken: 59 })).toMatchObject({ fits: true, quantity: 1 });
    expect(fitWith({ taken: 60 })).toMatchObject({ fits: false, quantity: null });
    expect(fitWith({ unit: 'Expert days' })).toMatchObject({ quantity: 60 });
    expect(fitWith({ unit: 'computers' }).criteria[3]?.outcome).toBe('not-said');
  });

  it('puts the better first, and of equals the older, whatever order they come in', () => {
    const one = (offerId: string, more: Partial<Offer>) => {
      const offer = { ...stands, ...more };
      return { offerId, offer, fit: fitOf(request, offer, TODAY) };
    };
    const all = [
      one('unfit', { countries: ['GH'] }),
      one('new', { offeredAt: '2008-06-02T00:00:00.000Z' }),
      one('old', {}),
      one('poor', { languages: [] }),
      one('here', { countries: ['PH'] }),
    ];
    const order = ['here', 'old', 'new', 'poor', 'unfit'];
    expect(all.toSorted(byFit).map(({ offerId }) => offerId)).toEqual(order);
    expect(
      all
        .toReversed()
        .toSorted(byFit)
        .map(({ offerId }) => offerId),
    ).toEqual(order);
  });
});

describe('a match', () => {
  it('is proposed with its reasons, once at a time, for as much as is there', () => {
    expect(proposed.at(-1)).toMatchObject({ type: 'MatchProposed', data: { quantity: 60 } });
    const again = hub(secretariat).given(...proposed);
    again.when(propose({ matchId: 'm2' })).refused('match-open');
    again.when(propose()).refused('already-exists');
    const fresh = hub(secretariat).given(...there);
    fresh.when(propose({ quantity: 61 })).refused('more-than-offered', { params: { available: '60' } });
    fresh.when(propose({ offerId: 'none' })).refused('unknown-offer');
    fresh.when(propose({ requestId: 'P1' })).refused('assistance-request-not-found');
  });

  it('is agreed when both sides accept, and then tells what is given, for the register', () => {
    expect(yes.at(-1)).toMatchObject({ type: 'MatchAnswered', data: { side: 'demand', accepted: true } });
    expect(agreed.at(-1)).toEqual({
      type: 'MatchAgreed',
      data: {
        matchId: 'm1',
        requestId: 'T1',
        offerId: 'experts',
        inKindId: 'gift-1',
        organisation: 'state-a',
        description: EXPERTS.description,
        quantity: 60,
        unit: 'expert-days',
        informationValue: usd('36000.00'),
      },
    });
    const state = hub(donor)
      .given(...yes)
      .when(answer('offer'));
    expect(state.state('offer', 'experts')).toMatchObject({ taken: 60 });
    expect(state.state('demand', 'T1')).toEqual({
      matches: [{ matchId: 'm1', offerId: 'experts', status: 'agreed' }],
    });
  });

  it('is answered by each side for itself, once', () => {
    hub(donor)
      .given(...proposed)
      .when(answer('demand', true, 'donor-1'))
      .refused('not-your-organisation');
    hub(country)
      .given(...proposed)
      .when(answer('demand', true, 'donor-1'))
      .refused('not-your-organisation');
    hub(country)
      .given(...yes)
      .when(answer('demand'))
      .refused('already-answered');
    hub(country)
      .given(...agreed)
      .when(answer('demand'))
      .refused('match-closed');
  });

  it('ends when a side declines, and another may be proposed', () => {
    const no = hub(donor)
      .given(...yes)
      .when(answer('offer', false)).events;
    expect(no).toMatchObject([{ type: 'MatchAnswered', data: { accepted: false } }]);
    const declined = hub(secretariat).given(...yes, ...no);
    expect(declined.when(propose({ matchId: 'm2' })).events).toHaveLength(1);
  });

  it('is not agreed for what another match has taken meanwhile', () => {
    const taken = {
      type: 'MatchAgreed',
      data: {
        matchId: 'other',
        requestId: 'T2',
        offerId: 'experts',
        inKindId: 'gift-2',
        organisation: 'state-a',
        description: 'x',
        quantity: 1,
        unit: 'expert-days',
        informationValue: null,
      },
    };
    const race = [
      ...yes,
      {
        type: 'MatchProposed',
        data: { matchId: 'other', requestId: 'T2', offerId: 'experts', quantity: 1, criteria: [] },
      },
      taken,
    ];
    hub(donor)
      .given(...race)
      .when(answer('offer'))
      .refused('more-than-offered', { params: { available: '59' } });
  });

  it('is valued by its part of the offer, half-up to the cent', () => {
    const third = [
      ...there,
      ...hub(secretariat)
        .given(...there)
        .when(propose({ quantity: 7 })).events,
    ];
    const accepted = [
      ...third,
      ...hub(country)
        .given(...third)
        .when(answer('demand')).events,
    ];
    const { events } = hub(donor)
      .given(...accepted)
      .when(answer('offer'));
    expect(events.at(-1)).toMatchObject({ data: { quantity: 7, informationValue: usd('4200.00') } });
  });

  it('comes to a result once; what was not given may be given to another', () => {
    const conclude = (given: boolean) => ({
      type: 'ConcludeMatch',
      data: { requestId: 'T1', matchId: 'm1', by: 'partner-z', given, result: 'Two agreements drafted.' },
    });
    const concluded = hub(country)
      .given(...agreed)
      .when(conclude(true));
    expect(concluded.state('demand', 'T1')).toMatchObject({ matches: [{ status: 'given' }] });
    expect(concluded.state('offer', 'experts')).toMatchObject({ taken: 60 });
    const failed = hub(country)
      .given(...agreed)
      .when(conclude(false));
    expect(failed.state('offer', 'experts')).toMatchObject({ taken: 0 });
    hub(country)
      .given(...proposed)
      .when(conclude(true))
      .refused('match-not-agreed');
    hub(partnerIom)
      .given(...agreed)
      .when(conclude(true))
      .refused('not-your-organisation');
  });
});
