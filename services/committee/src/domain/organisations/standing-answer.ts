import {
  type DueDiligenceTerms,
  type Instant,
  type KnownOrganisation,
  type OrganisationRecord,
  type Party,
  type Step,
  standingOf,
  wordStanding,
} from '@mdtf/domain';

const STEPS: readonly Step[] = ['submission', 'decision', 'payment'];

/** What is known of an organisation in a fund, and when it is asked about. */
export interface AskedStanding {
  readonly organisation: string;
  readonly known: KnownOrganisation;
  readonly record: OrganisationRecord | undefined;
  readonly at: Instant;
  readonly timeZone: string;
  readonly terms: DueDiligenceTerms | undefined;
}

/** The standing of an organisation as told: before each step, and the gravest of them in words. */
export function standingAnswer({ organisation, known, record, at, timeZone, terms }: AskedStanding) {
  const party: Party = { organisation, known, record, isLead: true, field: 'organisationId' };
  const before = STEPS.map((step) => standingOf(party, { at, timeZone, step, terms }));
  const [first = standingOf(party, { at, timeZone, step: 'submission', terms })] = before;
  const gravest = before.find(({ status }) => status !== 'clear' && status !== 'warned') ?? first;
  return {
    organisation,
    name: known.name,
    at,
    status: gravest.status,
    steps: before.map(({ step, status }) => ({ step, status })),
    explanation: wordStanding(gravest),
    flags: gravest.flags,
    dueDiligence: gravest.dueDiligence,
  };
}
