import { type ProposalContent, proposalsRoutes as routes } from '@mdtf/contracts';
import type { DomainEvent } from '@mdtf/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fundWithCall, type ProposalsUnderTest } from '../../test/demonstration.ts';
import { acts, CAPACITY, charterWithLightTrack, EXPERTS, PAGE } from '../testing/hub.ts';
import { P1, usd } from '../testing/imdp.ts';

const FUND = 'imdp';
const params = { fundId: FUND };
const T1 = { ...params, requestId: 'T1' };
const M1 = { ...T1, matchId: 'm1' };
const page = structuredClone(PAGE) as never as object & { budget: ProposalContent['budget'] };
const form = (more: object = {}) => ({ ...page, ...more }) as never;
const { offerId, ...offered } = structuredClone(EXPERTS);

let under: ProposalsUnderTest;

beforeAll(async () => {
  under = await fundWithCall(FUND, '2007-11-19T08:00:00.000Z');
  await under.told('committee', FUND, [charterWithLightTrack, acts('donor-1', 'donor', 'state-a')]);
  await under.service.setClock(FUND, '2008-06-03T07:00:00.000Z');
});

afterAll(() => under?.[Symbol.asyncDispose]());

const demands = async (demand?: 'unmet' | 'proposed' | 'agreed' | 'met' | 'closed') => {
  const query = demand === undefined ? {} : { demand };
  const { items } = await under.ask('donor-1', routes.listAssistanceRequests, { params, query });
  return items.map(({ requestId }) => requestId);
};

describe('a request for assistance over HTTP', () => {
  it('is checked and filed on one page, any day, by its government', async () => {
    const checked = await under.ask('partner-z', routes.checkAssistanceRequest, {
      params,
      body: form({ budget: [{ category: 4, amount: usd('250000.01') }] }),
    });
    expect(checked).toMatchObject({ wouldBeAccepted: false, errors: [{ field: 'body.budget' }] });
    const body = form({ id: 'T1' });
    expect(await under.refused('partner-iom', routes.fileAssistanceRequest, { params, body })).toMatchObject({
      status: 403,
      code: 'not-your-organisation',
    });
    expect(await under.refused('chair', routes.fileAssistanceRequest, { params, body })).toMatchObject({
      status: 403,
    });
    const filed = await under.call('partner-z', routes.fileAssistanceRequest, { params, body });
    expect(filed).toMatchObject({
      status: 201,
      body: {
        requestId: 'T1',
        status: 'submitted',
        demand: 'unmet',
        requested: usd('214000.00'),
        need: PAGE.need,
        asked: PAGE.asked,
        themes: [CAPACITY],
      },
    });
    const proposal = await under.ask('partner-z', routes.getProposal, {
      params: { ...params, proposalId: 'T1' },
    });
    expect(proposal).toMatchObject({ status: 'submitted', content: { kind: 'assistance-request' } });
  });

  it('is seen by everyone with a role, demand first; what was said of it is not', async () => {
    expect(await demands('unmet')).toEqual(['T1']);
    expect(await demands('agreed')).toEqual([]);
    const seen = await under.ask('partner-iom', routes.getAssistanceRequest, { params: T1 });
    expect(seen).toMatchObject({ title: PAGE.title, inKind: [{ unit: 'expert-days', quantity: 60 }] });
    expect(Object.keys(seen)).not.toContain('screening');
    const nobody = { params: { ...params, requestId: 'P1' } };
    expect(await under.refused('observer', routes.getAssistanceRequest, nobody)).toMatchObject({
      status: 404,
    });
    expect(await under.refused(undefined, routes.listAssistanceRequests, { params })).toMatchObject({
      status: 401,
    });
  });
});

