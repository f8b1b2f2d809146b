import type { LogTelemetry } from '@mdtf/fund-log';
import { ATTRIBUTES } from './metrics.ts';
import type { Telemetry } from './telemetry.ts';

/** Batches of one service's committer as metrics. */
export function logTelemetry(service: string, { instruments }: Telemetry): LogTelemetry {
  const { batchSize, batchFunds, commitDuration } = instruments;
  const about = { [ATTRIBUTES.service]: service };
  return {
    batchDone({ works, grown, durationMs, outcome }) {
      batchSize.record(works, about);
      batchFunds.record(grown, about);
      commitDuration.record(durationMs / 1_000, { ...about, [ATTRIBUTES.outcome]: outcome });
    },
  };
}
