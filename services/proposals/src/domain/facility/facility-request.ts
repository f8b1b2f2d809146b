import {
  type Aggregate,
  accept,
  type CommandHandler,
  type Context,
  type FieldFault,
  faultsTold,
  fundNotKnown,
  type Instant,
  type Localised,
  largestSum,
  notFound,
  type Rejection,
  reject,
  type Slice,
  type Verdict,
} from '@mdtf/domain';
import { blockingForGood, type CharterRules, evaluate, evaluateOwn, severityUnder } from '@mdtf/rules';
import { amountReader } from '../amounts.ts';
import type {
  FacilityRequest,
  FacilityRequestEndorsed,
  FacilityRequestSubmitted,
  FacilityStage,
} from '../events.ts';
import { CURRENT, knownCharter } from '../known/charter.ts';
import { conflict, refused } from '../refusals.ts';
import { refusedByRules } from '../verdicts.ts';
import { facilityFaults } from './facility-faults.ts';

// Commands

/** The fund's own request to the bank's facility, preliminary or formal; again as a revision. */
export type SubmitFacilityRequest = FacilityRequest;

/** That the committee endorsed a stage of the request. */
export interface NoteEndorsement {
  readonly stage: string;
  /** The revision that was decided on; where the decision does not say, the newest. */
  readonly revision?: number | undefined;
  readonly decisionId: string;
}

// State

/** Where a stage of the request stands. */
export interface FacilityStanding {
  readonly revision: number;
  /** The decision that endorsed a revision, and which; a later revision awaits its own. */
  readonly endorsed: { readonly revision: number; readonly decisionId: string } | null;
}

/** The request's stages, one document each. */
export const facilityStanding: Aggregate<
  FacilityStanding,
  FacilityRequestSubmitted | FacilityRequestEndorsed
> = {
  kind: 'facility-request',
  version: 1,
  concerns: { FacilityRequestSubmitted: ({ stage }) => stage, FacilityRequestEndorsed: ({ stage }) => stage },
  evolve(state, event) {
    const { revision } = event.data;
    if (event.type === 'FacilityRequestSubmitted') return { revision, endorsed: state?.endorsed ?? null };
    return {
      revision: state?.revision ?? revision,
      endorsed: { revision, decisionId: event.data.decisionId },
    };
  },
};

/** A revision of the request as it was submitted. */
export type FacilityRevision = FacilityRequestSubmitted['data'] & {
  readonly submittedAt: Instant;
  readonly endorsedBy: string | null;
};

/** Every revision of the request, one document each. */
export const facilityRevision: Aggregate<
  FacilityRevision,
  FacilityRequestSubmitted | FacilityRequestEndorsed
> = {
  kind: 'facility-revision',
  version: 1,
  concerns: {
    FacilityRequestSubmitted: ({ stage, revision }) => facilityRevisionId(stage, revision),
    FacilityRequestEndorsed: ({ stage, revision }) => facilityRevisionId(stage, revision),
  },
  evolve(state, event, { time }) {
    if (event.type === 'FacilityRequestSubmitted')
      return { ...event.data, submittedAt: time, endorsedBy: null };
    if (state === undefined) throw new RangeError('A facility request was endorsed that was never submitted');
    return { ...state, endorsedBy: event.data.decisionId };
  },
};

const REVISION_DIGITS = 6;
const ORDER = { preliminary: 1, formal: 2 } as const;

/** Sorts the preliminary request before the formal one, each by revision: 1-preliminary/000001. */
export function facilityRevisionId(stage: FacilityStage, revision: number): string {
  return `${ORDER[stage]}-${stage}/${`${revision}`.padStart(REVISION_DIGITS, '0')}`;
}

// Decide

/** The documents of a facility request. */
const needsOf = ({ stage }: FacilityRequest, slice: Slice | undefined) => {
  const revision = (slice?.get(facilityStanding, stage)?.revision ?? 0) + 1;
  return {
    own: [
      { kind: facilityStanding.kind, id: 'preliminary' },
      { kind: facilityStanding.kind, id: stage },
      { kind: facilityRevision.kind, id: facilityRevisionId(stage, revision) },
    ],
    facts: [{ kind: knownCharter.kind, id: CURRENT }],
  };
};

/** Submits a stage of the request, or a revision of it; a formal one only after a preliminary one. */
export const submitFacilityRequest: CommandHandler<
  SubmitFacilityRequest,
  FacilityRequestSubmitted,
  FacilityRevision
> = {
  needs: needsOf,
  decide(command, slice, context) {
    const { obstacles, verdicts } = judgeFacilityRequest(command, slice, context);
    const [obstacle] = obstacles;
    if (obstacle !== undefined) return reject(obstacle);
    const revision = (slice.get(facilityStanding, command.stage)?.revision ?? 0) + 1;
    const data = { ...command, revision, verdicts };
    const answer = { ...data, submittedAt: context.time, endorsedBy: null };
    return accept([{ type: 'FacilityRequestSubmitted', data }], answer);
  },
};

