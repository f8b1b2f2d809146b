import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BrokerRefusal } from './refusal.ts';
import { runProgram } from './run-program.ts';

const OPENSSL_TIMEOUT_MS = 30_000;
const DAYS = '365';
const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** Certificates of an authority of their own, for the loopback address and for one client. */
export interface Certificates {
  /** PEM texts. */
  readonly authority: string;
  readonly client: { readonly certificate: string; readonly key: string };
  /** The server's key and certificate in one PEM file, as Kafka reads them. */
  readonly serverFile: string;
  readonly authorityFile: string;
}

/** The certificates of a folder, made by openssl where they are missing; throws BrokerRefusal. */
export async function certificatesIn(folder: string): Promise<Certificates> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const at = (name: string) => join(folder, name);
  const made = await stat(at('client.pem')).catch(() => undefined);
  if (made === undefined) await make(folder);
  return {
    authority: await readFile(at('authority.pem'), 'utf8'),
    client: {
      certificate: await readFile(at('client.pem'), 'utf8'),
      key: await readFile(at('client.key'), 'utf8'),
    },
    serverFile: at('server-with-key.pem'),
    authorityFile: at('authority.pem'),
  };
}

async function make(folder: string): Promise<void> {
  const at = (name: string) => join(folder, name);
  const authority = ['-keyout', at('authority.key'), '-out', at('authority.pem'), '-days', DAYS];
  await openssl('req', '-x509', ...NEW_KEY, ...authority, '-subj', '/CN=mdtf test authority');
  await sign(folder, 'server', 'subjectAltName=IP:127.0.0.1,DNS:localhost');
  const both = await Promise.all([at('server.key'), at('server.pem')].map((file) => readFile(file, 'utf8')));
  await writeFile(at('server-with-key.pem'), both.join(''), { mode: 0o600 });
  await sign(folder, 'client', 'extendedKeyUsage=clientAuth');
}

async function sign(folder: string, name: string, extension: string): Promise<void> {
  const at = (ending: string) => join(folder, `${name}.${ending}`);
  const authority = join(folder, 'authority');
  await writeFile(at('extension'), extension);
  await openssl(
    'req',
    '-new',
    ...NEW_KEY,
    '-keyout',
    at('key'),
    '-out',
    at('request'),
    '-subj',
    `/CN=${name}`,
  );
  const by = ['-CA', `${authority}.pem`, '-CAkey', `${authority}.key`, '-CAcreateserial', '-days', DAYS];
  await openssl('x509', '-req', '-in', at('request'), ...by, '-extfile', at('extension'), '-out', at('pem'));
}

async function openssl(...args: readonly string[]): Promise<void> {
  const { missing, code, output } = await runProgram('openssl', args, OPENSSL_TIMEOUT_MS);
  if (missing)
    throw new BrokerRefusal(
      'openssl-missing',
      'A Kafka with TLS needs certificates and there is no openssl to make them: install it (on Debian: apt-get install openssl).',
    );
  if (code !== 0) throw new Error(`openssl ${args[0]} ended with ${code}: ${output}`);
}
