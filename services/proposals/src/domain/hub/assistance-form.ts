import { isMoney, type LocalDate, type Money, moneyOf, sumMinor } from '@mdtf/domain';
import type { AssistanceNeed, BudgetLine, CodeReference, ProposalContent } from '../writing/content.ts';

/** A government's request on one page. */
export interface AssistanceRequestForm extends AssistanceNeed {
  readonly government: string;
  readonly title: string;
  readonly countries: readonly string[];
  readonly need: string;
  readonly asked: string;
  readonly windowId: string;
  readonly objectives: readonly string[];
  readonly recommendations: readonly string[];
  readonly themes: readonly CodeReference[];
  readonly startDate: LocalDate;
  readonly endDate: LocalDate;
  readonly budget: readonly BudgetLine[];
  readonly results: readonly {
    readonly statement: string;
    readonly indicator: string;
    readonly unit: string;
    readonly baseline?: string | undefined;
    readonly target: string;
  }[];
}

/** The proposal that a request on one page is: nothing is added, and what is asked is the sum of its budget. */
export function contentOfForm(form: AssistanceRequestForm): ProposalContent {
  const { government, title, need, asked, implementedBy, themes, languages, inKind } = form;
  const { countries, windowId, objectives, recommendations, startDate, endDate, budget, results } = form;
  return {
    kind: 'assistance-request',
    title,
    summary: need,
    windowId,
    objectives,
    recommendations,
    mandate: {
      objectives: need,
      tasks: asked,
      expectedResults: results.map(({ statement }) => statement).join('\n'),
    },
    lead: government,
    partners: [],
    countries,
    startDate,
    endDate,
    budget,
    financing: { fund: sumOf(budget), other: [] },
    results: results.map(({ statement, indicator, ...measured }, at) => ({
      id: `r${at + 1}`,
      statement,
      monetised: false,
      indicators: [{ id: `r${at + 1}-1`, name: indicator, ...measured, disaggregatedBy: [] }],
    })),
    documents: [],
    ...(themes.length === 0 ? {} : { classification: themes }),
    assistance: { ...(implementedBy === undefined ? {} : { implementedBy }), languages, inKind },
  };
}

/** The fields of the proposal by the names that they have on the page. */
const ON_THE_PAGE: readonly (readonly [RegExp, string])[] = [
  [/^body\.content\.lead$/, 'body.government'],
  // A request on one page belongs to no call: where one would be needed, another window is.
  [/^body\.content\.callId$/, 'body.windowId'],
  [/^body\.content\.assistance\./, 'body.'],
  [/^body\.content\.classification/, 'body.themes'],
  [/^body\.content\.financing.*$/, 'body.budget'],
  [/^body\.content\.mandate$/, 'body.need'],
  [/^body\.content\.results\.(\d+)\.indicators.*$/, 'body.results.$1'],
  [/^body\.content\./, 'body.'],
];

/** Where a field of the proposal stands on the page. */
export function fieldOnPage(field: string): string {
  const renamed = ON_THE_PAGE.find(([pattern]) => pattern.test(field));
  return renamed === undefined ? field : field.replace(...renamed);
}

// What cannot be read counts as nothing: it is refused where the amounts are read.
function sumOf(budget: readonly BudgetLine[]): Money {
  const readable = budget.map(({ amount }) => amount).filter((amount) => isMoney(amount));
  const [first] = readable;
  if (first === undefined) return budget[0]?.amount ?? { amount: '0', currency: 'USD' };
  const same = readable.filter(({ currency }) => currency === first.currency);
  return moneyOf(sumMinor(same, first.currency), first.currency);
}
