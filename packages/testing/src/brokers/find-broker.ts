import { connect } from 'node:net';
import { containersAnswer, startContainerKafka } from './container-kafka.ts';
import { startLocalKafka } from './local-kafka.ts';
import { BrokerRefusal } from './refusal.ts';

const CONNECT_TIMEOUT_MS = 5_000;

/** A broker that was found for tests. */
export interface FoundBroker {
  readonly kind: 'given' | 'testcontainers' | 'local';
  readonly brokers: readonly string[];
  /** One line: which it is, and why not the one before it where that was tried. */
  readonly describe: string;
  /** Ends what was started for this; a broker that was given stays. */
  stop(): Promise<void>;
}

/** That no broker was found, and in one sentence why and what to install. */
export interface NoBroker {
  readonly kind: 'none';
  readonly reason: string;
}

/**
 * A broker for tests: that of MDTF_TEST_KAFKA_BROKERS, else one in a container where a runtime answers, else a local
 * one from the published jars. Bounded in time; never rejects for want of a broker.
 */
export async function findBroker(
  environment: NodeJS.ProcessEnv = process.env,
): Promise<FoundBroker | NoBroker> {
  const given = environment.MDTF_TEST_KAFKA_BROKERS;
  if (given !== undefined && given !== '') return givenBroker(given.split(',').map((text) => text.trim()));
  const containers = await containersAnswer();
  let note = containers === 'hangs' ? 'a container runtime hangs' : 'no container runtime answers';
  if (containers === 'yes') {
    try {
      const container = await startContainerKafka();
      const describe = `Kafka in a container, ${container.brokers.join(',')}`;
      return { kind: 'testcontainers', describe, ...container };
    } catch (error) {
      note = `a container did not start: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  try {
    return await localBroker(note);
  } catch (error) {
    if (!(error instanceof BrokerRefusal)) throw error;
    return { kind: 'none', reason: `No Kafka broker: ${note}. ${error.message}` };
  }
}

/** Whether a run without a broker is a failed one: by CI=true, MDTF_TEST_KAFKA=required or a broker that was given. */
export function isBrokerRequired(environment: NodeJS.ProcessEnv = process.env): boolean {
  const { CI, MDTF_TEST_KAFKA, MDTF_TEST_KAFKA_BROKERS } = environment;
  return CI === 'true' || MDTF_TEST_KAFKA === 'required' || (MDTF_TEST_KAFKA_BROKERS ?? '') !== '';
}

async function givenBroker(brokers: readonly string[]): Promise<FoundBroker | NoBroker> {
  const answering = await Promise.all(brokers.map(accepts));
  if (answering.includes(true))
    return {
      kind: 'given',
      brokers,
      describe: `Kafka given at ${brokers.join(',')}`,
      stop: async () => {},
    };
  return {
    kind: 'none',
    reason: `No Kafka broker: none of MDTF_TEST_KAFKA_BROKERS (${brokers.join(',')}) accepts connections; start it, or unset the variable and one is found.`,
  };
}

async function localBroker(note: string): Promise<FoundBroker> {
  const kafka = await startLocalKafka({ nodes: 1 });
  const seconds = (kafka.startedInMs / 1000).toFixed(1);
  return {
    kind: 'local',
    brokers: kafka.brokers,
    describe: `Apache Kafka ${kafka.version} from its published jars, ${kafka.brokers.join(',')}, ready in ${seconds} s (${note})`,
    stop: () => kafka.stop(),
  };
}

function accepts(address: string): Promise<boolean> {
  const [, host, port] = /^(.*):(\d+)$/.exec(address) ?? [];
  if (host === undefined || Number(port) > 65_535) return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port), timeout: CONNECT_TIMEOUT_MS });
    const finish = (accepted: boolean) => {
      socket.destroy();
      resolve(accepted);
    };
    socket.once('connect', () => finish(true));
    socket.once('timeout', () => finish(false));
    socket.once('error', () => finish(false));
  });
}
