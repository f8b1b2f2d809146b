/** One measured thing: what is exported under which name, and all attributes it may carry. */
export interface MetricDeclaration {
  readonly name: string;
  readonly kind: 'counter' | 'histogram' | 'gauge';
  /** As UCUM writes it; what is counted stands in braces. */
  readonly unit: string;
  readonly description: string;
  /** Each with few values: never a fund, a person or an id. */
  readonly attributes: readonly string[];
  /** Upper bounds of a histogram's buckets, in its unit. */
  readonly buckets?: readonly number[];
}

/** Attributes by the names under which they are exported. */
export const ATTRIBUTES = {
  service: 'mdtf.service',
  command: 'mdtf.command',
  outcome: 'mdtf.outcome',
  source: 'mdtf.source',
  subscriber: 'mdtf.subscriber',
  fundClass: 'mdtf.fund.class',
  state: 'mdtf.state',
  rule: 'mdtf.rule',
  place: 'mdtf.place',
  decision: 'mdtf.decision',
  method: 'http.request.method',
  route: 'http.route',
  status: 'http.response.status_code',
} as const;

const { service, command, outcome, source, subscriber, fundClass, state, rule, place, decision } = ATTRIBUTES;

const FROM_MILLISECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;
const UP_TO_A_BATCH = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000] as const;

/** Every metric there is, by the word the code uses for it. */
export const METRICS = {
  requestDuration: {
    name: 'http.server.request.duration',
    kind: 'histogram',
    unit: 's',
    description: 'Time from a request to the end of its answer',
    attributes: [ATTRIBUTES.method, ATTRIBUTES.route, ATTRIBUTES.status],
    buckets: FROM_MILLISECONDS,
  },
  commands: {
    name: 'mdtf.commands',
    kind: 'counter',
    unit: '{command}',
    description: 'Commands by what became of them',
    attributes: [service, command, outcome],
  },
  batchSize: {
    name: 'mdtf.commit.batch.size',
    kind: 'histogram',
    unit: '{work}',
    description: 'Commands and entries in one transaction',
    attributes: [service],
    buckets: UP_TO_A_BATCH,
  },
  batchFunds: {
    name: 'mdtf.commit.batch.funds',
    kind: 'histogram',
    unit: '{fund}',
    description: 'Funds whose logs have grown by one transaction',
    attributes: [service],
    buckets: UP_TO_A_BATCH,
  },
  commitDuration: {
    name: 'mdtf.commit.duration',
    kind: 'histogram',
    unit: 's',
    description: 'Time of one batch from its first statement to its last outcome, all tries included',
    attributes: [service, outcome],
    buckets: FROM_MILLISECONDS,
  },
  queueDepth: {
    name: 'mdtf.queue.depth',
    kind: 'gauge',
    unit: '{work}',
    description: 'Commands and entries waiting for their batch',
    attributes: [service],
  },
  entriesFollowed: {
    name: 'mdtf.entries.followed',
    kind: 'counter',
    unit: '{entry}',
    description: "Other services' entries by what became of them here",
    attributes: [service, source, subscriber, outcome],
  },
  cursorLag: {
    name: 'mdtf.cursor.lag',
    kind: 'gauge',
    unit: '{entry}',
    description: 'Entries between a cursor and its source head, of the fund furthest behind',
    attributes: [service, source, subscriber, fundClass],
  },
  fundsBehind: {
    name: 'mdtf.cursor.funds.behind',
    kind: 'gauge',
    unit: '{fund}',
    description: 'Funds whose cursor is behind its source head',
    attributes: [service, source, subscriber, fundClass],
  },
  streamsStopped: {
    name: 'mdtf.streams.stopped',
    kind: 'gauge',
    unit: '{stream}',
    description: 'Streams that do not go on: parked for a person, or waiting for a newer version',
    attributes: [service, source, subscriber, state],
  },
  relayLag: {
    name: 'mdtf.relay.lag',
    kind: 'gauge',
    unit: '{entry}',
    description: 'Entries committed and not yet published',
    attributes: [service],
  },
  relaySent: {
    name: 'mdtf.relay.sent',
    kind: 'counter',
    unit: '{entry}',
    description: 'Entries published, and entries of sends that failed',
    attributes: [service, outcome],
  },
  relayDuration: {
    name: 'mdtf.relay.send.duration',
    kind: 'histogram',
    unit: 's',
    description: "Time of one send until the brokers' acknowledgement",
    attributes: [service, outcome],
    buckets: FROM_MILLISECONDS,
  },
  relayLeader: {
    name: 'mdtf.relay.leader',
    kind: 'gauge',
    unit: '{process}',
    description: "1 where this process is the service's relay, else 0",
    attributes: [service],
  },
  relayAside: {
    name: 'mdtf.relay.aside',
    kind: 'gauge',
    unit: '{fund}',
    description: 'Funds that the relay has set aside for a person',
    attributes: [service],
  },
  verdicts: {
    name: 'mdtf.rule.verdicts',
    kind: 'counter',
    unit: '{verdict}',
    description: 'Verdicts of fund rules, as recorded in the logs or given with a refusal',
    attributes: [service, rule, place, outcome, decision],
  },
  alarms: {
    name: 'mdtf.alarms',
    kind: 'counter',
    unit: '{alarm}',
    description: 'What a person should look at; the log says what',
    attributes: [service],
  },
} as const satisfies Readonly<Record<string, MetricDeclaration>>;

/** The word for a metric. */
export type MetricKey = keyof typeof METRICS;

/** The names under which Prometheus keeps a metric, as the collector's exporter makes them. */
export function prometheusNames({ name, kind, unit }: MetricDeclaration): readonly string[] {
  const base = [name.replaceAll('.', '_'), ...(unit === 's' ? ['seconds'] : [])].join('_');
  if (kind === 'counter') return [`${base}_total`];
  return kind === 'gauge' ? [base] : [`${base}_bucket`, `${base}_sum`, `${base}_count`];
}

/** The label under which Prometheus keeps an attribute. */
export function prometheusLabel(attribute: string): string {
  return attribute.replaceAll('.', '_');
}
