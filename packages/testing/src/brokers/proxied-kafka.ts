import { type LocalKafka, type LocalKafkaOptions, startLocalKafka } from './local-kafka.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

/** A local Kafka that clients reach through proxies alone, one before each node; the nodes reach each other directly. */
export interface ProxiedKafka extends AsyncDisposable {
  readonly kafka: LocalKafka;
  readonly proxies: readonly TcpProxy[];
}

/** Starts the proxies and the Kafka whose advertised addresses are theirs; disposing of it ends both. */
export async function startProxiedKafka(
  options: Omit<LocalKafkaOptions, 'advertisedPorts' | 'outlives'>,
): Promise<ProxiedKafka> {
  const targets: number[] = [];
  const indexes = Array.from({ length: options.nodes }, (_, index) => index);
  const proxies = await Promise.all(indexes.map((index) => startTcpProxy(() => targets[index] ?? 0)));
  const stopProxies = () => Promise.all(proxies.map((proxy) => proxy.stop()));
  try {
    const kafka = await startLocalKafka({ ...options, advertisedPorts: proxies.map(({ port }) => port) });
    targets.push(...kafka.ports);
    return {
      kafka,
      proxies,
      async [Symbol.asyncDispose]() {
        await stopProxies();
        await kafka.stop();
      },
    };
  } catch (error) {
    await stopProxies();
    throw error;
  }
}
