import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';

/** How long a development token is valid. */
export const TOKEN_LIFETIME_SECONDS = 8 * 3600;

/** Issues tokens to whoever asks, for one machine alone. */
export interface DevelopmentIssuer {
  readonly issuer: string;
  readonly audience: string;
  /** The public key, as a key set. */
  readonly jwks: { readonly keys: JWK[] };
  tokenFor(persona: string): Promise<string>;
}

/** Where it runs: it refuses any place but a loopback address, embedded or with the services apart on one machine. */
export interface DevelopmentIssuerOptions {
  readonly mode: string;
  readonly host: string;
  /** The folder in which the signing key is kept across restarts. */
  readonly dataFolder: string;
  readonly issuer?: string;
  readonly audience?: string;
  /** Clients whose tokens carry the role `service`. */
  readonly serviceClients?: readonly string[];
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

const DEVELOPMENT_MODES = new Set(['embedded', 'apart']);

/** Throws unless everything runs on this machine, on a loopback address: nothing here asks for a password. */
export function assertDevelopmentOnly({
  mode,
  host,
}: {
  readonly mode: string;
  readonly host: string;
}): void {
  if (!DEVELOPMENT_MODES.has(mode) || !LOOPBACK.has(host)) {
    throw new Error(
      `The development issuer and clock exist only on one machine and on loopback, not ${mode} on ${host}`,
    );
  }
}

/** Opens the development issuer, making its key at the first start. */
export async function openDevelopmentIssuer(options: DevelopmentIssuerOptions): Promise<DevelopmentIssuer> {
  assertDevelopmentOnly(options);
  const { issuer = 'http://mdtf.localhost/dev', audience = 'mdtf' } = options;
  const secret = await keyIn(options.dataFolder);
  const { d: _, ...bare } = secret;
  const kid = await calculateJwkThumbprint(bare);
  const key = await importJWK(secret, 'ES256');
  const services = new Set(options.serviceClients);
  return {
    issuer,
    audience,
    jwks: { keys: [{ ...bare, kid, alg: 'ES256', use: 'sig' }] },
    tokenFor: (persona) =>
      new SignJWT(services.has(persona) ? { mdtf_roles: ['service'] } : {})
        .setProtectedHeader({ alg: 'ES256', kid, typ: 'at+jwt' })
        .setSubject(persona)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(`${TOKEN_LIFETIME_SECONDS}s`)
        .sign(key),
  };
}

async function keyIn(folder: string): Promise<JWK> {
  const file = join(folder, 'development-issuer.json');
  try {
    return JSON.parse(await readFile(file, 'utf8')) as JWK;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  await mkdir(folder, { recursive: true });
  // Written whole or not at all: a half-written key would stop every later start.
  await writeFile(`${file}.new`, JSON.stringify(jwk), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return jwk;
}
