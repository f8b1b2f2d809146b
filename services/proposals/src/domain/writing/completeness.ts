import type { FieldFault, KnownOrganisation, Verdict } from '@mdtf/domain';
import type { Call } from '../calls/call.ts';
import type { Stage } from '../events.ts';
import { fault, required } from '../field-fault.ts';
import type { KnownCharter } from '../known/charter.ts';
import { consortiumFaults } from './consortium.ts';
import type { ProposalContent } from './content.ts';
import type { Costing } from './costing.ts';
import { evaluationFaults } from './evaluation.ts';
import { answerFaults, type CallForm, lengthFaults, partsAsked } from './form.ts';
import { type KindPart, partsOfKind, whyNotLead } from './kinds.ts';
import { moneyFaults } from './money-faults.ts';
import { placeFaults, purposeFaults } from './place-faults.ts';
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
    mandate: content.mandate === undefined && required('mandate', TERMS_OF_MANDATE),
    partners:
      partners.length === 0 &&
      fault(
        'partners',
        'must name at least one partner besides the lead',
        'doit nommer au moins un partenaire outre le chef de file',
      ),
    countries:
      countries.length === 0 &&
      fault('countries', 'must name at least one country', 'doit nommer au moins un pays'),
    evaluation:
      evaluation.length === 0 &&
      required('evaluation', content.pilot ? PILOTS_ARE_EVALUATED : HOW_IT_IS_EVALUATED),
    classification:
      classification.length === 0 &&
      fault('classification', 'must name at least one code', 'doit nommer au moins un code'),
    beneficiaries: content.beneficiaries === undefined && required('beneficiaries'),
    documents:
      documents.length === 0 &&
      fault('documents', 'must name at least one document', 'doit nommer au moins un document'),
    marketplace: content.marketplace === undefined && required('marketplace', BORN_WHERE),
    dates: false as const,
    budget: false as const,
    financing: false as const,
    results: false as const,
  }[part];
  return missing === false ? [] : [missing];
}

const PILOTS_ARE_EVALUATED = {
  en: 'a pilot is tried and evaluated; say by which questions, how, by whom, when and at what cost',
  fr: 'un projet pilote est mis à l’essai et évalué ; dites par quelles questions, comment, par qui, quand et à quel coût',
};

const HOW_IT_IS_EVALUATED = {
  en: 'at least one question, how it is answered, by whom, when and at what cost',
  fr: 'au moins une question, comment il y est répondu, par qui, quand et à quel coût',
};

const BORN_WHERE = {
  en: 'the meeting of the Forum where the partnership was born, and what it gives or gets',
  fr: 'la réunion du Forum où le partenariat est né, et ce qu’il apporte ou reçoit',
};

const TERMS_OF_MANDATE = {
  en: 'the objectives, the nature of the tasks and the expected results',
  fr: 'les objectifs, la nature des tâches et les résultats attendus',
};

function partyFaults({ kind, marketplace }: ProposalContent, { lead }: Surroundings): FieldFault[] {
  const why = lead === undefined ? undefined : whyNotLead(kind, lead);
  return [
    ...(why === undefined ? [] : [fault('lead', why.en, why.fr)]),
    ...(marketplace !== undefined && kind !== 'marketplace'
      ? [
          fault(
            'marketplace',
            'is for the kind marketplace; leave it out, or change the kind',
            'concerne le type marketplace ; omettez-le, ou changez le type',
          ),
        ]
      : []),
  ];
}

function dateFaults({ startDate, endDate }: ProposalContent, needs: ReadonlySet<KindPart>): FieldFault[] {
  if (startDate !== undefined && endDate !== undefined)
    return endDate > startDate
      ? []
      : [fault('endDate', `must be after the start, ${startDate}`, `doit suivre le début, le ${startDate}`)];
  if (!needs.has('dates')) return [];
  return [
    ...(startDate === undefined ? [required('startDate')] : []),
    ...(endDate === undefined ? [required('endDate')] : []),
  ];
}

function resultFaults({ results }: ProposalContent, needs: ReadonlySet<KindPart>): FieldFault[] {
  if (!needs.has('results')) return [];
  if (results.length === 0)
    return [
      fault(
        'results',
        'must hold at least one expected result',
        'doit contenir au moins un résultat attendu',
      ),
    ];
  return results.flatMap(({ indicators }, at) =>
    indicators.length === 0
      ? [
          fault(
            `results.${at}.indicators`,
            'must hold at least one indicator',
            'doit contenir au moins un indicateur',
          ),
        ]
      : [],
  );
}
