import { z } from 'zod';
import { bySilence } from '../../events/committee-non-objection.ts';
import { date, documentReference, fundId, id, instant, positiveMoney, text } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { amendment } from '../../schemas/amendment.ts';
import {
  approvedAmount,
  ballot,
  condition,
  decisionSubject,
  outcome,
  quorumRecord,
  reasonIn,
  tally,
} from '../../schemas/decision.ts';
import { verdict } from '../../schemas/verdict.ts';
import { inFund } from '../common.ts';

/** A seat's part in a decision. */
const partOfSeat = z.object({
  seat: id,
  constituency: id,
  organisation: id.nullable().describe('Null: vacant'),
  voting: z.boolean(),
  weight: z.int(),
  present: z.boolean().describe('Outside a meeting: its notice was delivered, or it answered'),
  recused: z.boolean(),
  interest: z
    .object({ nature: z.string(), ruling: z.enum(['disclosure', 'recusal']), ruledBy: z.string().nullable() })
    .nullable(),
  ballot: ballot.nullable().describe('Null: none was cast, or it is not for the caller'),
  reason: z.string().nullable(),
});

/** All there is to know of one decision, in one document. */
export const decisionRecord = z
  .object({
    format: z.literal('mdtf.decision-record.v1'),
    fundId,
    decisionId: id,
    title: text(500),
    subject: decisionSubject,
    partner: id.nullable(),
    taken: z.enum(['in-session', 'on-paper', 'by-silence']),
    decidedOn: date,
    time: instant,
    recordedAt: instant,
    recordedBy: z.string(),
    onPaper: documentReference.nullable(),
    session: z.object({ sessionId: id, number: z.int(), startsAt: instant, place: z.string() }).nullable(),
    bySilence: bySilence.nullable(),
    charter: z.object({
      rules: z.int().describe('The version whose rules were asked'),
      committee: z.int().describe('The version whose seats, quorum and method held'),
    }),
    seats: z.array(partOfSeat),
    ballotsShown: z.boolean().describe('false: ballots are left out, being for the parties and the auditors'),
    quorum: quorumRecord.nullable(),
    tally: tally.nullable(),
    outcome,
    reason: z.string(),
    reasonIn,
    amounts: z.array(approvedAmount),
    conditions: z.array(condition),
    expires: date.nullable(),
    upTo: positiveMoney.nullable(),
    verdicts: z.array(verdict),
    amendment: amendment.nullable().describe('Of an amendment: what it changes'),
    amendedBy: z
      .array(
        z.object({
          decisionId: id,
          decidedOn: date,
          revoked: z.boolean(),
          carriedOut: z.boolean().nullable().describe('Null: needs nothing, or not yet'),
        }),
      )
      .describe('Later decisions that amend this one'),
    effects: z.array(
      z.object({
        carriedOut: z.boolean(),
        allocationId: id.nullable(),
        code: z.string().nullable(),
        reason: z.string().nullable().describe('In English'),
        reasonIn,
        at: instant,
      }),
    ),
    entries: z
      .array(z.object({ sequence: z.string(), id: z.string(), type: z.string(), leafHash: z.string() }))
      .describe('Of the committee’s log, those that this record is made of'),
    text: z.object({ en: z.string(), fr: z.string() }).describe('The same to be read'),
  })
  .meta({ id: 'DecisionRecord' });

const getDecisionRecord = defineRoute({
  id: 'getDecisionRecord',
  service: 'committee',
  method: 'GET',
  path: '/v1/funds/{fundId}/committee/decisions/{decisionId}/record',
  summary:
    'The record of a decision: who took part and why not, the arithmetic, the rules, the entries behind it',
  description:
    'Made from the log alone. Ballots are shown to seats that are not recused, to the chair, the secretariat and the auditors.',
  access: 'fund-public',
  tells: ['decisions'],
  params: inFund('decisionId'),
  answer: decisionRecord,
});

/** Records of decisions. */
export const decisionRecordRoutes = { getDecisionRecord } as const;
