import {
  type Aggregate,
  accept,
  alreadyExists,
  type CommandHandler,
  type LocalDate,
  localDate,
  reject,
} from '@mdtf/domain';
import type { GroupValue, ResultRecorded } from './events.ts';
import { activityAtHand, factsAbout, refuseFuture, refuseReporter } from './reporter.ts';

// Commands

/** A result of an activity, monetised or not. */
export interface RecordResult {
  readonly activityId: string;
  readonly resultId: string;
  readonly indicatorId?: string | undefined;
  readonly statement: string;
  readonly value?: string | undefined;
  readonly unit?: string | undefined;
  readonly disaggregation: readonly GroupValue[];
  readonly observedOn?: LocalDate | undefined;
}

// State

export type Result = ResultRecorded['data'];

/** A result's document: its id is unique under its activity. */
export const resultDocument = (activityId: string, resultId: string): string => `${activityId}/${resultId}`;

// Decide

/** Records a result of the organisation whose activity it is; observed today where no day is given. */
export const recordResult: CommandHandler<RecordResult, ResultRecorded, Result> = {
  needs: ({ activityId, resultId }) => ({
    own: [{ kind: result.kind, id: resultDocument(activityId, resultId) }],
    facts: [...factsAbout(activityId)],
  }),
  decide(command, slice, context) {
    const { activityId, resultId, indicatorId, statement, value, unit, disaggregation } = command;
    const known = activityAtHand(activityId, slice);
    if ('code' in known) return reject(known);
    const { timeZone } = known.charter;
    const observedOn = command.observedOn ?? localDate(context.time, timeZone);
    const refused =
      refuseReporter(activityId, known.activity, context) ??
      refuseFuture(observedOn, 'body.observedOn', timeZone, context.now);
    if (refused !== undefined) return reject(refused);
    if (slice.get(result, resultDocument(activityId, resultId)) !== undefined) {
      return reject(alreadyExists('result', resultId));
    }
    const data: Result = {
      activityId,
      resultId,
      indicatorId: indicatorId ?? null,
      statement,
      value: value ?? null,
      unit: unit ?? null,
      disaggregation,
      observedOn,
    };
    return accept([{ type: 'ResultRecorded', data }], data);
  },
};

// Evolve

/** Results, one document each. */
export const result: Aggregate<Result, ResultRecorded> = {
  kind: 'result',
  version: 1,
  concerns: { ResultRecorded: ({ activityId, resultId }) => resultDocument(activityId, resultId) },
  evolve: (_before, { data }) => data,
};
