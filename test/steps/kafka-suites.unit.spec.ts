import { describe, expect, it } from 'vitest';
import { withoutBroker } from './kafka-suites.ts';
import { isGood, lastLine, sumOf } from './tally.ts';

const others = { passed: 40, failed: 0, skipped: 0 };
const reason = 'No Kafka broker: no container runtime answers. Install Java.';

describe('a run that finds no broker', () => {
  it('counts each Kafka suite as skipped in its last line, with the reason', () => {
    const kafka = withoutBroker(reason, 7, false);
    const total = sumOf([others, kafka.tally]);
    expect(lastLine(total, kafka.skippedBecause)).toBe(
      '40 passed, 0 failed, 7 skipped (the Kafka suites. No Kafka broker: no container runtime answers. Install Java.)',
    );
    expect(isGood(total)).toBe(true);
  });

  it('fails where a broker is required', () => {
    const kafka = withoutBroker(reason, 7, true);
    expect(isGood(sumOf([others, kafka.tally]))).toBe(false);
  });
});
