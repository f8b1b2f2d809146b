import { execFile } from 'node:child_process';
import { chown, readFile, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedRefusal } from './refusal.ts';

const ROOT = 0;
const PREFERRED_ACCOUNTS = ['postgres', 'nobody'];
const PASSING_CAPABILITIES = [
  { name: 'dac_read_search', bit: 2n },
  { name: 'dac_override', bit: 1n },
];

/** The operating system's account that the server runs as; undefined means the one that this process has. */
export type Account =
  | { readonly uid: number; readonly gid: number; readonly capability?: string | undefined }
  | undefined;

/** PostgreSQL refuses to run as root: then it runs as the owner of its data, else as `postgres` or `nobody`. */
export async function chooseAccount(clusterFolder: string): Promise<Account> {
  if (process.getuid?.() !== ROOT) return undefined;
  const owner = await stat(clusterFolder).catch(() => undefined);
  if (owner !== undefined && owner.uid !== ROOT) return { uid: owner.uid, gid: owner.gid };

  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of PREFERRED_ACCOUNTS) {
    const [, , uid, gid] = lines.find((fields) => fields[0] === name) ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new EmbeddedRefusal(
    'no-unprivileged-user',
    'PostgreSQL does not run as root and this system has neither an account "postgres" nor "nobody": start as an ordinary user.',
  );
}

/**
 * The account with what it needs to get to these paths: under root a folder on the way may be closed to it, as `/root` is,
 * and then it gets the one capability to pass. Throws `folder-not-reachable` where the system cannot give that.
 */
export async function reaching(account: Account, paths: readonly string[]): Promise<Account> {
  if (account === undefined) return undefined;
  const closed = (await Promise.all(paths.map((path) => closedFolder(path, account)))).find(Boolean);
  if (closed === undefined) return account;
  const capable = { ...account, capability: await passingCapability() };
  const probe = commandAs(capable, 'true', []);
  const passes =
    capable.capability !== undefined &&
    (await promisify(execFile)(probe.file, probe.args, probe.options).then(
      () => true,
      () => false,
    ));
  if (passes) return capable;
  throw new EmbeddedRefusal(
    'folder-not-reachable',
    `Started as root, PostgreSQL runs as user ${account.uid}, who may not pass through ${closed}: run "chmod o+x ${closed}", or start as an ordinary user, or move this folder elsewhere.`,
  );
}

/** How to run a program as the account, from a folder that every account can be in. */
export function commandAs(account: Account, program: string, args: readonly string[]) {
  if (account?.capability === undefined) {
    const identity = account === undefined ? {} : { uid: account.uid, gid: account.gid };
    return { file: program, args: [...args], options: { ...identity, cwd: '/' } };
  }
  const { uid, gid, capability } = account;
  const identity = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  // Without the fix-up bit, access(2) would forget the capability, and PostgreSQL asks it about its own programs.
  const capabilities = [
    '--securebits=+no_setuid_fixup',
    `--inh-caps=+${capability}`,
    `--ambient-caps=+${capability}`,
  ];
  return { file: 'setpriv', args: [...identity, ...capabilities, program, ...args], options: { cwd: '/' } };
}

async function closedFolder(path: string, { uid, gid }: NonNullable<Account>): Promise<string | undefined> {
  const folders: string[] = [];
  for (let folder = await realpath(path); folder !== dirname(folder); folder = dirname(folder))
    folders.unshift(folder);
  for (const folder of folders) {
    const found = await stat(folder);
    const passable = found.uid === uid ? 0o100 : found.gid === gid ? 0o010 : 0o001;
    if ((found.mode & passable) === 0) return folder;
  }
  return undefined;
}

/** Of what this process may pass on, the least that opens folders: reading everything, else also writing it. */
async function passingCapability(): Promise<string | undefined> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const held = BigInt(`0x${/^CapPrm:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`);
  return PASSING_CAPABILITIES.find(({ bit }) => (held & (1n << bit)) !== 0n)?.name;
}

/** Gives a file or folder made by root to the account. */
export async function giveTo(account: Account, path: string): Promise<void> {
  if (account !== undefined) await chown(path, account.uid, account.gid);
}
