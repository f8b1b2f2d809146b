import { chown, readFile, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EmbeddedRefusal } from './refusal.ts';

const ROOT = 0;
const PREFERRED_ACCOUNTS = ['postgres', 'nobody'];

/** The operating system's account that the server runs as; undefined means the one that this process has. */
export type Account = { readonly uid: number; readonly gid: number } | undefined;

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

/** Throws `folder-not-reachable` naming the first folder on the way to `path` that the account may not pass through. */
export async function assertReachable(path: string, account: Account): Promise<void> {
  if (account === undefined) return;
  const folders: string[] = [];
  for (let folder = await realpath(path); folder !== dirname(folder); folder = dirname(folder))
    folders.unshift(folder);
  for (const folder of folders) {
    const { uid, gid, mode } = await stat(folder);
    const passable = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & passable) !== 0) continue;
    throw new EmbeddedRefusal(
      'folder-not-reachable',
      `Started as root, PostgreSQL runs as user ${account.uid}, who may not pass through ${folder}: run "chmod o+x ${folder}", or start as an ordinary user, or move this folder elsewhere.`,
    );
  }
}

/** Gives a file or folder made by root to the account. */
export async function giveTo(account: Account, path: string): Promise<void> {
  if (account !== undefined) await chown(path, account.uid, account.gid);
}
