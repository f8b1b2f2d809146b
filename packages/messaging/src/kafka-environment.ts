import { readFileSync } from 'node:fs';
import type { KafkaConnection } from './kafka-connection.ts';

/** Variables as `process.env` has them. */
export interface KafkaEnvironment {
  readonly [name: string]: string | undefined;
}

const MECHANISMS = ['scram-sha-256', 'scram-sha-512', 'plain'] as const;

/** The environment does not say how to reach Kafka; the message names the variable. */
export class KafkaEnvironmentMistake extends Error {
  override readonly name = 'KafkaEnvironmentMistake';
}

/** Whether the environment names brokers at all. */
export function hasKafka(env: KafkaEnvironment): boolean {
  return (env.MDTF_KAFKA_BROKERS ?? '').trim() !== '';
}

/**
 * Where Kafka is, from `MDTF_KAFKA_*`; throws KafkaEnvironmentMistake. Files are read once, here: certificates and keys
 * in PEM, a password without the line's end.
 */
export function kafkaConnectionFrom(env: KafkaEnvironment, clientId: string): KafkaConnection {
  const brokers = (env.MDTF_KAFKA_BROKERS ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (brokers.length === 0) throw new KafkaEnvironmentMistake('MDTF_KAFKA_BROKERS names no broker');
  for (const broker of brokers) {
    if (!/^[^\s:]+:\d{1,5}$/.test(broker)) {
      throw new KafkaEnvironmentMistake(`MDTF_KAFKA_BROKERS: ${broker} is not host:port`);
    }
  }
  const tls = tlsFrom(env);
  const sasl = saslFrom(env);
  return { brokers, clientId, ...(tls !== undefined && { tls }), ...(sasl !== undefined && { sasl }) };
}

function tlsFrom(env: KafkaEnvironment): KafkaConnection['tls'] {
  const ca = fileOf(env, 'MDTF_KAFKA_CA_FILE');
  const cert = fileOf(env, 'MDTF_KAFKA_CERT_FILE');
  const key = fileOf(env, 'MDTF_KAFKA_KEY_FILE');
  const files = {
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
  };
  const wanted = env.MDTF_KAFKA_TLS ?? '';
  if (!['', 'true', 'false'].includes(wanted)) {
    throw new KafkaEnvironmentMistake('MDTF_KAFKA_TLS is true or false');
  }
  if ((cert === undefined) !== (key === undefined)) {
    throw new KafkaEnvironmentMistake('MDTF_KAFKA_CERT_FILE and MDTF_KAFKA_KEY_FILE go together');
  }
  // Files that would not be used: somebody meant it to be encrypted.
  if (wanted !== 'true' && Object.keys(files).length > 0) {
    throw new KafkaEnvironmentMistake(
      'MDTF_KAFKA_CA_FILE, …_CERT_FILE and …_KEY_FILE need MDTF_KAFKA_TLS=true',
    );
  }
  return wanted === 'true' ? files : undefined;
}

function saslFrom(env: KafkaEnvironment): KafkaConnection['sasl'] {
  const named = env.MDTF_KAFKA_SASL_MECHANISM?.toLowerCase() ?? '';
  if (named === '') return undefined;
  const mechanism = MECHANISMS.find((one) => one === named);
  if (mechanism === undefined) {
    throw new KafkaEnvironmentMistake(`MDTF_KAFKA_SASL_MECHANISM is one of ${MECHANISMS.join(', ')}`);
  }
  const username = env.MDTF_KAFKA_USERNAME ?? '';
  const password =
    fileOf(env, 'MDTF_KAFKA_PASSWORD_FILE')?.replace(/\r?\n$/, '') ?? env.MDTF_KAFKA_PASSWORD ?? '';
  if (username === '' || password === '') {
    throw new KafkaEnvironmentMistake(
      'MDTF_KAFKA_SASL_MECHANISM needs MDTF_KAFKA_USERNAME and MDTF_KAFKA_PASSWORD or MDTF_KAFKA_PASSWORD_FILE',
    );
  }
  return { mechanism, username, password };
}

function fileOf(env: KafkaEnvironment, name: string): string | undefined {
  const path = env[name] ?? '';
  if (path === '') return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new KafkaEnvironmentMistake(`${name}: ${(error as Error).message}`);
  }
}
