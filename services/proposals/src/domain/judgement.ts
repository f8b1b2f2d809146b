import {
  type Context,
  type FieldFault,
  faultsTold,
  fundNotKnown,
  isRejection,
  knownOrganisation,
  type Localised,
  moneyOf,
  type Needs,
  notKnown,
  type Rejection,
  type Slice,
  type StateRef,
  standingVerdicts,
  type Verdict,
} from '@mdtf/domain';
import { waiversOf } from '@mdtf/rules';
import { call } from './calls/call.ts';
import type { Stage } from './events.ts';
import { assistanceFaults } from './hub/assistance-need.ts';
import { conversions } from './hub/conversion.ts';
import { CURRENT, type KnownCharter, knownCharter } from './known/charter.ts';
import { proposal } from './proposal.ts';
import { recommendation } from './recommendation.ts';
import { refused } from './refusals.ts';
import { needsOfParties, refuseStandings, standingsOf } from './standings.ts';
import { refusedByRules, verdictsOn } from './verdicts.ts';
import { waivers, waiversOfKind } from './waivers.ts';
import { listIn, listsNamed } from './writing/code-list.ts';
import { completeness } from './writing/completeness.ts';
import type { ProposalContent } from './writing/content.ts';
import { type Costing, costingOf } from './writing/costing.ts';
import { DEFAULT_FORM } from './writing/form.ts';

/** A content to be judged for a stage. */
export interface Submitted {
  readonly proposalId: string;
  readonly stage: Stage;
  readonly content: ProposalContent;
}

/** What a content comes to: everything that stands in its way, in order, and what the rules say. */
export interface Judgement {
  readonly obstacles: readonly Rejection[];
  readonly verdicts: readonly Verdict[];
  /** Undefined where the amounts cannot be read. */
  readonly costing?: Costing;
}

/** The documents that a content is judged by; more once its call is known. */
export function needsOfContent(
  proposalId: string,
  content: ProposalContent,
  slice: Slice | undefined,
): Needs {
  const { callId, recommendations } = content;
  const parties = needsOfParties(content, slice);
  const own: StateRef[] = [
    { kind: proposal.kind, id: proposalId },
    { kind: waivers.kind, id: proposalId },
    { kind: waivers.kind, id: waiversOfKind(content.kind) },
    ...recommendations.map((id) => ({ kind: recommendation.kind, id })),
  ];
  const facts: StateRef[] = [{ kind: knownCharter.kind, id: CURRENT }, ...parties.records];
  if (callId !== undefined) {
    own.push({ kind: call.kind, id: callId });
    const pinned = slice?.get(call, callId)?.charterVersion;
    if (pinned !== undefined) facts.push({ kind: knownCharter.kind, id: `${pinned}` });
  }
  const { fromRequest } = content;
  if (fromRequest !== undefined) own.push({ kind: conversions.kind, id: fromRequest });
  own.push(...listsNamed(content));
  return { own, facts, platform: parties.platform };
}

const registeredPartners = ({ partners }: ProposalContent): readonly string[] =>
  partners.flatMap(({ organisationId }) => organisationId ?? []);

/** The charter that holds for a content: the version its call opened under, otherwise that in force. */
export function charterFor({ callId }: ProposalContent, slice: Slice): KnownCharter | undefined {
  const pinned = callId === undefined ? undefined : slice.get(call, callId)?.charterVersion;
  return slice.fact(knownCharter, pinned === undefined ? CURRENT : `${pinned}`);
}

/**
 * Judges a content: the one path of a check, a submission and a revision, so that all say the same. Records made
 * afterwards only need a known call and organisation and amounts of the fund; what the rules say is kept all the same.
 */
export function judgeContent(submitted: Submitted, slice: Slice, context: Context): Judgement {
  const { proposalId, stage, content } = submitted;
  const charter = charterFor(content, slice);
  if (charter === undefined) return stopped(fundNotKnown);
  const { callId } = content;
  const knownCall = callId === undefined ? undefined : slice.get(call, callId);
  if (callId !== undefined && knownCall === undefined)
    return stopped(notKnown('call', callId, 'body.content.callId'));
  const costing = costingOf(content, charter.currency);
  if (isRejection(costing)) return stopped(costing);

  const { time, backDated } = context;
  const documents = [slice.get(waivers, proposalId), slice.get(waivers, waiversOfKind(content.kind))];
  const granted = waiversOf(proposalId, documents, charter.timeZone);
  const standings = standingsOf(content, charter, slice, context);
  const verdicts = [
    ...verdictsOn({ proposalId, content, charter, waivers: granted, at: time, backDated }),
    ...standingVerdicts(standings, 'proposal'),
  ];
  const lead = slice.platformFact(knownOrganisation, content.lead);
  const obstacles: Rejection[] = [];
  if (lead === undefined) obstacles.push(notKnown('organisation', content.lead, 'body.content.lead'));
  if (backDated) {
    if (stage === 'full' && amountAsked(costing) === 0n) obstacles.push(nothingAsked);
    return { obstacles, verdicts, costing };
  }
  obstacles.push(...refuseStandings(standings, context).map((each) => ({ ...each, verdicts })));
  const recommendations = new Set(
    content.recommendations.filter((id) => slice.get(recommendation, id) !== undefined),
  );
  const around = {
    stage,
    charter,
    call: knownCall,
    form: knownCall?.form ?? DEFAULT_FORM,
    lead,
    recommendations,
    organisations: new Set(
      registeredPartners(content).filter((id) => slice.platformFact(knownOrganisation, id) !== undefined),
    ),
    findList: (list: string, version: string) => listIn(slice, list, version),
    costing,
    verdicts,
  };
  const faults = [...completeness(content, around), ...assistanceFaults(submitted, slice)];
  if (faults.length > 0) obstacles.push(incomplete(stage, faults, verdicts));
  const blocked = stage === 'full' ? refusedByRules(verdicts) : undefined;
  if (blocked !== undefined) obstacles.push(blocked);
  return { obstacles, verdicts, costing };
}

/** What is asked from the fund, minor units; where a source tells the budget alone, all of it. */
export function amountAsked({ fundMinor, budgetMinor }: Costing): bigint {
  return fundMinor ?? budgetMinor;
}

/** The money of a full proposal, as its event has it. */
export function moneyAsked(costing: Costing) {
  const { currency, bankMinor } = costing;
  return {
    requested: moneyOf(amountAsked(costing), currency),
    bankPart: moneyOf(bankMinor ?? 0n, currency),
  };
}

function stopped(rejection: Rejection): Judgement {
  return { obstacles: [rejection], verdicts: [] };
}

const nothingAsked = refused(
  'nothing-asked',
  { en: 'Nothing is asked', fr: 'Rien n’est demandé' },
  {
    en: 'A full proposal asks for more than zero.',
    fr: 'Une proposition complète demande plus que zéro.',
  },
  { field: 'body.content.financing.fund' },
);

function incomplete(stage: Stage, errors: readonly FieldFault[], verdicts: readonly Verdict[]): Rejection {
  return refused('incomplete', INCOMPLETE[stage], faultsTold(errors), { errors, verdicts });
}

const INCOMPLETE: { readonly [S in Stage]: Localised } = {
  'concept-note': {
    en: 'The concept note is not complete',
    fr: 'La note conceptuelle n’est pas complète',
  },
  full: { en: 'The full proposal is not complete', fr: 'La proposition complète n’est pas complète' },
};
