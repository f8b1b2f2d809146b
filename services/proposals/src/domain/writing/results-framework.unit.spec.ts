import { textIn } from '@mdtf/domain';
import { describe, expect, it } from 'vitest';
import { fund } from '../../testing/fund.ts';
import { P1, secretariat } from '../../testing/imdp.ts';
import { builtInList, type CodeList } from './code-list.ts';
import { BUILT_IN_LISTS } from './code-lists/built-in.ts';
import type { CodeReference, ExpectedResult, Indicator, ProposalContent } from './content.ts';
import { frameworkFaults } from './results-framework.ts';

const [given] = P1.results;
const [measure] = given?.indicators ?? [];
const indicator = (more: Partial<Indicator> = {}): Indicator => ({ ...(measure as Indicator), ...more });
const result = (id: string, more: Partial<ExpectedResult> = {}): ExpectedResult => ({
  ...(given as ExpectedResult),
  id,
  ...more,
});
const faults = (content: Partial<ProposalContent>) =>
  frameworkFaults({ ...P1, ...content }, builtInList).map(({ field, message }) => [
    field,
    textIn(message, 'en'),
  ]);
const measured = (more: Partial<Indicator>) =>
  faults({ results: [result('r1', { indicators: [indicator(more)] })] });
const code = (list: string, version: string, of: string): CodeReference => ({ list, version, code: of });

describe('results', () => {
  it('stand once, and so do their indicators', () => {
    const twice = result('r1', { indicators: [indicator(), indicator()] });
    expect(faults({ results: [result('r1'), twice] }).map(([field]) => field)).toEqual([
      'results.1.id',
      'results.1.indicators.1.id',
    ]);
  });

  it('lead to results of the same proposal and never in a circle', () => {
    const chain = (...next: (string | undefined)[]) =>
      faults({ results: next.map((contributesTo, at) => result(`r${at}`, { contributesTo })) });
    expect(chain('r1', 'r2', undefined)).toEqual([]);
    expect(chain('none')).toEqual([['results.0.contributesTo', 'is no result of this proposal']]);
    expect(chain('r0')).toEqual([
      ['results.0.contributesTo', 'goes in a circle: r0 → r0; let one of them lead nowhere'],
    ]);
    expect(chain('r1', 'r2', 'r1').map(([field]) => field)).toEqual([
      'results.1.contributesTo',
      'results.2.contributesTo',
    ]);
  });
});

describe('an indicator', () => {
  it('tells figures apart by ethnic origin only where the legal basis is stated', () => {
    const by = { disaggregatedBy: ['sex', 'ethnic-origin'] } as const;
    expect(measured(by).map(([field]) => field)).toEqual(['results.0.indicators.0.legalBasis']);
    expect(measured({ ...by, legalBasis: 'With consent' })).toEqual([]);
    expect(measured({ disaggregatedBy: ['sex', 'age', 'education', 'migrant-status'] })).toEqual([]);
  });

  it('has a baseline and a target for each group it is told apart by, each group once', () => {
    const women = { by: 'sex', group: 'women', baseline: '0', target: '300' } as const;
    expect(measured({ disaggregated: [women, { ...women, group: 'men' }] })).toEqual([]);
    expect(measured({ disaggregated: [women, women] }).map(([field]) => field)).toEqual([
      'results.0.indicators.0.disaggregated.1.group',
    ]);
    expect(measured({ disaggregated: [{ ...women, by: 'age' }] }).map(([field]) => field)).toEqual([
      'results.0.indicators.0.disaggregated.0.by',
    ]);
  });

  it('is its own, or of an agreed set in a version that exists', () => {
    const from = code('migration-governance', '2015', 'crises');
    expect(measured({ from })).toEqual([]);
    expect(measured({ from: { ...from, code: 'other' } })).toEqual([
      ['results.0.indicators.0.from.code', 'is no code of migration-governance, version 2015'],
    ]);
    expect(measured({ from: { ...from, version: '2016' } }).map(([field]) => field)).toEqual([
      'results.0.indicators.0.from.list',
    ]);
    expect(measured({ from: code('gender-marker', '2016', '1') })).toEqual([
      ['results.0.indicators.0.from.list', 'is a list for classification: gender-marker'],
    ]);
  });
});

describe('the classification', () => {
  it('names codes of agreed lists, each once, and one gender marker', () => {
    const marker = code('gender-marker', '2016', '1');
    const target = code('sdg-targets', '2015', '10.7');
    expect(faults({ classification: [marker, target, { ...target, code: '10.c' }] })).toEqual([]);
    expect(
      faults({
        classification: [marker, { ...marker, code: '2' }, target, target, { ...target, code: '18.1' }],
      }),
    ).toEqual([
      ['classification.1', 'is one too many: a proposal has one code of gender-marker'],
      ['classification.3', 'is named twice: sdg-targets 10.7'],
      ['classification.4.code', 'is no code of sdg-targets, version 2015'],
    ]);
  });
});

describe('agreed lists', () => {
  it('that come with the system have a source, both languages, and each code once', () => {
    for (const { list, source, codes } of BUILT_IN_LISTS) {
      expect([list, source.length > 40]).toEqual([list, true]);
      expect(new Set(codes.map((one) => one.code)).size).toBe(codes.length);
      expect(codes.filter(({ label }) => label.en === '' || label.fr === '')).toEqual([]);
    }
  });

  it('have the 169 targets, six elements, two areas, three marks and six dimensions', () => {
    expect(BUILT_IN_LISTS.map(({ list, codes }) => [list, codes.length])).toEqual([
      ['thematic-elements', 6],
      ['areas-of-action', 2],
      ['sdg-targets', 169],
      ['gender-marker', 3],
      ['migration-governance', 6],
    ]);
  });

  const own: CodeList = {
    list: 'national-indicators',
    version: '2008',
    title: { en: 'National indicators', fr: 'Indicateurs nationaux' },
    source: 'Agreed between the ministries',
    use: 'indicator',
    choose: 'many',
    codes: [{ code: 'T1.1', label: { en: 'Surveys', fr: 'Enquêtes' } }],
  };
  const record = (more: Partial<CodeList> = {}) => ({ type: 'RecordCodeList', data: { ...own, ...more } });

  it('are a fund’s own besides, each version once and for good', () => {
    const recorded = { type: 'CodeListRecorded', data: own };
    fund(secretariat).when(record()).then([recorded]);
    fund(secretariat).given(recorded).when(record()).refused('already-exists');
    expect(
      fund(secretariat)
        .given(recorded)
        .when(record({ version: '2009' })).events,
    ).toHaveLength(1);
    const [first] = own.codes;
    fund(secretariat)
      .when(record({ codes: [first, first] as CodeList['codes'] }))
      .refused('code-used-twice');
    fund(secretariat)
      .when(record({ list: 'sdg-targets' }))
      .refused('list-of-all-funds');
  });

  it('of the fund are what an indicator may be of', () => {
    const from = code('national-indicators', '2008', 'T1.1');
    const find = (list: string, version: string) =>
      list === own.list && version === own.version ? own : undefined;
    const results = [result('r1', { indicators: [indicator({ from })] })];
    expect(frameworkFaults({ ...P1, results }, find)).toEqual([]);
  });
});
