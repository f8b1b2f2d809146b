import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { hasKafka, type KafkaEnvironment, kafkaConnectionFrom } from './kafka-environment.ts';

const brokers = { MDTF_KAFKA_BROKERS: 'kafka-1:9092, kafka-2:9092' };

async function fileWith(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mdtf-kafka-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'file');
  await writeFile(path, text);
  return path;
}

describe('the environment', () => {
  it('names the brokers', () => {
    expect(hasKafka({})).toBe(false);
    expect(hasKafka(brokers)).toBe(true);
    expect(kafkaConnectionFrom(brokers, 'allocation')).toEqual({
      brokers: ['kafka-1:9092', 'kafka-2:9092'],
      clientId: 'allocation',
    });
  });

  it('says how to encrypt, with an authority and a certificate of its own if it has them', async () => {
    const tls = { ...brokers, MDTF_KAFKA_TLS: 'true' };
    expect(kafkaConnectionFrom(tls, 'a').tls).toEqual({});
    const files = {
      MDTF_KAFKA_CA_FILE: await fileWith('CA'),
      MDTF_KAFKA_CERT_FILE: await fileWith('CERT'),
      MDTF_KAFKA_KEY_FILE: await fileWith('KEY'),
    };
    expect(kafkaConnectionFrom({ ...tls, ...files }, 'a').tls).toEqual({
      ca: 'CA',
      cert: 'CERT',
      key: 'KEY',
    });
  });

  it('says who asks, with the password in it or in a file', async () => {
    const sasl = { ...brokers, MDTF_KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512', MDTF_KAFKA_USERNAME: 'mdtf' };
    const expected = { mechanism: 'scram-sha-512', username: 'mdtf', password: 'secret' };
    expect(kafkaConnectionFrom({ ...sasl, MDTF_KAFKA_PASSWORD: 'secret' }, 'a').sasl).toEqual(expected);
    const file = await fileWith('secret\n');
    expect(kafkaConnectionFrom({ ...sasl, MDTF_KAFKA_PASSWORD_FILE: file }, 'a').sasl).toEqual(expected);
  });

  it.each<[string, KafkaEnvironment]>([
    ['MDTF_KAFKA_BROKERS', {}],
    ['MDTF_KAFKA_BROKERS', { MDTF_KAFKA_BROKERS: 'kafka-1' }],
    ['MDTF_KAFKA_TLS', { ...brokers, MDTF_KAFKA_TLS: 'yes' }],
    ['MDTF_KAFKA_TLS', { ...brokers, MDTF_KAFKA_CA_FILE: '/dev/null' }],
    ['MDTF_KAFKA_KEY_FILE', { ...brokers, MDTF_KAFKA_TLS: 'true', MDTF_KAFKA_CERT_FILE: '/dev/null' }],
    ['MDTF_KAFKA_CA_FILE', { ...brokers, MDTF_KAFKA_TLS: 'true', MDTF_KAFKA_CA_FILE: '/nowhere/ca.pem' }],
    ['MDTF_KAFKA_SASL_MECHANISM', { ...brokers, MDTF_KAFKA_SASL_MECHANISM: 'gssapi' }],
    ['MDTF_KAFKA_PASSWORD', { ...brokers, MDTF_KAFKA_SASL_MECHANISM: 'plain', MDTF_KAFKA_USERNAME: 'a' }],
  ])('is refused with the name of the variable that is wrong: %s', (variable, env) => {
    expect(() => kafkaConnectionFrom(env, 'a')).toThrow(variable);
  });
});
