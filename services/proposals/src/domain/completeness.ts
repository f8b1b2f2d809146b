import type { FieldFault, KnownOrganisation, Said, Verdict } from '@mdtf/domain';
import { costsOf } from '@mdtf/rules';
import type { Call } from './call.ts';
import { consortiumFaults } from './consortium.ts';
import type { ProposalContent } from './content.ts';
import type { Costing } from './costing.ts';
import { evaluationFaults } from './evaluation.ts';
import type { Stage } from './events.ts';
import { answerFaults, type CallForm, lengthFaults, partsAsked } from './form.ts';
import { KINDS, type KindPart, partsOfKind, whyNotLead } from './kinds.ts';
import type { KnownCharter, KnownWindow } from './known/charter.ts';
import { type FindList, frameworkFaults } from './results-framework.ts';

/** What a proposal is read against. */
export interface Surroundings {
  readonly stage: Stage;
  readonly charter: KnownCharter;
  readonly call: Call | undefined;
  /** What its call asks for. */
  readonly form: CallForm;
  readonly lead: KnownOrganisation | undefined;
  /** Of those cited: the ones in the register. */
  readonly recommendations: ReadonlySet<string>;
  /** Of the consortium: those registered. */
  readonly organisations: ReadonlySet<string>;
  readonly findList: FindList;
  readonly costing: Costing;
  readonly verdicts: readonly Verdict[];
}

/**
 * Every field still to mend before a proposal is complete for its stage, in the order of the form. The one test for a
 * check, a submission and a revision. A concept note needs its place in the fund and what its call's form requires; a
 * full proposal also all that its kind needs. What is given is sound at either stage.
 */
export function completeness(content: ProposalContent, around: Surroundings): readonly FieldFault[] {
  const needs = partsRequired(content, around);
  const faults: readonly FieldFault[] = [
    ...placeFaults(content, around),
    ...purposeFaults(content, around),
    ...partyFaults(content, around),
    ...consortiumFaults(content, around.organisations, around.costing),
    ...dateFaults(content, needs),
    ...moneyFaults(content, around, needs),
    ...resultFaults(content, needs),
    ...frameworkFaults(content, around.findList),
    ...evaluationFaults(content, around.costing),
    ...[...needs].flatMap((part) => missingPart(content, part)),
    ...lengthFaults(content, around.form, around.stage),
    ...answerFaults(content, around.form, around.stage),
  ];
  return faults
    .toSorted((a, b) => placeInForm(a) - placeInForm(b))
    .map(({ field, message }) => ({ field: `body.content.${field}`, message }));
}

const IN_ORDER: readonly (keyof ProposalContent)[] = [
  'kind',
  'title',
  'summary',
  'callId',
  'windowId',
  'objectives',
  'recommendations',
  'mandate',
  'lead',
  'partners',
  'marketplace',
  'countries',
  'startDate',
  'endDate',
  'budget',
  'financing',
  'results',
  'evaluation',
  'classification',
  'answers',
  'documents',
  'beneficiaries',
];

const placeInForm = ({ field }: FieldFault): number =>
  IN_ORDER.findIndex((name) => field === name || field.startsWith(`${name}.`));

/** What must be there: by the call's form, and in full by the kind besides. */
function partsRequired(content: ProposalContent, { form, stage }: Surroundings): ReadonlySet<KindPart> {
  const asked = partsAsked(form, stage).flatMap(({ part, required }) => (required ? [part] : []));
  return new Set([...asked, ...(stage === 'full' ? partsOfKind(content) : [])]);
}

/** A part that is required and has nothing in it; dates and money, whose parts depend on each other, are told apart. */
function missingPart(content: ProposalContent, part: KindPart): FieldFault[] {
  const { partners, countries, classification = [], evaluation = [], documents } = content;
  const missing = {
    summary: content.summary === undefined && required('summary'),
    mandate:
      content.mandate === undefined &&
      required('mandate', ': the objectives, the nature of the tasks and the expected results'),
    partners: partners.length === 0 && fault('partners', 'must name at least one partner besides the lead'),
    countries: countries.length === 0 && fault('countries', 'must name at least one country'),
    evaluation:
      evaluation.length === 0 &&
      required(
        'evaluation',
        content.pilot
          ? ': a pilot is tried and evaluated; say by which questions, how, by whom, when and at what cost'
          : ': at least one question, how it is answered, by whom, when and at what cost',
      ),
    classification: classification.length === 0 && fault('classification', 'must name at least one code'),
    beneficiaries: content.beneficiaries === undefined && required('beneficiaries'),
    documents: documents.length === 0 && fault('documents', 'must name at least one document'),
    marketplace:
      content.marketplace === undefined &&
      required(
        'marketplace',
        ': the meeting of the Forum where the partnership was born, and what it gives or gets',
      ),
    dates: false as const,
    budget: false as const,
    financing: false as const,
    results: false as const,
  }[part];
  return missing === false ? [] : [missing];
}

const fault = (field: string, message: Said): FieldFault => ({ field, message });
const required = (field: string, why = ''): FieldFault => fault(field, `is required${why}`);

function windowOf({ windowId }: ProposalContent, { charter }: Surroundings): KnownWindow | undefined {
  return charter.windows.find(({ id }) => id === windowId);
}

