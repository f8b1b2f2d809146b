import {
  type Context,
  knownOrganisation,
  type Needs,
  organisationRecord,
  type Rejection,
  refuseStanding,
  type Slice,
  type Standing,
  standingOf,
  standingVerdicts,
  stops,
  type Verdict,
} from '@mdtf/domain';
import { CURRENT, knownCharter } from '../known/charter.ts';
import type { OfferForm } from './hub-events.ts';

/** Who offers what in kind, and where the request says so. */
export interface Giver {
  readonly organisation: string;
  readonly form: OfferForm;
  readonly field: string;
}

/** The documents that tell how whoever offers stands; none while it is not known. */
export function needsOfGiver(organisation: string | undefined): Required<Pick<Needs, 'facts' | 'platform'>> {
  const charter = { kind: knownCharter.kind, id: CURRENT };
  if (organisation === undefined) return { facts: [charter], platform: [] };
  return {
    facts: [charter, { kind: organisationRecord.kind, id: organisation }],
    platform: [{ kind: knownOrganisation.kind, id: organisation }],
  };
}

/**
 * How whoever offers in kind stands now, by the charter in force. A flag counts whatever is given. A due diligence is
 * asked of who comes with know-how, as of who leads a proposal: nobody else answers for its work. Of a gift of goods,
 * as of one of money, the fund asks none: its donor does nothing under the fund.
 */
export function standingOfGiver(
  { organisation, form, field }: Giver,
  slice: Slice,
  { time: at }: Pick<Context, 'time'>,
): Standing {
  const charter = slice.fact(knownCharter, CURRENT);
  const known = slice.platformFact(knownOrganisation, organisation);
  const record = slice.fact(organisationRecord, organisation);
  const terms = form === 'goods-and-services' ? undefined : charter?.dueDiligence;
  const timeZone = charter?.timeZone ?? 'UTC';
  return standingOf(
    { organisation, known, record, isLead: true, field },
    { at, timeZone, step: 'submission', terms },
  );
}

/** What keeps whoever offers from it as it stands, with a flag's reason for its own people; what is recorded afterwards is recorded all the same. */
export function refuseGiver(
  standing: Standing,
  { actor, backDated }: Context,
  speaksForIt: boolean,
): Rejection | undefined {
  if (backDated || !stops(standing)) return undefined;
  return refuseStanding(standing, speaksForIt || actor.roles.some((role) => READ_REASONS.includes(role)));
}

/** Who reads why an organisation is flagged, besides its own people. */
const READ_REASONS: readonly string[] = [
  'secretariat',
  'chair',
  'seat-holder',
  'alternate',
  'treasurer',
  'auditor',
];

/** How whoever offers stood, for the record; nothing where nothing is to be told. */
export function toldOfGiver(standing: Standing): { readonly verdicts?: readonly Verdict[] } {
  const verdicts = standingVerdicts([standing], 'proposal');
  return verdicts.length === 0 ? {} : { verdicts };
}
