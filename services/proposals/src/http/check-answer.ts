import type { FieldFault, Language, Rejection, Verdict } from '@mdtf/domain';
import { faultsIn } from '@mdtf/runtime';

/** What a check answers: every field that stands in the way, every verdict, and whether submitting now would be accepted; in the caller's language. */
export function checkAnswer(
  obstacles: readonly Rejection[],
  verdicts: readonly Verdict[],
  language: Language,
) {
  const errors: readonly FieldFault[] = obstacles.flatMap((obstacle) => {
    // A broken rule is told by its verdict, with its numbers.
    if (obstacle.code === 'rule-not-kept') return [];
    return obstacle.errors ?? [{ field: obstacle.field ?? 'body', message: obstacle.detail }];
  });
  return {
    wouldBeAccepted: obstacles.length === 0,
    errors: faultsIn(errors, language),
    verdicts: [...verdicts],
  };
}
