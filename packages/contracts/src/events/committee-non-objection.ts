import { z } from 'zod';
import { date, id, instant, list, positiveMoney, prose, text } from '../primitives.ts';
import { amendment } from '../schemas/amendment.ts';
import { charterRules } from '../schemas/charter-rules.ts';
import { approvedAmount, condition, decisionSubject, quorumRecord, splitBy } from '../schemas/decision.ts';
import { proposalKind } from '../schemas/proposal.ts';
import { verdict } from '../schemas/verdict.ts';

const nonObjectionId = id.describe(
  'Also the id of the agenda item that it becomes when it comes to a session',
);

/** What came of a notice to a seat; a bounce takes back an earlier delivery. */
export const noticeOutcome = z.enum(['delivered', 'bounced']);

/** A seat left out of a non-objection, and why. */
export const recusalFromSilence = z.object({ seat: id, nature: prose });

/** Facts of decisions by silence, outside meetings. */
export const nonObjectionEvents = {
  NonObjectionOpened: z.object({
    nonObjectionId,
    decisionId: id.describe('The decision that silence takes'),
    subject: decisionSubject,
    title: text(500),
    partner: id.nullable(),
    proposalKind: proposalKind.optional().describe('Of a proposal: a waiver may be for all of its kind'),
    requested: positiveMoney.nullable(),
    windowId: id.nullable(),
    split: list(approvedAmount, 20),
    splitBy: list(splitBy, 2)
      .optional()
      .describe('Who prepared the split: whoever asks, and a treasurer who has said the same'),
    conditions: list(condition, 50),
    reason: prose,
    expires: date.nullable().describe('For a waiver: the last day it would hold'),
    upTo: positiveMoney
      .optional()
      .describe('For a waiver: the most that a proposal may ask and still be under it'),
    amendment: amendment.optional().describe('Of an amendment: what silence would change'),
    charterVersion: z.int().describe('Whose rules are asked: the call’s, otherwise the one in force'),
    heldUnder: z.int().describe('The version in force: its seats, quorum and calendar hold to the end'),
    verdicts: list(verdict, 20),
    workingDays: z.int().describe('The term of silence, of each seat from the delivery of its notice'),
    timeZone: text(60),
    dueAt: instant.describe('The first instant that is too late for an objection'),
    entitled: list(z.object({ seat: id, constituency: id, organisation: id.nullable() }), 100),
    recused: list(recusalFromSilence, 100),
    disclosed: list(recusalFromSilence, 100)
      .optional()
      .describe('Interests ruled a disclosure: the seat stays'),
    quorum: z.object({
      share: z.object({ numerator: z.int(), denominator: z.int() }),
      minimumPresent: z.record(id, z.int()),
    }),
    sittingRules: charterRules
      .pick({ R17: true, R18: true, R22: true })
      .optional()
      .describe('Of the charter in force: the rules of a sitting, by which silence is judged'),
  }),
  NoticesRecorded: z.object({
    nonObjectionId,
    notices: list(z.object({ seat: id, outcome: noticeOutcome, evidence: prose.nullable() }), 100),
    dueAt: instant.describe('The term as it now ends'),
  }),
  OutageRecorded: z.object({ nonObjectionId, from: instant, until: instant, reason: prose, dueAt: instant }),
  RecusedFromNonObjection: z.object({ nonObjectionId, seat: id, nature: prose, ruledBy: id }),
  NoObjectionDeclared: z.object({ nonObjectionId, seat: id, note: prose.nullable() }),
  ObjectionRaised: z.object({ nonObjectionId, seat: id, reason: prose }),
  NonObjectionLapsed: z.object({ nonObjectionId, dueAt: instant, quorum: quorumRecord }),
  NonObjectionClosed: z.object({ nonObjectionId, subject: decisionSubject, reason: prose }),
};

/** How silence came to a decision; who agreed in words is for the parties. */
export const bySilence = z
  .object({
    nonObjectionId,
    openedAt: instant,
    dueAt: instant,
    agreed: z.int(),
    silent: z.int(),
    notDelivered: list(id, 100).describe('Seats whose silence does not count: no delivery is on record'),
  })
  .meta({ id: 'BySilence' });
