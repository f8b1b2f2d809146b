import { ATTRIBUTES } from './metrics.ts';
import type { Telemetry } from './telemetry.ts';

/** What is looked at of a verdict; the rest of what an entry says is nobody's here. */
interface Judged {
  readonly rule: string;
  readonly place: string;
  readonly outcome: string;
}

/** Counts verdicts by rule, place and outcome; whatever is none is passed over. */
export function countVerdicts(
  { instruments }: Telemetry,
  service: string,
  decision: 'recorded' | 'refused',
  verdicts: unknown,
): void {
  if (!Array.isArray(verdicts)) return;
  for (const verdict of verdicts) {
    if (!isJudged(verdict)) continue;
    instruments.verdicts.add(1, {
      [ATTRIBUTES.service]: service,
      [ATTRIBUTES.rule]: verdict.rule,
      [ATTRIBUTES.place]: verdict.place,
      [ATTRIBUTES.outcome]: verdict.outcome,
      [ATTRIBUTES.decision]: decision,
    });
  }
}

function isJudged(value: unknown): value is Judged {
  const { rule, place, outcome } = (value ?? {}) as Partial<Judged>;
  return typeof rule === 'string' && typeof place === 'string' && typeof outcome === 'string';
}