describe('the connection hub over HTTP', () => {
  it('lists what is offered, by theme, country and language', async () => {
    const body = { id: offerId, ...offered };
    expect(await under.refused('chair', routes.makeOffer, { params, body })).toMatchObject({ status: 403 });
    const made = await under.ask('donor-1', routes.makeOffer, { params, body });
    expect(made).toMatchObject({ offerId, available: 60, status: 'open' });
    const trainers = {
      ...offered,
      id: 'trainers',
      organisation: 'iom',
      countries: ['GH'],
      languages: ['es'],
    };
    await under.ask('partner-iom', routes.makeOffer, { params, body: trainers });
    const found = async (query: object) =>
      (await under.ask('observer', routes.listOffers, { params, query })).items.map((one) => one.offerId);
    expect(await found({})).toEqual(['experts', 'trainers']);
    expect(await found({ country: 'PH' })).toEqual(['experts']);
    expect(await found({ language: 'es' })).toEqual(['trainers']);
    expect(await found({ theme: 'capacity' })).toEqual(['experts', 'trainers']);
    expect(await found({ theme: 'information' })).toEqual([]);
    expect(await found({ organisation: 'iom' })).toEqual(['trainers']);
    expect(await under.ask('chair', routes.getOffer, { params: { ...params, offerId } })).toEqual(made);
  });

  it('suggests what fits with its reasons, and on request what does not', async () => {
    const { items } = await under.ask('secretariat', routes.listSuggestions, { params: T1, query: {} });
    expect(items).toMatchObject([{ offerId, fits: true, points: 8, quantity: 60 }]);
    const all = await under.ask('secretariat', routes.listSuggestions, {
      params: T1,
      query: { all: 'true' },
    });
    expect(all.items.map((one) => [one.offerId, one.fits])).toEqual([
      ['experts', true],
      ['trainers', false],
    ]);
    expect(all.items[1]?.criteria).toContainEqual({
      criterion: 'country',
      outcome: 'not-met',
      reason: { en: 'Asked (country): PH; offered: GH.', fr: 'Demandé (pays) : PH ; offert : GH.' },
    });
    expect(await under.refused('donor-1', routes.listSuggestions, { params: T1, query: {} })).toMatchObject({
      status: 403,
    });
  });

  it('proposes to both sides, who accept each for itself', async () => {
    const body = { id: 'm1', offerId };
    expect(await under.refused('partner-z', routes.proposeMatch, { params: T1, body })).toMatchObject({
      status: 403,
    });
    const misfit = { params: T1, body: { id: 'm0', offerId: 'trainers' } };
    expect(await under.refused('secretariat', routes.proposeMatch, misfit)).toMatchObject({
      status: 422,
      code: 'does-not-fit',
    });
    await under.ask('secretariat', routes.proposeMatch, { params: T1, body });
    expect(await demands('proposed')).toEqual(['T1']);
    const yes = (side: 'demand' | 'offer') => ({ params: M1, body: { side, accepted: true } });
    expect(await under.refused('donor-1', routes.answerMatch, yes('demand'))).toMatchObject({
      status: 403,
      code: 'not-your-organisation',
    });
    await under.ask('partner-z', routes.answerMatch, yes('demand'));
    const agreed = await under.ask('donor-1', routes.answerMatch, yes('offer'));
    expect(agreed).toMatchObject({ status: 'agreed', informationValue: usd('36000.00') });
    expect(agreed.inKindId).not.toBeNull();
    expect(await demands('agreed')).toEqual(['T1']);
    const offer = await under.ask('donor-1', routes.getOffer, { params: { ...params, offerId } });
    expect(offer.available).toBe(0);
  });

  it('shows matches to their sides and to those who govern, and keeps the result', async () => {
    const matches = async (person: string) =>
      (await under.ask(person, routes.listMatches, { params: T1 })).items.map(({ matchId }) => matchId);
    expect(await matches('auditor')).toEqual(['m1']);
    expect(await matches('partner-z')).toEqual(['m1']);
    expect(await matches('partner-iom')).toEqual([]);
    const result = { params: M1, body: { given: true, result: 'Two agreements drafted.' } };
    expect(await under.refused('partner-iom', routes.concludeMatch, result)).toMatchObject({ status: 403 });
    expect(await under.ask('partner-z', routes.concludeMatch, result)).toMatchObject({
      status: 'given',
      result: 'Two agreements drafted.',
    });
    expect(await demands('met')).toEqual(['T1']);
    expect(await demands('unmet')).toEqual([]);
  });
});

describe('a request that becomes a project over HTTP', () => {
  const convert = {
    params: T1,
    body: { id: 'T1-project', lead: 'iom', kind: 'project' as const },
    idempotencyKey: 'convert-T1',
  };
  const project = { ...params, proposalId: 'T1-project' };

  it('takes no id under which somebody else prepares a text, as a request does not', async () => {
    const content = { ...structuredClone(P1), title: 'Prepared' } as ProposalContent;
    await under.ask('partner-iom', routes.draftProposal, { params, body: { id: 'prepared', content } });
    const exists = { status: 409, code: 'already-exists' };
    const filed = { params, body: form({ id: 'prepared' }) };
    expect(await under.refused('partner-z', routes.fileAssistanceRequest, filed)).toMatchObject(exists);
    const onto = { ...convert, body: { ...convert.body, id: 'prepared' }, idempotencyKey: 'onto' };
    expect(await under.refused('partner-z', routes.convertAssistanceRequest, onto)).toMatchObject(exists);
    const request = await under.ask('chair', routes.getAssistanceRequest, { params: T1 });
    expect(request.projects).toEqual([]);
    const draft = { params: { ...params, proposalId: 'prepared' } };
    expect(await under.ask('partner-iom', routes.getProposal, draft)).toMatchObject({
      draft: { title: 'Prepared' },
    });
  });

  it('begins as a draft of the partner with its text, linked both ways, the same when asked again', async () => {
    expect(await under.refused('partner-iom', routes.convertAssistanceRequest, convert)).toMatchObject({
      status: 404,
    });
    const begun = await under.call('partner-z', routes.convertAssistanceRequest, convert);
    expect(begun).toMatchObject({
      status: 201,
      body: {
        status: 'draft',
        content: { lead: 'iom', kind: 'project', fromRequest: 'T1', title: PAGE.title },
      },
    });
    const again = await under.call('partner-z', routes.convertAssistanceRequest, convert);
    expect(again.body).toEqual(begun.body);
    expect(await under.ask('partner-iom', routes.getProposal, { params: project })).toMatchObject({
      status: 'draft',
      draft: { fromRequest: 'T1' },
    });
    expect(await under.ask('chair', routes.getAssistanceRequest, { params: T1 })).toMatchObject({
      status: 'converted',
      projects: ['T1-project'],
    });
  });

  it('is submitted by that partner, and the request itself is not decided any more', async () => {
    const submitted = await under.ask('partner-iom', routes.submitProposal, {
      params: project,
      body: { stage: 'full' },
    });
    expect(submitted).toMatchObject({ status: 'submitted', content: { fromRequest: 'T1' } });
    const approved: DomainEvent = {
      type: 'DecisionTaken',
      data: {
        decisionId: 'd1',
        subject: { kind: 'proposal', id: 'T1' },
        outcome: 'approved',
        reason: 'r',
        amounts: [{ pot: 'pooled', windowId: 'W2', amount: usd('214000.00') }],
        expires: null,
      },
    };
    await under.told('committee', FUND, [approved]);
    const request = await under.ask('chair', routes.getAssistanceRequest, { params: T1 });
    expect(request.status).toBe('converted');
  });
});
