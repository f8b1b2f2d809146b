import type { FieldFault, Rejection, Verdict } from '@mdtf/domain';

/** What a check answers: every field that stands in the way, every verdict, and whether submitting now would be accepted. */
export function checkAnswer(obstacles: readonly Rejection[], verdicts: readonly Verdict[]) {
  const errors: readonly FieldFault[] = obstacles.flatMap((obstacle) => {
    // A broken rule is told by its verdict, with its numbers.
    if (obstacle.code === 'rule-not-kept') return [];
    return obstacle.errors ?? [{ field: obstacle.field ?? 'body', message: obstacle.detail }];
  });
  return { wouldBeAccepted: obstacles.length === 0, errors: [...errors], verdicts: [...verdicts] };
}