function placeFaults(content: ProposalContent, around: Surroundings): FieldFault[] {
  const { callId, windowId } = content;
  if (!KINDS[content.kind].placed) return outsideFaults(content, around);
  if (windowId === undefined)
    return [required('windowId', callId === undefined ? '' : ': the window of the call')];
  const window = windowOf(content, around);
  if (window === undefined) return [fault('windowId', 'is no window of the charter that holds here')];
  if (around.call === undefined)
    return window.alwaysOpen
      ? []
      : [required('callId', `: the window ${windowId} takes proposals under a call only`)];
  const { windowId: asked } = around.call;
  return asked === null || asked === windowId
    ? []
    : [fault('windowId', `must be ${asked}, the window of the call`)];
}

/** The secretariat's own budget belongs to no call and no window. */
function outsideFaults({ callId, windowId }: ProposalContent, { stage }: Surroundings): FieldFault[] {
  const faults: FieldFault[] = [];
  if (stage !== 'full')
    faults.push(fault('kind', 'has no concept note: submit the secretariat’s budget in full'));
  if (callId !== undefined) faults.push(fault('callId', 'is not for the secretariat’s budget; leave it out'));
  if (windowId !== undefined)
    faults.push(fault('windowId', 'is not for the secretariat’s budget; leave it out'));
  return faults;
}

function purposeFaults(content: ProposalContent, around: Surroundings): FieldFault[] {
  const { charter, stage } = around;
  const window = windowOf(content, around);
  const faults: FieldFault[] = [];
  if (content.objectives.length === 0)
    faults.push(fault('objectives', 'must name at least one objective of the fund'));
  for (const [at, objective] of content.objectives.entries()) {
    const field = `objectives.${at}`;
    if (!charter.objectives.includes(objective)) faults.push(fault(field, 'is no objective of the charter'));
    else if (window !== undefined && !window.objectives.includes(objective))
      faults.push(fault(field, `is not served by the window ${window.id}`));
  }
  for (const [at, recommendation] of content.recommendations.entries()) {
    if (!around.recommendations.has(recommendation))
      faults.push(fault(`recommendations.${at}`, 'is not in the register of the Forum’s recommendations'));
  }
  if (stage === 'full' && window?.actsForForum && content.recommendations.length === 0)
    faults.push(
      fault('recommendations', `must cite at least one: the window ${window.id} acts for the Forum`),
    );
  return faults;
}

function partyFaults({ kind, marketplace }: ProposalContent, { lead }: Surroundings): FieldFault[] {
  const why = lead === undefined ? undefined : whyNotLead(kind, lead);
  return [
    ...(why === undefined ? [] : [fault('lead', why)]),
    ...(marketplace !== undefined && kind !== 'marketplace'
      ? [fault('marketplace', 'is for the kind marketplace; leave it out, or change the kind')]
      : []),
  ];
}

function dateFaults({ startDate, endDate }: ProposalContent, needs: ReadonlySet<KindPart>): FieldFault[] {
  if (startDate !== undefined && endDate !== undefined)
    return endDate > startDate ? [] : [fault('endDate', `must be after the start, ${startDate}`)];
  if (!needs.has('dates')) return [];
  return [
    ...(startDate === undefined ? [required('startDate')] : []),
    ...(endDate === undefined ? [required('endDate')] : []),
  ];
}

function moneyFaults(
  content: ProposalContent,
  { stage, costing, verdicts }: Surroundings,
  needs: ReadonlySet<KindPart>,
): FieldFault[] {
  const { lines, fundMinor, bankMinor } = costing;
  const faults: FieldFault[] = [];
  if (needs.has('budget') && lines.length === 0)
    faults.push(required('budget', ': lines by the eight categories'));
  if (stage === 'full') {
    if (lines.length > 0 && costsOf(lines).directMinor === 0n)
      faults.push(fault('budget', 'must have direct cost: an amount of more than zero on lines 1 to 7'));
    const categories = verdicts.find(({ rule, outcome }) => rule === 'R4' && outcome === 'block');
    if (categories !== undefined) faults.push(...budgetFaults(content, costing, categories));
  }
  if (needs.has('financing')) {
    if (fundMinor === null) faults.push(required('financing', ': what is asked from the fund'));
    else if (fundMinor === 0n) faults.push(fault('financing.fund', 'must be more than zero'));
  }
  if (bankMinor !== null && fundMinor !== null && bankMinor > fundMinor)
    faults.push(fault('financing.bankPart', 'must not be more than what is asked from the fund'));
  return faults;
}

/** Where a broken R4 is mended: lines astray, and a plan that does not come to the budget. */
function budgetFaults(
  { budget }: ProposalContent,
  { budgetMinor, planMinor }: Costing,
  { explanation }: Verdict,
): FieldFault[] {
  const astray = budget.flatMap(({ category }, at) =>
    category >= 1 && category <= 8
      ? []
      : [fault(`budget.${at}.category`, 'must be one of the categories 1 to 8')],
  );
  if (planMinor === null || planMinor === budgetMinor) return astray;
  return [...astray, fault('financing', `must add up to the budget. ${explanation.en}`)];
}

function resultFaults({ results }: ProposalContent, needs: ReadonlySet<KindPart>): FieldFault[] {
  if (!needs.has('results')) return [];
  if (results.length === 0) return [fault('results', 'must hold at least one expected result')];
  return results.flatMap(({ indicators }, at) =>
    indicators.length === 0 ? [fault(`results.${at}.indicators`, 'must hold at least one indicator')] : [],
  );
}
