import {
  type Context,
  fundNotKnown,
  knownOrganisation,
  type Needs,
  organisationRecord,
  type Rejection,
  refuseStanding,
  type Slice,
  type Standing,
  type Step,
  standingOf,
  stops,
} from '@mdtf/domain';
import { CURRENT, type KnownCharter, knownCharter } from './known/charter.ts';

/** The documents that tell how the partner of an allocation stands; none while it is not known. */
export function needsOfStanding(
  partner: string | null | undefined,
): Required<Pick<Needs, 'facts' | 'platform'>> {
  if (partner === null || partner === undefined) return { facts: [], platform: [] };
  return {
    facts: [
      { kind: knownCharter.kind, id: CURRENT },
      { kind: organisationRecord.kind, id: partner },
    ],
    platform: [{ kind: knownOrganisation.kind, id: partner }],
  };
}

/** How the partner that the money is for stands before a step; by the charter in force, for money is let out now. */
export function partnerStanding(
  organisation: string,
  step: Step,
  slice: Slice,
  { timeZone, dueDiligence: terms }: KnownCharter,
  { time: at }: Pick<Context, 'time'>,
): Standing {
  const known = slice.platformFact(knownOrganisation, organisation);
  const record = slice.fact(organisationRecord, organisation);
  const party = { organisation, known, record, isLead: true, field: 'body' };
  return standingOf(party, { at, timeZone, step, terms });
}

/** The refusal of what would let money go to a partner that may not have it now; history is recorded all the same. */
export function refusePartner(
  standing: Standing,
  { backDated }: Pick<Context, 'backDated'>,
): Rejection | undefined {
  if (backDated || !stops(standing)) return undefined;
  const { field: _, ...rejection } = refuseStanding(standing, true);
  return rejection;
}

/** The refusal of a mandate with a partner that may not be paid. */
export function refuseMandate(partner: string, slice: Slice, context: Context): Rejection | undefined {
  const charter = slice.fact(knownCharter, CURRENT);
  if (charter === undefined) return fundNotKnown;
  return refusePartner(partnerStanding(partner, 'payment', slice, charter, context), context);
}
