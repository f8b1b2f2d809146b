import {
  type ApprovedAmount,
  type DecisionSubject,
  type DueDiligenceTerms,
  ifNamed,
  organisationRecord,
  type Party,
  partiesOf,
  partyNeeds,
  type Slice,
  type StateRef,
} from '@mdtf/domain';
import { type AllocatedSums, knownAllocated, THE_SUMS, type Waiver, waiversOf } from '@mdtf/rules';
import { amendedNeeds, amendedOf } from './amendment.ts';
import { type AdoptedCharter, charterAggregate } from './charter.ts';
import { grantedWaivers, waiversFor } from './granted-waivers.ts';
import { knownCall } from './known/call.ts';
import { ALL_GIVEN, knownGiven } from './known/given.ts';
import { type KnownPot, knownPot } from './known/pot.ts';
import { type KnownProposal, knownProposal } from './known/proposal.ts';
import { seatsAggregate, THE_COMMITTEE } from './seats.ts';
import type { Charter } from './shapes.ts';

/** A proposal before the committee, with what the rules ask about it. */
export interface ProposalAtHand {
  readonly id: string;
  readonly proposal: KnownProposal;
  /** The version of the charter whose rules bind it: its call's, otherwise the one in force. */
  readonly charterVersion: number;
  readonly rules: Charter['rules'];
  /** Granted for it or for its kind, whether or not they still hold or reach far enough. */
  readonly waivers: readonly Waiver[];
  readonly allocated: AllocatedSums | undefined;
  /** Agreed contributions net of fees, minor units, and the charter's rate for the secretariat. */
  readonly netAgreedMinor: bigint;
  readonly secretariatPercent: string | null;
  readonly pot: (id: string) => KnownPot | undefined;
  /** Who leads it and who else has a part, with what the fund has on record of each. */
  readonly parties: readonly Party[];
  readonly dueDiligence: DueDiligenceTerms | undefined;
  readonly timeZone: string;
  /** Given to it under the decision that is amended; empty where none is. */
  readonly already: readonly ApprovedAmount[];
}

/** True for a subject that is about one proposal. */
export function isAboutProposal({ kind, scope, proposal }: DecisionSubject): boolean {
  if (kind === 'amendment') return proposal !== undefined;
  return kind === 'proposal' || (kind === 'waiver' && scope === undefined);
}

/** True for what may set money aside, or back: a proposal, and the amendment of its approval. */
export const givesMoney = (subject: DecisionSubject): boolean =>
  subject.kind === 'proposal' || (subject.kind === 'amendment' && isAboutProposal(subject));

/** The proposal of a subject that is about one. */
export const proposalIn = ({ id, proposal }: DecisionSubject): string => proposal ?? id;

/** The documents behind `proposalAtHand`, as far as can be told from what is loaded; `version` where an agenda item has it. */
export function proposalNeeds(
  subject: DecisionSubject,
  amounts: readonly ApprovedAmount[],
  slice: Slice | undefined,
  pinnedTo?: number,
): {
  readonly own: readonly StateRef[];
  readonly facts: readonly StateRef[];
  readonly platform: readonly StateRef[];
} {
  const amended = amendedNeeds(subject, slice);
  if (!isAboutProposal(subject)) return { own: amended, facts: [], platform: [] };
  const id = proposalIn(subject);
  const version = pinnedTo ?? amendedOf(subject, slice)?.named.charterVersion;
  const callId = version === undefined ? (proposalCall(id, slice) ?? null) : null;
  const known = ifNamed(() => slice?.fact(knownProposal, id));
  const parties = known === undefined ? undefined : partyNeeds(known, slice);
  const pinned = version ?? (callId === null ? undefined : callVersion(callId, slice));
  return {
    own: [
      ...amended,
      ...waiverDocuments(id, proposalKind(id, slice)).map((each) => ({
        kind: grantedWaivers.kind,
        id: each,
      })),
      { kind: seatsAggregate.kind, id: THE_COMMITTEE },
      ...(pinned === undefined ? [] : [{ kind: charterAggregate.kind, id: String(pinned) }]),
      ...(parties?.records ?? []),
    ],
    facts: [
      { kind: knownProposal.kind, id },
      { kind: knownAllocated.kind, id: THE_SUMS },
      { kind: knownGiven.kind, id: ALL_GIVEN },
      ...amounts.map(({ pot }) => ({ kind: knownPot.kind, id: pot })),
      ...(callId === null ? [] : [{ kind: knownCall.kind, id: callId }]),
    ],
    platform: parties?.platform ?? [],
  };
}

const proposalKind = (id: string, slice: Slice | undefined): string | undefined =>
  ifNamed(() => slice?.fact(knownProposal, id)?.kind);

const proposalCall = (id: string, slice: Slice | undefined): string | null | undefined =>
  ifNamed(() => slice?.fact(knownProposal, id)?.callId);

const callVersion = (callId: string, slice: Slice | undefined): number | undefined =>
  ifNamed(() => slice?.fact(knownCall, callId)?.charterVersion);

/** The proposal that a subject is about with all it takes to decide; undefined when it is about none, or one not known here. */
export function proposalAtHand(
  subject: DecisionSubject,
  slice: Slice,
  current: AdoptedCharter,
  pinnedTo?: number,
): ProposalAtHand | undefined {
  const id = proposalIn(subject);
  const proposal = isAboutProposal(subject) ? slice.fact(knownProposal, id) : undefined;
  if (proposal === undefined) return undefined;
  const amended = amendedOf(subject, slice);
  const version = pinnedTo ?? amended?.named.charterVersion;
  const bound = boundCharter(proposal, slice, version) ?? current;
  return {
    id,
    proposal,
    charterVersion: bound.version,
    rules: bound.charter.rules,
    waivers: waiversOf(
      id,
      waiverDocuments(id, proposal.kind).map((each) => slice.get(grantedWaivers, each)),
      current.charter.timeZone,
    ),
    allocated: slice.fact(knownAllocated, THE_SUMS),
    netAgreedMinor: slice.fact(knownGiven, ALL_GIVEN)?.netMinor ?? 0n,
    secretariatPercent: bound.charter.secretariatBudgetPercent ?? null,
    pot: (id) => slice.fact(knownPot, id),
    parties: partiesOf(
      proposal,
      slice,
      (organisation) => slice.get(organisationRecord, organisation),
      FIELDS,
    ),
    dueDiligence: bound.charter.dueDiligence,
    timeZone: current.charter.timeZone,
    already: amended?.amounts ?? [],
  };
}

/** The request of a decision names the subject alone. */
const FIELDS = { lead: 'body.subject', partner: () => 'body.subject' };

function boundCharter({ callId }: KnownProposal, slice: Slice, version: number | undefined) {
  if (version !== undefined) return slice.get(charterAggregate, String(version));
  const call = callId === null ? undefined : slice.fact(knownCall, callId);
  return call === undefined ? undefined : slice.get(charterAggregate, String(call.charterVersion));
}

/** What a waiver for a proposal may have been granted on: itself first, then its kind. */
function waiverDocuments(id: string, kind: string | undefined): readonly string[] {
  return [waiversFor(id), ...(kind === undefined ? [] : [waiversFor(kind, 'kind')])];
}
