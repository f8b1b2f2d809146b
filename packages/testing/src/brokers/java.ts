import { join } from 'node:path';
import { BrokerRefusal } from './refusal.ts';
import { runProgram } from './run-program.ts';

const JAVA_LEAST = 17;
const ANSWER_TIMEOUT_MS = 20_000;

/** A Java that can run Kafka. */
export interface Java {
  readonly program: string;
  /** As it says itself: 17.0.15. */
  readonly version: string;
}

/** The `java` program of JAVA_HOME, else of PATH; throws BrokerRefusal when there is none or one before 17. */
export async function findJava(environment: NodeJS.ProcessEnv = process.env): Promise<Java> {
  const home = environment.JAVA_HOME;
  const java = home === undefined || home === '' ? 'java' : join(home, 'bin', 'java');
  const { code, output } = await runProgram(java, ['-version'], ANSWER_TIMEOUT_MS);
  const version = javaVersionOf(output);
  if (code !== 0 || version === undefined)
    throw new BrokerRefusal(
      'java-missing',
      `Apache Kafka needs Java ${JAVA_LEAST} or newer and ${java} does not run: install one (on Debian: apt-get install openjdk-17-jre-headless) or set JAVA_HOME.`,
    );
  if (version < JAVA_LEAST)
    throw new BrokerRefusal(
      'java-too-old',
      `Apache Kafka needs Java ${JAVA_LEAST} or newer and ${java} is version ${version}: install a newer one (on Debian: apt-get install openjdk-17-jre-headless) or set JAVA_HOME.`,
    );
  return { program: java, version: /version "([^"]+)"/.exec(output)?.[1] ?? '' };
}

/** The feature number in what `java -version` says: 8 of "1.8.0_392", 17 of "17.0.15". */
export function javaVersionOf(output: string): number | undefined {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(output) ?? [];
  const version = first === '1' ? second : first;
  return version === undefined ? undefined : Number(version);
}
