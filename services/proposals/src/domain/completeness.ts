import type { FieldFault, KnownOrganisation, Said, Verdict } from '@mdtf/domain';
import { costsOf } from '@mdtf/rules';
import type { Call } from './call.ts';
import type { ProposalContent } from './content.ts';
import type { Costing } from './costing.ts';
import type { Stage } from './events.ts';
import type { KnownCharter, KnownWindow } from './known/charter.ts';

/** What a proposal is read against. */
export interface Surroundings {
  readonly stage: Stage;
  readonly charter: KnownCharter;
  readonly call: Call | undefined;
  readonly lead: KnownOrganisation | undefined;
  /** Of those cited: the ones in the register. */
  readonly recommendations: ReadonlySet<string>;
  readonly costing: Costing;
  readonly verdicts: readonly Verdict[];
}

/**
 * Every field still to mend before a proposal is complete for its stage, in the order of the form. The one test for a
 * check, a submission and a revision. A concept note needs its place in the fund; a full proposal all that its kind needs.
 */
export function completeness(content: ProposalContent, around: Surroundings): readonly FieldFault[] {
  const faults: readonly FieldFault[] = [
    ...placeFaults(content, around),
    ...purposeFaults(content, around),
    ...partyFaults(content, around),
    ...dateFaults(content, around.stage),
    ...moneyFaults(content, around),
    ...(around.stage === 'full' ? resultFaults(content) : []),
  ];
  return faults.map(({ field, message }) => ({ field: `body.content.${field}`, message }));
}

const fault = (field: string, message: Said): FieldFault => ({ field, message });
const required = (field: string, why = ''): FieldFault => fault(field, `is required${why}`);

function windowOf({ windowId }: ProposalContent, { charter }: Surroundings): KnownWindow | undefined {
  return charter.windows.find(({ id }) => id === windowId);
}

function placeFaults(content: ProposalContent, around: Surroundings): FieldFault[] {
  const { callId, windowId } = content;
  if (content.kind === 'secretariat-budget') return outsideFaults(content, around);
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
  if (stage === 'full' && content.mandate === undefined)
    faults.push(required('mandate', ': the objectives, the nature of the tasks and the expected results'));
  return faults;
}

function partyFaults(content: ProposalContent, { lead, stage }: Surroundings): FieldFault[] {
  const faults: FieldFault[] = [];
  if (lead !== undefined && !lead.kinds.includes('partner'))
    faults.push(fault('lead', 'must be an organisation registered as a partner'));
  if (stage === 'full' && content.countries.length === 0)
    faults.push(fault('countries', 'must name at least one country'));
  return faults;
}

function dateFaults({ startDate, endDate }: ProposalContent, stage: Stage): FieldFault[] {
  if (startDate !== undefined && endDate !== undefined)
    return endDate > startDate ? [] : [fault('endDate', `must be after the start, ${startDate}`)];
  if (stage === 'concept-note') return [];
  return [
    ...(startDate === undefined ? [required('startDate')] : []),
    ...(endDate === undefined ? [required('endDate')] : []),
  ];
}

function moneyFaults(content: ProposalContent, { stage, costing, verdicts }: Surroundings): FieldFault[] {
  const { lines, fundMinor, bankMinor } = costing;
  const faults: FieldFault[] = [];
  if (stage === 'full') {
    if (lines.length === 0) faults.push(required('budget', ': lines by the eight categories'));
    else if (costsOf(lines).directMinor === 0n)
      faults.push(fault('budget', 'must have direct cost: an amount of more than zero on lines 1 to 7'));
    const categories = verdicts.find(({ rule, outcome }) => rule === 'R4' && outcome === 'block');
    if (categories !== undefined) faults.push(...budgetFaults(content, costing, categories));
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

function resultFaults(content: ProposalContent): FieldFault[] {
  const faults: FieldFault[] = [];
  if (content.results.length === 0) faults.push(fault('results', 'must hold at least one expected result'));
  for (const [at, { indicators }] of content.results.entries()) {
    if (indicators.length === 0)
      faults.push(fault(`results.${at}.indicators`, 'must hold at least one indicator'));
    faults.push(...repeated(indicators, `results.${at}.indicators`));
  }
  faults.push(...repeated(content.results, 'results'));
  if (content.kind === 'pilot' && content.evaluationPlan === undefined)
    faults.push(required('evaluationPlan', ': a pilot is tried and evaluated'));
  return faults;
}

/** Reports name results and indicators by their ids, so each stands once. */
function repeated(items: readonly { readonly id: string }[], field: string): FieldFault[] {
  const seen = new Set<string>();
  return items.flatMap(({ id }, at) => {
    const again = seen.has(id);
    seen.add(id);
    return again ? [fault(`${field}.${at}.id`, `is used twice: ${id}`)] : [];
  });
}
