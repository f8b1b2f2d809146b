import {
  type Context,
  organisationRecord,
  partiesOf,
  partyNeeds,
  type Rejection,
  refuseStanding,
  type Slice,
  type Standing,
  type StateRef,
  standingOf,
  stops,
  type WrittenParties,
} from '@mdtf/domain';
import { CURRENT, type KnownCharter, knownCharter } from './known/charter.ts';
import type { ProposalContent } from './writing/content.ts';

/** The documents that tell how the organisations of a content stand. */
export function needsOfParties(
  content: ProposalContent,
  slice: Slice | undefined,
): { readonly platform: readonly StateRef[]; readonly records: readonly StateRef[] } {
  return partyNeeds(writtenIn(content), slice);
}

/** How everybody who has a part in a content stands before its submission, the lead first. */
export function standingsOf(
  content: ProposalContent,
  charter: KnownCharter,
  slice: Slice,
  { time: at }: Context,
): readonly Standing[] {
  const record = (organisation: string) => slice.fact(organisationRecord, organisation);
  const timeZone = (slice.fact(knownCharter, CURRENT) ?? charter).timeZone;
  const fields = { lead: 'body.content.lead', partner: (at: number) => fieldOf(content, at) };
  return partiesOf(writtenIn(content), slice, record, fields).map((party) =>
    standingOf(party, { at, timeZone, step: 'submission', terms: charter.dueDiligence }),
  );
}

/** What keeps a content from being submitted: each organisation that may not have a part as it stands. */
export function refuseStandings(standings: readonly Standing[], { actor }: Context): readonly Rejection[] {
  const seesAll = actor.roles.some((role) => role !== 'partner');
  return standings
    .filter(stops)
    .map((standing) =>
      refuseStanding(standing, seesAll || actor.organisations.includes(standing.organisation)),
    );
}

// A partner is named by its name, and by its id where it is registered: neither may be of one that stops.
const othersIn = ({ assistance, partners }: ProposalContent) => [
  ...partners.flatMap(({ organisation, organisationId }, at) => [
    ...(organisationId === undefined
      ? []
      : [{ text: organisationId, field: `partners.${at}.organisationId` }]),
    { text: organisation, field: `partners.${at}.organisation` },
  ]),
  ...(assistance?.implementedBy === undefined
    ? []
    : [{ text: assistance.implementedBy, field: 'assistance.implementedBy' }]),
];

const fieldOf = (content: ProposalContent, at: number): string =>
  `body.content.${othersIn(content)[at]?.field}`;

function writtenIn(content: ProposalContent): WrittenParties {
  return { lead: content.lead, partners: othersIn(content).map(({ text }) => text) };
}
