import { z } from 'zod';
import {
  bilingual,
  currency,
  date,
  documentReference,
  id,
  list,
  money,
  percent,
  prose,
  text,
} from '../primitives.ts';
import { PUBLIC_PARTS } from '../public-part.ts';
import { charterRules } from './charter-rules.ts';
import { dueDiligenceTerms } from './organisation.ts';

const objective = z.strictObject({ id, title: bilingual });

/** A part of the fund with its own purpose; only a window that acts for the Forum uses its name and reports to it. */
export const window = z
  .strictObject({
    id,
    title: bilingual,
    actsForForum: z.boolean(),
    ceiling: money
      .optional()
      .describe('The most that may be allocated under it; absent: no limit of its own'),
    alwaysOpen: z.boolean().default(false).describe('Takes requests without a call'),
    objectives: list(id, 50),
  })
  .meta({ id: 'Window' });

const seat = z.strictObject({
  id,
  constituency: id,
  title: bilingual,
  voting: z.boolean().describe('false: sits without vote by the charter'),
  weight: z.int().min(1).max(1000).optional().describe('What its vote counts; absent: 1'),
});

/** Quorum: a share of the entitled voting seats, and a minimum of present seats per constituency. */
const quorum = z.strictObject({
  share: z.strictObject({ numerator: z.int().min(0).max(1000), denominator: z.int().min(1).max(1000) }),
  minimumPresent: z.record(id, z.int().min(0).max(1000)),
});

/** How the committee decides: consensus (no vote against), otherwise a share of the votes cast, in all or in each constituency that votes; abstentions not cast. */
export const decisionMethod = z.strictObject({
  first: z.enum(['consensus', 'majority', 'two-thirds', 'per-constituency']),
  otherwise: z.enum(['majority', 'two-thirds', 'per-constituency', 'none']),
});

/** Decisions by silence, outside meetings. */
const nonObjection = z.strictObject({
  workingDays: z.int().min(1).max(100).describe('The shortest term of silence'),
  ceiling: money.optional().describe('The most that silence may approve; absent: no limit of its own'),
});

const leadDays = list(z.int().min(0).max(365), 5);

/** How many days before a date people are reminded of it; what is left out keeps the default. */
const reminders = z
  .strictObject({
    call: leadDays.optional(),
    session: leadDays.optional().describe('The longest: when the agenda is sent'),
    'non-objection': leadDays.optional(),
    condition: leadDays.optional(),
    report: leadDays.optional(),
    waiver: leadDays.optional(),
    calendar: leadDays.optional(),
    clarification: leadDays.optional(),
    'due-diligence': leadDays.optional(),
    offer: leadDays.optional(),
    review: leadDays.optional(),
    'seat-term': leadDays.optional(),
    'decision-review': leadDays.optional(),
    extension: leadDays.optional(),
    deposit: leadDays.optional(),
  })
  .meta({ id: 'Reminders' });

const templateDay = z.strictObject({
  milestone: z.enum([
    'questions-due',
    'concept-notes-due',
    'full-proposals-due',
    'reviews-begin',
    'reviews-end',
  ]),
  month: z.int().min(1).max(12),
  day: z.int().min(1).max(31).describe('A day that the month has not is its last one'),
  yearsLater: z.int().min(0).max(2).default(0).describe('After the year the calendar is counted from'),
  ifNoWorkingDay: z.enum(['stay', 'before', 'after']).default('stay'),
});

/** The fund's constitution: everything a secretariat may set, in English and French. */
export const charter = z
  .strictObject({
    title: bilingual,
    purpose: bilingual,
    currency,
    timeZone: text(60).describe('IANA time zone in which the fund counts its days, such as Europe/Zurich'),
    workingDays: list(z.int().min(1).max(7), 7).describe('ISO weekdays, 1 is Monday'),
    holidays: list(date, 1_000),
    objectives: list(objective, 50),
    windows: list(window, 50),
    calendar: list(z.strictObject({ id, title: bilingual, date }), 500),
    calendarTemplate: list(templateDay, 5)
      .optional()
      .describe('The days of every year by which calls are opened, each milestone once; absent: none'),
    constituencies: list(z.strictObject({ id, title: bilingual }), 50),
    seats: list(seat, 100),
    quorum,
    decisionMethod,
    decisionMethods: z
      .partialRecord(
        z.enum(['proposal', 'exclusion', 'facility-request', 'waiver', 'charter', 'other']),
        decisionMethod,
      )
      .optional()
      .describe(
        'Of kinds of subject that are decided otherwise; an amendment goes by what it amends; absent: all by the one',
      ),
    nonObjection: nonObjection.optional().describe('Absent: ten working days, no ceiling'),
    decisionReview: z
      .strictObject({ workingDays: z.int().min(1).max(100) })
      .optional()
      .describe(
        'How long an applicant may ask that an exclusion or a rejection be reviewed; absent: ten working days',
      ),
    reminders: reminders.optional().describe('Days before each kind of date; absent: the defaults'),
    assistanceThreshold: money
      .optional()
      .describe(
        'The most that a government’s request may ask on one page, decided by non-objection; absent: there is no such track',
      ),
    dueDiligence: dueDiligenceTerms.optional().describe('Absent: required of nobody'),
    preparationAdvances: z
      .boolean()
      .optional()
      .describe(
        'true: money may go out to prepare a project, before its mandate is accepted (R19); absent: no',
      ),
    splitByBoth: z
      .boolean()
      .optional()
      .describe(
        'true: a split is prepared by secretariat and treasurer, before it is approved in session or the seats are asked about it outside one',
      ),
    rules: charterRules,
    administrationFeePercent: percent.describe(
      'Default rate of the administration fee; each agreement has its own',
    ),
    secretariatBudgetPercent: percent
      .optional()
      .describe('Most the secretariat may cost, of net agreed contributions'),
    publishes: z.boolean().describe('true: reports, open data and logs are readable without a token'),
    unpublished: list(z.enum(PUBLIC_PARTS), PUBLIC_PARTS.length)
      .optional()
      .describe(
        'The parts that are withheld from the public all the same; people with roles see them; absent: none',
      ),
    document: documentReference.optional(),
    note: prose.optional(),
  })
  .meta({ id: 'Charter' });

export type Charter = z.infer<typeof charter>;
