import { ELIGIBILITY_CRITERIA } from '@mdtf/rules';
import { describe, expect, it } from 'vitest';
import { callOpened, fund } from '../testing/fund.ts';
import { callTerms, charter, facilityRequest, recommendation, secretariat, usd } from '../testing/imdp.ts';
import type { FacilityRequest } from './events.ts';
import { DEFAULT_FORM } from './writing/form.ts';

const submit = (request: FacilityRequest) => ({ type: 'SubmitFacilityRequest', data: request });
const preliminary: FacilityRequest = { ...facilityRequest, stage: 'preliminary' };
const submitted = (request: FacilityRequest, revision = 1) => ({
  type: 'FacilityRequestSubmitted',
  data: { ...request, revision, verdicts: [] },
});
const withPreliminary = fund(secretariat).given(submitted(preliminary));

describe('the facility request', () => {
  it('passes the cap by equality: 1,200,000 of 8,000,000', () => {
    const { events } = withPreliminary.when(submit(facilityRequest));
    expect(events[0]).toMatchObject({
      data: {
        revision: 1,
        verdicts: [
          { rule: 'R1', place: 'facility-formal', outcome: 'pass', headroom: usd('0.00') },
          { rule: 'R24', place: 'facility-formal', outcome: 'warn', numerator: '0', denominator: '8' },
        ],
      },
    });
  });

  it('warns at the preliminary stage and blocks at the formal one, one cent over the cap', () => {
    const over = { internal: usd('1200000.01') };
    const { events } = fund(secretariat).when(submit({ ...preliminary, ...over }));
    expect(events[0]).toHaveProperty('data.verdicts.0.outcome', 'warn');
    const { rejection } = withPreliminary
      .when(submit({ ...facilityRequest, ...over }))
      .refused('rule-not-kept');
    expect(rejection.verdicts?.[0]?.outcome).toBe('block');
  });

  it('is formal only after it was preliminary, with governance and evaluation', () => {
    fund(secretariat).when(submit(facilityRequest)).refused('preliminary-first', { category: 'conflict' });
    const { governance: _g, evaluation: _e, ...without } = facilityRequest;
    const { rejection } = withPreliminary.when(submit(without)).refused('incomplete');
    expect(rejection.errors?.map(({ field }) => field)).toEqual(['body.governance', 'body.evaluation']);
    expect(fund(secretariat).when(submit({ ...without, stage: 'preliminary' })).events).toHaveLength(1);
  });

  it('answers the facility’s checklist with reasons; what is not met is told, or blocks where the charter says so', () => {
    const eligibility = ELIGIBILITY_CRITERIA.map(({ id }) => ({
      criterion: id,
      met: true,
      reason: 'Shown.',
    }));
    const [, ...unanswered] = eligibility;
    const told = (answers: FacilityRequest['eligibility']) =>
      withPreliminary.when(submit({ ...facilityRequest, eligibility: answers })).events;
    expect(told(eligibility)).toMatchObject([{ data: { eligibility, verdicts: [{}, { outcome: 'pass' }] } }]);
    expect(told(unanswered)).toMatchObject([
      { data: { verdicts: [{}, { outcome: 'warn', changes: [{ code: 'no-substitute' }] }] } },
    ]);
    const strict = withPreliminary.facts(charter(2, { R24: { severities: { 'facility-formal': 'block' } } }));
    strict.when(submit(facilityRequest)).refused('rule-not-kept');
    expect(strict.when(submit({ ...facilityRequest, eligibility })).events).toHaveLength(1);
  });

  it('names donors and partners of the facility, in the fund’s currency', () => {
    const { rejection } = fund(secretariat)
      .when(submit({ ...preliminary, donors: [], facilityPartners: [] }))
      .refused('incomplete');
    expect(rejection.errors?.map(({ field }) => field)).toEqual(['body.donors', 'body.facilityPartners']);
    const francs = { amount: '8000000.00', currency: 'CHF' };
    fund(secretariat)
      .when(submit({ ...preliminary, totalSought: francs }))
      .refused('wrong-currency');
  });

  it('is revised, and each revision awaits its own endorsement', () => {
    const endorse = { type: 'NoteEndorsement', data: { stage: 'preliminary', decisionId: 'd9' } };
    const event = {
      type: 'FacilityRequestEndorsed',
      data: { stage: 'preliminary', revision: 1, decisionId: 'd9' },
    };
    const endorsed = withPreliminary.when(endorse).then([event]);
    expect(endorsed.state('facility-revision', '1-preliminary/000001')).toMatchObject({ endorsedBy: 'd9' });
    withPreliminary.given(event).when(endorse).then([]);
    const revised = withPreliminary.given(event).when(submit(preliminary));
    expect(revised.state('facility-revision', '1-preliminary/000002')).toMatchObject({
      revision: 2,
      endorsedBy: null,
    });
    fund(secretariat)
      .when({ type: 'NoteEndorsement', data: { stage: 'other', decisionId: 'd' } })
      .refused('facility-request-not-found');
  });

  it('is endorsed in the revision that was decided on, though a later one came before the decision was heard', () => {
    const revised = withPreliminary.given(submitted(preliminary, 2));
    const endorse = (more: object) => ({
      type: 'NoteEndorsement',
      data: { stage: 'preliminary', decisionId: 'd9', ...more },
    });
    const endorsed = revised.when(endorse({ revision: 1 }));
    expect(endorsed.events).toMatchObject([{ data: { revision: 1, decisionId: 'd9' } }]);
    expect(endorsed.state('facility-revision', '1-preliminary/000001')).toMatchObject({ endorsedBy: 'd9' });
    expect(revised.when(endorse({})).events).toMatchObject([{ data: { revision: 2 } }]);
    revised.when(endorse({ revision: 3 })).refused('revision-of-the-facility-request-not-found');
  });

  it('answers each criterion of the checklist once', () => {
    const said = (met: boolean) => ({ criterion: 'leverage' as const, met, reason: 'Shown.' });
    const { rejection } = withPreliminary
      .when(submit({ ...facilityRequest, eligibility: [said(true), said(false)] }))
      .refused('incomplete');
    expect(rejection.errors?.map(({ field }) => field)).toEqual(['body.eligibility.1.criterion']);
  });
});

