import type { LocalDate } from './local-date.ts';
import type { KnownOrganisation, OrganisationType } from './organisation.ts';
import type { ConfirmedDueDiligence, OrganisationRecord, StandingFlag } from './organisation-record.ts';
import { type Instant, localDate } from './time.ts';

/** What a due diligence may be required before. */
export type Step = 'submission' | 'decision' | 'payment';

/** For whom the charter requires a due diligence, and before what. */
export interface DueDiligenceTerms {
  readonly before: readonly Step[];
  /** Of a proposal: who leads it, or everybody in its consortium. */
  readonly organisations: 'lead' | 'all';
  /** Absent: of whatever type; an organisation whose type is not registered is meant as well. */
  readonly types?: readonly OrganisationType[] | undefined;
}

/** An organisation that has a part in what is asked. */
export interface Party {
  /** As the request writes it: an id, or a name where it is not registered. */
  readonly organisation: string;
  /** Undefined where it is not registered. */
  readonly known: KnownOrganisation | undefined;
  readonly record: OrganisationRecord | undefined;
  readonly isLead: boolean;
  /** Where it stands in the request. */
  readonly field: string;
}

/** When, in whose time zone, before what, and under which terms of the charter. */
export interface Occasion {
  readonly at: Instant;
  readonly timeZone: string;
  readonly step: Step;
  readonly terms: DueDiligenceTerms | undefined;
}

/** Whether an organisation may act: what stops comes before what only warns. */
export type StandingStatus =
  | 'clear'
  | 'warned'
  | 'due-diligence-missing'
  | 'due-diligence-expired'
  | 'blocked';

/** The standing of an organisation on an occasion, with what it rests on. */
export interface Standing {
  readonly organisation: string;
  readonly name: string;
  readonly field: string;
  readonly status: StandingStatus;
  readonly step: Step;
  /** In which its days are counted. */
  readonly timeZone: string;
  /** Those in force, the gravest first. */
  readonly flags: readonly StandingFlag[];
  /** The due diligence that holds, otherwise the one that held last or will hold; null where none is on record. */
  readonly dueDiligence: ConfirmedDueDiligence | null;
}

/** The standing of an organisation at an instant: a function of its record, the charter's terms and the date alone. */
export function standingOf(party: Party, { at, timeZone, step, terms }: Occasion): Standing {
  const today = localDate(at, timeZone);
  const flags = inForce(party.record, today);
  const { found, holds } = dueDiligenceOn(party.record, today);
  const lacks = isRequired(party, step, terms) && !holds;
  const has = (level: StandingFlag['level']) => flags.some((flag) => flag.level === level);
  const status = has('blocked')
    ? 'blocked'
    : lacks
      ? found !== null && found.validUntil < today
        ? 'due-diligence-expired'
        : 'due-diligence-missing'
      : has('warning')
        ? 'warned'
        : 'clear';
  const { organisation, field, known } = party;
  const about = { organisation, name: known?.name ?? organisation, field, step, timeZone };
  return { ...about, status, flags, dueDiligence: found };
}

/** True for a standing that stops what is asked. */
export function stops({ status }: Standing): boolean {
  return status !== 'clear' && status !== 'warned';
}

/** True when a flag holds on a day: it was not lifted, and its last day has not passed. */
export function flagHolds({ until }: Pick<StandingFlag, 'until'>, today: LocalDate): boolean {
  return until === null || today <= until;
}

/** True where the charter requires a due diligence of this organisation before this step. */
export function isRequired(
  { known, isLead }: Pick<Party, 'known' | 'isLead'>,
  step: Step,
  terms: DueDiligenceTerms | undefined,
): boolean {
  if (terms === undefined || !terms.before.includes(step)) return false;
  if (terms.organisations === 'lead' && !isLead) return false;
  const type = known?.type;
  return terms.types === undefined || type === undefined || terms.types.includes(type);
}

const GRAVITY = ['blocked', 'warning', 'observation'] as const;

function inForce(record: OrganisationRecord | undefined, today: LocalDate): readonly StandingFlag[] {
  const holding = (record?.flags ?? []).filter((flag) => flagHolds(flag, today));
  return holding.sort((a, b) => GRAVITY.indexOf(a.level) - GRAVITY.indexOf(b.level));
}

/** Of several that hold, the one confirmed last; of none, the one that held longest, then one still to begin. */
function dueDiligenceOn(record: OrganisationRecord | undefined, today: LocalDate) {
  const all = record?.dueDiligence ?? [];
  const holding = all.findLast(({ validFrom, validUntil }) => validFrom <= today && today <= validUntil);
  if (holding !== undefined) return { found: holding, holds: true };
  const past = all.filter(({ validUntil }) => validUntil < today);
  const last = past.reduce<ConfirmedDueDiligence | null>(
    (latest, one) => (latest === null || one.validUntil >= latest.validUntil ? one : latest),
    null,
  );
  return { found: last ?? all.at(-1) ?? null, holds: false };
}
