import {
  type Aggregate,
  type DueDiligenceTerms,
  type LocalDate,
  type Money,
  minorOf,
  type PublicPart,
} from '@mdtf/domain';
import type { CharterRules } from '@mdtf/rules';
import type { TemplateDay } from '../calls/calendar-template.ts';

/** Of the committee's event: what a proposal is measured against. */
export interface CharterAdopted {
  readonly type: 'CharterAdopted';
  readonly data: {
    readonly version: number;
    readonly charter: {
      readonly currency: string;
      readonly timeZone: string;
      readonly workingDays: readonly number[];
      readonly holidays: readonly LocalDate[];
      readonly calendarTemplate?: readonly TemplateDay[] | undefined;
      readonly decisionReview?: { readonly workingDays: number } | undefined;
      readonly publishes: boolean;
      readonly unpublished?: readonly PublicPart[] | undefined;
      readonly assistanceThreshold?: Money | undefined;
      readonly objectives: readonly { readonly id: string }[];
      readonly windows: readonly (Omit<KnownWindow, 'ceilingMinor'> & {
        readonly ceiling?: Money | undefined;
      })[];
      readonly dueDiligence?: DueDiligenceTerms | undefined;
      readonly rules: CharterRules;
    };
  };
}

/** A part of the fund with its own purpose. */
export interface KnownWindow {
  readonly id: string;
  readonly actsForForum: boolean;
  /** Takes requests without a call. */
  readonly alwaysOpen: boolean;
  readonly objectives: readonly string[];
  /** The most that may be allocated under it; null: no limit of its own. */
  readonly ceilingMinor: bigint | null;
}

/** One version of the charter, as far as proposals depend on it. */
export interface KnownCharter {
  readonly version: number;
  readonly currency: string;
  readonly timeZone: string;
  readonly workingDays: readonly number[];
  readonly holidays: readonly LocalDate[];
  /** The days of every year by which calls are opened; absent: none. */
  readonly calendarTemplate?: readonly TemplateDay[] | undefined;
  /** Working days in which an applicant may ask for a review. */
  readonly reviewDays: number;
  readonly publishes: boolean;
  /** Withheld from the public all the same; absent: nothing. */
  readonly unpublished?: readonly PublicPart[];
  /** The most that a request on one page may ask; null: there is no such track. */
  readonly assistanceThreshold: Money | null;
  readonly objectives: readonly string[];
  readonly windows: readonly KnownWindow[];
  /** Absent: required of nobody. */
  readonly dueDiligence?: DueDiligenceTerms | undefined;
  readonly rules: CharterRules;
}

/** The term to ask for a review, of a charter that does not say. */
export const DEFAULT_REVIEW_DAYS = 10;

/** The document of the charter in force; every version also has its own, under its number. */
export const CURRENT = 'current';

/** The committee's charter as known here: one document per version, for calls that pin it, and one for that in force. */
export const knownCharter: Aggregate<KnownCharter, CharterAdopted> = {
  kind: 'charter',
  version: 5,
  concerns: { CharterAdopted: ({ version }) => [CURRENT, `${version}`] },
  evolve: (_before, { data: { version, charter } }) => ({
    version,
    currency: charter.currency,
    timeZone: charter.timeZone,
    workingDays: charter.workingDays,
    holidays: charter.holidays,
    reviewDays: charter.decisionReview?.workingDays ?? DEFAULT_REVIEW_DAYS,
    publishes: charter.publishes,
    ...(charter.unpublished === undefined ? {} : { unpublished: charter.unpublished }),
    assistanceThreshold: charter.assistanceThreshold ?? null,
    objectives: charter.objectives.map(({ id }) => id),
    windows: charter.windows.map(({ id, actsForForum, alwaysOpen, objectives, ceiling }) => ({
      id,
      actsForForum,
      alwaysOpen,
      objectives,
      ceilingMinor: ceiling === undefined ? null : minorOf(ceiling),
    })),
    ...(charter.calendarTemplate === undefined ? {} : { calendarTemplate: charter.calendarTemplate }),
    ...(charter.dueDiligence === undefined ? {} : { dueDiligence: charter.dueDiligence }),
    rules: charter.rules,
  }),
};
