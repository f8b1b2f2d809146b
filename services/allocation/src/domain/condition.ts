import { accept, type CommandHandler, fundNotKnown, type LocalDate, notFound, reject } from '@mdtf/domain';
import { allocation, made } from './allocation.ts';
import { dayOf } from './day.ts';
import type { ConditionMet } from './events.ts';
import { CURRENT, knownCharter } from './known/charter.ts';

// Commands

/** That a condition of an allocation is met, and how that is known. */
export interface MeetCondition {
  readonly allocationId: string;
  readonly conditionId: string;
  readonly evidence: string;
  readonly metOn?: LocalDate | undefined;
}

// Decide

/** Records a condition as met, once, with its evidence. */
export const meetCondition: CommandHandler<MeetCondition, ConditionMet, ConditionMet['data']> = {
  needs: ({ allocationId }) => ({
    own: [{ kind: allocation.kind, id: allocationId }],
    facts: [{ kind: knownCharter.kind, id: CURRENT }],
  }),
  decide({ allocationId, conditionId, evidence, metOn }, slice, context) {
    const charter = slice.fact(knownCharter, CURRENT);
    if (charter === undefined) return reject(fundNotKnown);
    const granted = made(slice.get(allocation, allocationId));
    if (granted === undefined) return reject(notFound('allocation', allocationId));
    const condition = granted.conditions.find(({ id }) => id === conditionId);
    if (condition === undefined) return reject(notFound('condition', conditionId));
    if (condition.metOn !== null) {
      return reject({
        code: 'already-met',
        category: 'conflict',
        title: { en: 'Condition met already', fr: 'Condition déjà remplie' },
        detail: {
          en: `Condition ${conditionId} was met on ${condition.metOn}.`,
          fr: `La condition ${conditionId} a été remplie le ${condition.metOn}.`,
        },
      });
    }
    const day = dayOf(metOn, context, charter.timeZone, 'body.metOn');
    if (typeof day !== 'string') return reject(day);
    const data = { allocationId, conditionId, evidence, metOn: day };
    return accept([{ type: 'ConditionMet', data }], data);
  },
};
