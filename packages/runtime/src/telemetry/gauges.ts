import { PLATFORM, type StreamStatus, type Subscription } from '@mdtf/fund-log';
import type { BatchObservableResult } from '@opentelemetry/api';
import { ATTRIBUTES } from './metrics.ts';
import type { Instruments, Telemetry } from './telemetry.ts';

/** What is looked at each time metrics are exported; nothing of it is kept between. */
export interface Observed {
  readonly service: string;
  readonly waiting: () => number;
  readonly streams: () => readonly Subscription[];
}

/** Looks at a service's queue and cursors whenever metrics are exported; answers how to stop. */
export function observeStanding(observed: Observed, { instruments, meter }: Telemetry): () => void {
  const { queueDepth, cursorLag, fundsBehind, streamsStopped } = instruments;
  const gauges = [queueDepth, cursorLag, fundsBehind, streamsStopped];
  const look = (result: BatchObservableResult): void => {
    const about = { [ATTRIBUTES.service]: observed.service };
    result.observe(queueDepth, observed.waiting(), about);
    for (const stream of observed.streams()) observeStream(result, instruments, about, stream);
  };
  meter.addBatchObservableCallback(look, gauges);
  return () => meter.removeBatchObservableCallback(look, gauges);
}

/** Classes instead of funds, of which there may be any number: what all share, and all the others together. */
type FundClass = 'platform' | 'fund';

const CLASSES: readonly FundClass[] = ['platform', 'fund'];
const STOPPED = ['parked', 'newer-version'] as const;

function observeStream(
  result: BatchObservableResult,
  { cursorLag, fundsBehind, streamsStopped }: Instruments,
  about: Readonly<Record<string, string>>,
  subscription: Subscription,
): void {
  const { source, subscriber } = subscription;
  const stream = { ...about, [ATTRIBUTES.source]: source, [ATTRIBUTES.subscriber]: subscriber };
  const streams = subscription.status();
  for (const fundClass of CLASSES) {
    const lags = streams.filter(({ fund }) => classOf(fund) === fundClass).map(lagOf);
    const attributes = { ...stream, [ATTRIBUTES.fundClass]: fundClass };
    result.observe(
      cursorLag,
      lags.reduce((most, lag) => Math.max(most, lag), 0),
      attributes,
    );
    result.observe(fundsBehind, lags.filter((lag) => lag > 0).length, attributes);
  }
  for (const state of STOPPED) {
    const stopped = streams.filter((each) => each.state === state).length;
    result.observe(streamsStopped, stopped, { ...stream, [ATTRIBUTES.state]: state });
  }
}

const classOf = (fund: string): FundClass => (fund === PLATFORM ? 'platform' : 'fund');

const lagOf = ({ sequence, headSequence }: StreamStatus): number =>
  Math.max(0, Number(headSequence - sequence));
