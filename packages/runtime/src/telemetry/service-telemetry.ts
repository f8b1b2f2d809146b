import type { Committer, LogTelemetry, StreamHandler, Subscription } from '@mdtf/fund-log';
import { observeCommitter } from './command-telemetry.ts';
import { observeStanding } from './gauges.ts';
import { logTelemetry } from './log-telemetry.ts';
import {
  observeRelay,
  observeSender,
  type RelayStanding,
  type Sender,
  type SentEntry,
} from './relay-telemetry.ts';
import { observeHandler } from './stream-telemetry.ts';
import { installedTelemetry, type Telemetry } from './telemetry.ts';

/** How a service's parts are observed; with telemetry off every part is given back as it is. */
export interface ServiceTelemetry {
  committer(committer: Committer): Committer;
  /** `projects`: the handler writes read tables. */
  handler(handler: StreamHandler, projects: boolean): StreamHandler;
  /** Looks at queue and cursors with each export; answers how to stop. */
  standing(committer: Pick<Committer, 'waiting'>, streams: () => readonly Subscription[]): () => void;
  /** For a committer's option of this name. */
  readonly log: LogTelemetry | undefined;
  /** What brings the service's entries to a broker. */
  sender<S extends Sender<SentEntry>>(sender: S): S;
  /** Looks at the service's relay with each export; answers how to stop. */
  relay(status: () => RelayStanding): () => void;
  /** One more thing that a person should look at. */
  alarm(): void;
}

const OFF: ServiceTelemetry = {
  committer: (committer) => committer,
  handler: (handler) => handler,
  standing: () => () => {},
  log: undefined,
  sender: (sender) => sender,
  relay: () => () => {},
  alarm: () => {},
};

/** The telemetry of one service of this process. */
export function telemetryOf(service: string): ServiceTelemetry {
  const telemetry = installedTelemetry();
  return telemetry === undefined ? OFF : observing(service, telemetry);
}

function observing(service: string, telemetry: Telemetry): ServiceTelemetry {
  return {
    committer: (committer) => observeCommitter(service, committer, telemetry),
    handler: (handler, projects) => observeHandler(handler, { service, projects }, telemetry),
    standing: (committer, streams) =>
      observeStanding({ service, waiting: () => committer.waiting, streams }, telemetry),
    log: logTelemetry(service, telemetry),
    sender: (sender) => observeSender(service, sender, telemetry),
    relay: (status) => observeRelay(service, status, telemetry),
    alarm: () => telemetry.instruments.alarms.add(1, { 'mdtf.service': service }),
  };
}
