import { join } from 'node:path';
import { certificatesIn } from './certificates.ts';
import type { ClientListener } from './node-settings.ts';

/** How clients must come: in the clear, over TLS, over TLS with a certificate, or over TLS with name and password. */
export type Security = 'plaintext' | 'tls' | 'mtls' | 'sasl-scram';

/** What a client needs to be let in. */
export interface ClientAccess {
  /** PEM texts. */
  readonly tls?: { readonly ca: string; readonly cert?: string; readonly key?: string };
  readonly sasl?: {
    readonly mechanism: 'scram-sha-512';
    readonly username: string;
    readonly password: string;
  };
}

/** A client listener, and what those who come to it need. */
export interface SecuredListener {
  readonly listener: ClientListener;
  readonly access: ClientAccess;
  /** For the format of a node: the users that the cluster begins with. */
  readonly formatArguments: readonly string[];
}

const USERNAME = 'mdtf';

/** The client listener of this form, with certificates kept in the folder; the user of `sasl-scram` has this password. */
export async function secureListener(
  security: Security,
  folder: string,
  password: string,
): Promise<SecuredListener> {
  if (security === 'plaintext')
    return { listener: { protocol: 'PLAINTEXT', settings: {} }, access: {}, formatArguments: [] };
  const { authority: ca, client, serverFile, authorityFile } = await certificatesIn(join(folder, 'tls'));
  const tls = {
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': serverFile,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': authorityFile,
    'ssl.client.auth': security === 'mtls' ? 'required' : 'none',
  };
  if (security !== 'sasl-scram') {
    const own = security === 'mtls' ? { cert: client.certificate, key: client.key } : {};
    return {
      listener: { protocol: 'SSL', settings: ofClientListener(tls) },
      access: { tls: { ca, ...own } },
      formatArguments: [],
    };
  }
  const login = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';
  const sasl = {
    'sasl.enabled.mechanisms': 'SCRAM-SHA-256,SCRAM-SHA-512',
    'scram-sha-256.sasl.jaas.config': login,
    'scram-sha-512.sasl.jaas.config': login,
  };
  return {
    listener: { protocol: 'SASL_SSL', settings: ofClientListener({ ...tls, ...sasl }) },
    access: { tls: { ca }, sasl: { mechanism: 'scram-sha-512', username: USERNAME, password } },
    formatArguments: ['256', '512'].flatMap((bits) => [
      '--add-scram',
      `SCRAM-SHA-${bits}=[name=${USERNAME},password=${password}]`,
    ]),
  };
}

function ofClientListener(settings: { readonly [name: string]: string }): {
  readonly [name: string]: string;
} {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [`listener.name.client.${name}`, value]),
  );
}
