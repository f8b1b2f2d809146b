import type { ImportCommand } from './command.ts';
import type { CompiledStep } from './compile-step.ts';
import { type BulkAnswer, saysAlready } from './send-bulk.ts';
import { detailOf, MAX_KEPT, type RefusedCommand, type StepTally } from './tally.ts';

/** What becomes of a step's commands while they are sent. */
export interface StepCounts {
  /** The funds that its commands are about, and how many there are for each. */
  readonly funds: ReadonlyMap<string, number>;
  readonly made: (command: ImportCommand) => void;
  readonly leftOut: () => void;
  readonly answered: (command: ImportCommand, answer: BulkAnswer) => void;
  readonly tally: (seconds: number) => StepTally;
}

/** Refused commands: the first `MAX_KEPT` by name, all of them counted. */
export interface Refusals {
  readonly kept: RefusedCommand[];
  count: number;
}

/** Counts for a step; refused commands are added to `refusals`. */
export function countStep({ name: step, about }: CompiledStep, refusals: Refusals): StepCounts {
  const funds = new Map<string, number>();
  const counts = { made: 0, accepted: 0, alreadyThere: 0, refused: 0, bad: 0 };
  return {
    funds,
    made({ fund }) {
      funds.set(fund, (funds.get(fund) ?? 0) + 1);
      counts.made += 1;
    },
    leftOut() {
      counts.bad += 1;
    },
    answered(command, answer) {
      if (saysAlready(answer) || (answer.status < 300 && answer.replayed)) counts.alreadyThere += 1;
      else if (answer.status < 300) counts.accepted += 1;
      else {
        counts.refused += 1;
        refusals.count += 1;
        if (refusals.kept.length < MAX_KEPT) refusals.kept.push(refusalOf(step, command, answer));
      }
    },
    tally(seconds) {
      const { made: sent, accepted, alreadyThere, refused, bad } = counts;
      return { step, about, sent, accepted, alreadyThere, refused, bad, seconds };
    },
  };
}

function refusalOf(
  step: string,
  { from, path }: ImportCommand,
  { status, body }: BulkAnswer,
): RefusedCommand {
  const problem = (body ?? {}) as { type?: string };
  const { file, number: row } = from;
  return { step, file, row, path, status, type: problem.type ?? '', detail: detailOf(problem) };
}
