import { kafkaRuntime } from './kafka-runtime.ts';
import { javaArguments } from './node-process.ts';
import { runProgram } from './run-program.ts';

const TIMEOUT_MS = 60_000;

/** What one of Kafka's own tools, a class of org.apache.kafka.tools, says on its standard output; throws if it fails. */
export async function kafkaTool(name: string, args: readonly string[], input = ''): Promise<string> {
  const runtime = await kafkaRuntime();
  const command = [...javaArguments(runtime), `org.apache.kafka.tools.${name}`, ...args];
  const { code, output, said } = await runProgram(runtime.java, command, TIMEOUT_MS, { input });
  if (code === 0) return said;
  throw new Error(`${name} ended with ${code ?? 'its time limit'}: ${output}`);
}
