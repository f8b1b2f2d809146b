import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ClientAccess, Security } from './client-security.ts';
import { kafkaTool } from './kafka-tool.ts';
import { startLocalKafka, whyNoLocalKafka } from './local-kafka.ts';

const missing = await whyNoLocalKafka();

describe.skipIf(missing !== undefined)('a local Kafka with secured clients', () => {
  for (const security of ['tls', 'mtls', 'sasl-scram'] as const)
    it(`lets in over ${security} who brings what it asks for, and nobody else`, async () => {
      await using kafka = await startLocalKafka({ nodes: 1, security });
      const file = join(kafka.folder, 'client.properties');
      const list = ['--bootstrap-server', kafka.brokers.join(','), '--command-config', file, '--list'];

      await writeFile(file, clientProperties(kafka.access));
      expect((await kafkaTool('TopicCommand', list)).trim()).toBe('');

      await writeFile(file, `${clientProperties(uninvited(security, kafka.access))}${impatience}`);
      await expect(kafkaTool('TopicCommand', list)).rejects.toThrow(/handshake|certificate|Authentication/i);
    });
});

const impatience = 'request.timeout.ms=3000\ndefault.api.timeout.ms=4000\n';

function uninvited(security: Security, access: ClientAccess): ClientAccess {
  const { ca = '' } = access.tls ?? {};
  if (security === 'mtls') return { tls: { ca } };
  if (access.sasl !== undefined) return { tls: { ca }, sasl: { ...access.sasl, password: 'guessed' } };
  return { tls: { ca: '' } };
}

function clientProperties({ tls, sasl }: ClientAccess): string {
  const pem = (text: string) => text.trim().replaceAll('\n', '\\n');
  const lines = [`security.protocol=${sasl === undefined ? 'SSL' : 'SASL_SSL'}`];
  if (tls?.ca) lines.push('ssl.truststore.type=PEM', `ssl.truststore.certificates=${pem(tls.ca)}`);
  if (tls?.cert !== undefined && tls.key !== undefined)
    lines.push(
      'ssl.keystore.type=PEM',
      `ssl.keystore.certificate.chain=${pem(tls.cert)}`,
      `ssl.keystore.key=${pem(tls.key)}`,
    );
  if (sasl !== undefined)
    lines.push(
      `sasl.mechanism=${sasl.mechanism.toUpperCase()}`,
      `sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="${sasl.username}" password="${sasl.password}";`,
    );
  return `${lines.join('\n')}\n`;
}
