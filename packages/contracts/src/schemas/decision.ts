import { z } from 'zod';
import { message } from '../message.ts';
import { bilingual, date, id, list, positiveMoney, prose, sha256, text } from '../primitives.ts';

/** The rules of the catalogue that may be set aside for a proposal, where the charter says that they need a waiver. */
export const WAIVABLE_RULES = [
  'R1',
  'R3',
  'R4',
  'R5',
  'R6',
  'R7',
  'R8',
  'R9',
  'R10',
  'R11',
  'R12',
  'R13',
  'R14',
  'R15',
  'R19',
  'R20',
  'R21',
  'R22',
  'R23',
] as const;

/** A rule that may be waived: of the catalogue, or the fund's own (F1 to F999). */
export const waivableRule = z
  .string()
  .regex(new RegExp(`^(${WAIVABLE_RULES.join('|')}|F[1-9]\\d{0,2})$`), {
    error: message(
      `must be one of ${WAIVABLE_RULES.join(', ')}, or a rule of the fund’s own such as F1`,
      `doit être l’une de ${WAIVABLE_RULES.join(', ')}, ou une règle propre au fonds telle que F1`,
    ),
  })
  .meta({ id: 'WaivableRule' });

/** Of a reason that the system gives, not a person: the same in both languages, beside the English. */
export const reasonIn = bilingual
  .optional()
  .describe('The reason in both languages; absent: it is there in the one language of who wrote it');

/** Why a decision could not be carried out. */
export const notCarriedOut = z
  .object({ code: z.string(), reason: z.string().describe('In English'), reasonIn })
  .meta({ id: 'NotCarriedOut' });

/** What the committee decides on. */
export const decisionSubject = z
  .strictObject({
    kind: z.enum(['proposal', 'exclusion', 'facility-request', 'waiver', 'charter', 'other', 'amendment']),
    id,
    rule: waivableRule.optional().describe('For a waiver: the rule it sets aside; id names the proposal'),
    scope: z
      .literal('kind')
      .optional()
      .describe('For a waiver of all proposals of a kind: id names the kind, not one proposal'),
    revision: z
      .int()
      .min(1)
      .optional()
      .describe('For the facility request: the revision decided on; absent: the last'),
    proposals: list(id, 100)
      .optional()
      .describe(
        'For an exclusion at screening: the proposals that the committee excludes; id names the list',
      ),
    sha256: sha256
      .optional()
      .describe(
        'For the charter: of the text that is decided on, as its check gives it; no other is adopted',
      ),
    proposal: id
      .optional()
      .describe('For an amendment: the proposal of the decision amended, which id names; filled in'),
  })
  .meta({ id: 'DecisionSubject' });

/** Money approved, by pot (pooled, bank, or an earmarked contribution) and window (none for the secretariat's budget). */
export const approvedAmount = z
  .strictObject({ pot: id, windowId: id.nullable(), amount: positiveMoney })
  .meta({ id: 'ApprovedAmount' });

/** Who stands for a split: the secretariat and the treasurers are two sides. */
export const splitBy = z
  .strictObject({ person: id, role: z.enum(['secretariat', 'treasurer']) })
  .meta({ id: 'SplitBy' });

/** A condition to be met before money goes out. */
export const condition = z
  .strictObject({ id, text: prose, owner: text(200), due: date.optional() })
  .meta({ id: 'Condition' });

export const outcome = z.enum(['approved', 'rejected', 'returned', 'deferred']);
export const ballot = z.enum(['for', 'against', 'abstain']);

/** Who was entitled, who was there, and whether that was enough. */
export const quorumRecord = z
  .object({
    entitled: list(id, 100),
    present: list(id, 100),
    recused: list(id, 100),
    needed: z.int(),
    constituencies: list(z.object({ constituency: id, present: z.int(), needed: z.int() }), 50),
    met: z.boolean(),
  })
  .meta({ id: 'QuorumRecord' });

/** How the votes fell, and what was needed. */
export const tally = z
  .object({
    method: z.enum(['consensus', 'majority', 'two-thirds', 'per-constituency']),
    for: z.int(),
    against: z.int(),
    abstained: z.int(),
    cast: z.int(),
    needed: z.int(),
    carried: z.boolean(),
    weighted: z.boolean().optional().describe('true: the numbers are weights, not seats'),
    constituencies: list(
      z.object({ constituency: id, for: z.int(), against: z.int(), needed: z.int(), carried: z.boolean() }),
      50,
    )
      .optional()
      .describe('Where a majority is needed in each: those that cast votes'),
  })
  .meta({ id: 'Tally' });
