import { z } from 'zod';
import { bilingual, id, instant } from '../primitives.ts';

/** What a fund sets dates for. */
export const deadlineKind = z
  .enum([
    'call',
    'session',
    'non-objection',
    'condition',
    'report',
    'waiver',
    'calendar',
    'clarification',
    'due-diligence',
    'offer',
    'review',
    'seat-term',
    'decision-review',
    'extension',
    'deposit',
  ])
  .meta({ id: 'DeadlineKind' });

/** What a person can be told by e-mail: dates that come near, and decisions on what it applied for. */
export const noticeKind = z.enum([...deadlineKind.options, 'decision']).meta({ id: 'NoticeKind' });

/** The languages a fund writes in. */
export const language = z.enum(['en', 'fr']);

/** Something with a date on which somebody must act. */
export const deadline = z
  .object({
    deadlineId: z.string().describe('Stays the same when the date moves'),
    kind: deadlineKind,
    subject: z.object({ kind: z.string(), id }).describe('What it is about'),
    title: bilingual,
    dueAt: instant.describe('The first instant that is too late; of a session, when it begins'),
    due: z.string().describe('The same for people: in the fund’s time zone, and in UTC'),
    timeZone: z.string(),
    state: z.enum(['open', 'done', 'cancelled', 'passed']),
    for: z
      .array(z.string())
      .describe('Whom it concerns: role:secretariat, organisation:iom, seat:3, person:somebody'),
  })
  .meta({ id: 'Deadline' });