/** What submitting the request would meet: the one path of a check and a submission. */
export function judgeFacilityRequest(
  request: FacilityRequest,
  slice: Slice,
  { time, backDated }: Pick<Context, 'time' | 'backDated'>,
): { readonly obstacles: readonly Rejection[]; readonly verdicts: readonly Verdict[] } {
  const charter = slice.fact(knownCharter, CURRENT);
  if (charter === undefined) return { obstacles: [fundNotKnown], verdicts: [] };
  const { currency, rules } = charter;
  const amounts = amountReader(currency);
  const totalMinor = amounts.read(request.totalSought, 'body.totalSought');
  const internalMinor = amounts.read(request.internal, 'body.internal');
  const donorsMinor = request.donors.reduce(
    (sum, { amount }, at) => sum + amounts.read(amount, `body.donors.${at}.amount`),
    0n,
  );
  const unreadable = amounts.refusal() ?? refuseTooLarge(donorsMinor, currency);
  if (unreadable !== undefined) return { obstacles: [unreadable], verdicts: [] };

  const { stage } = request;
  const facts = { currency, internalMinor, totalMinor };
  const place = stage === 'formal' ? 'facility-formal' : 'facility-preliminary';
  const quantities = { sought: totalMinor, soughtFromBank: internalMinor, donors: request.donors.length };
  const verdicts = [
    evaluate('R1', place, facts, rules, { subject: stage, at: time, granted: [] }),
    ...eligibilityVerdicts(request, rules),
    ...evaluateOwn(place, quantities, currency, rules),
  ];
  if (backDated) return { obstacles: [], verdicts };
  const obstacles: Rejection[] = [];
  if (stage === 'formal' && slice.get(facilityStanding, 'preliminary') === undefined)
    obstacles.push(preliminaryFirst);
  const faults = facilityFaults(request, internalMinor > totalMinor);
  if (faults.length > 0) obstacles.push(incomplete(stage, faults, verdicts));
  const blocked = blockingForGood(verdicts) ? refusedByRules(verdicts) : undefined;
  if (blocked !== undefined) obstacles.push(blocked);
  return { obstacles, verdicts };
}

/** The checklist is judged where the charter asks for it. */
function eligibilityVerdicts(
  { stage, eligibility = [] }: FacilityRequest,
  rules: CharterRules,
): readonly Verdict[] {
  const place = stage === 'formal' ? 'facility-formal' : 'facility-preliminary';
  if (severityUnder('R24', place, rules) === 'off') return [];
  return [evaluate('R24', place, { answers: eligibility }, rules)];
}

function incomplete(
  stage: FacilityStage,
  errors: readonly FieldFault[],
  verdicts: readonly Verdict[],
): Rejection {
  return refused('incomplete', INCOMPLETE[stage], faultsTold(errors), { errors, verdicts });
}

const INCOMPLETE: { readonly [S in FacilityStage]: Localised } = {
  preliminary: {
    en: 'The preliminary facility request is not complete',
    fr: 'La demande préliminaire au DGF n’est pas complète',
  },
  formal: {
    en: 'The formal facility request is not complete',
    fr: 'La demande au DGF en bonne et due forme n’est pas complète',
  },
};

function refuseTooLarge(donorsMinor: bigint, currency: string): Rejection | undefined {
  if (donorsMinor <= largestSum(currency)) return undefined;
  return refused(
    'too-large',
    { en: 'More than a fund can hold', fr: 'Plus qu’un fonds ne peut contenir' },
    {
      en: 'The donors’ amounts add up to more than a fund can hold.',
      fr: 'Les montants des donateurs totalisent plus qu’un fonds ne peut contenir.',
    },
    { field: 'body.donors', category: 'invalid' },
  );
}

const preliminaryFirst = conflict(
  'preliminary-first',
  { en: 'The preliminary request comes first', fr: 'La demande préliminaire d’abord' },
  {
    en: 'A formal request follows a preliminary one; submit that first.',
    fr: 'Une demande en bonne et due forme suit une demande préliminaire ; soumettez d’abord celle-ci.',
  },
);

/** Notes that the committee endorsed a revision of a stage, once: the one it decided on, however many came since. */
export const noteEndorsement: CommandHandler<NoteEndorsement, FacilityRequestEndorsed, null> = {
  needs({ stage, revision: decided }, slice) {
    if (!isFacilityStage(stage)) return {};
    const revision = decided ?? slice?.get(facilityStanding, stage)?.revision;
    return {
      own: [
        { kind: facilityStanding.kind, id: stage },
        ...(revision === undefined
          ? []
          : [{ kind: facilityRevision.kind, id: facilityRevisionId(stage, revision) }]),
      ],
    };
  },
  decide({ stage, revision: decided, decisionId }, slice) {
    const standing = isFacilityStage(stage) ? slice.get(facilityStanding, stage) : undefined;
    if (!isFacilityStage(stage) || standing === undefined) return reject(notFound('facility request', stage));
    if (standing.endorsed?.decisionId === decisionId) return accept([], null);
    const revision = decided ?? standing.revision;
    if (slice.get(facilityRevision, facilityRevisionId(stage, revision)) === undefined)
      return reject(notFound('revision of the facility request', `${revision}`));
    const data = { stage, revision, decisionId };
    return accept([{ type: 'FacilityRequestEndorsed', data }], null);
  },
};

function isFacilityStage(stage: string): stage is FacilityStage {
  return stage === 'preliminary' || stage === 'formal';
}