describe('a call', () => {
  const open = (more: object = {}) => ({ type: 'OpenCall', data: { ...callTerms, callId: 'new', ...more } });
  const given = fund(secretariat).now('2007-11-19T08:00:00.000Z');

  it('keeps its deadlines as instants, the charter version in force and the form, its own or that of all', () => {
    given.when({ ...open(), data: callTerms }).refused('already-exists', { category: 'conflict' });
    const { source: _s, ...terms } = callOpened.data;
    const opened = { ...terms, source: null, callId: 'new' };
    given.when(open()).then([{ type: 'CallOpened', data: { ...opened, form: DEFAULT_FORM } }]);
    const question = {
      id: 'q1',
      label: { en: 'Why now?', fr: 'Pourquoi maintenant ?' },
      stages: ['full'],
      required: true,
    };
    const form = { ...DEFAULT_FORM, questions: [question] };
    given.when(open({ form })).then([{ type: 'CallOpened', data: { ...opened, form } }]);
  });

  it('has deadlines to come, in their order, and a window of the charter', () => {
    given.when(open({ conceptNotesDue: '2007-11-19T08:00:00.000Z' })).refused('invalid-deadline');
    given.when(open({ conceptNotesDue: '2008-02-01T00:00:00.000Z' })).refused('invalid-deadline', {
      field: 'body.fullProposalsDue',
    });
    given.when(open({ windowId: 'W9' })).refused('unknown-window', { field: 'body.windowId' });
    given.when(open({ planned: { amount: '1.00', currency: 'EUR' } })).refused('wrong-currency');
    given.when(open({ fullProposalsDue: '9999-12-31T23:59:59.000Z' })).refused('invalid-deadline');
  });

  it('may be history: its deadlines are past and closed when they were due', () => {
    const past = { ...open(), time: '2007-11-19T08:00:00.000Z', provenance: { source: 'archive' } };
    const opened = fund(secretariat).now('2009-01-01T00:00:00.000Z').when(past);
    expect(opened.events[0]).toMatchObject({ data: { opensAt: '2007-11-19T08:00:00.000Z' } });
  });
});

describe('the register of recommendations', () => {
  it('holds each once', () => {
    const record = { type: 'RecordRecommendation', data: { ...recommendation, recommendationId: 'rec-2' } };
    fund(secretariat)
      .when(record)
      .then([{ type: 'RecommendationRecorded', data: record.data }]);
    fund(secretariat)
      .when({ type: 'RecordRecommendation', data: recommendation })
      .refused('already-exists', { category: 'conflict' });
  });
});
