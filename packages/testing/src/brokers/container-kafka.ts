import { fileURLToPath } from 'node:url';
import { runProgram } from './run-program.ts';

// The containers' library starts Confluent's images alone; this one is Kafka 4.0.
const IMAGE = 'confluentinc/cp-kafka:8.0.0';
const PROBE = fileURLToPath(new URL('./probe-containers.ts', import.meta.url));
const PROBE_TIMEOUT_MS = 10_000;
const START_TIMEOUT_MS = 240_000;

/** Whether a container runtime answers, asked by a process of its own so that one that hangs cannot hang us. */
export async function containersAnswer(
  environment: NodeJS.ProcessEnv = {},
  timeoutMs = PROBE_TIMEOUT_MS,
): Promise<'yes' | 'no' | 'hangs'> {
  const { code } = await runProgram(process.execPath, [PROBE], timeoutMs, { environment });
  if (code === null) return 'hangs';
  return code === 0 ? 'yes' : 'no';
}

/** One Kafka node in a container; rejects when its image cannot be had or it does not start within 4 minutes. */
export async function startContainerKafka(): Promise<{ brokers: readonly string[]; stop(): Promise<void> }> {
  const { KafkaContainer } = await import('@testcontainers/kafka');
  const starting = new KafkaContainer(IMAGE)
    .withKraft()
    .withEnvironment({ KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false' })
    .start();
  const container = await within(starting, START_TIMEOUT_MS);
  return {
    brokers: [`${container.getHost()}:${container.getMappedPort(9093)}`],
    stop: async () => {
      await container.stop();
    },
  };
}

async function within<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not started within ${timeoutMs / 1000} s`)), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
