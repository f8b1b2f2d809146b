import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createPool, type EmbeddedOptions, type EmbeddedPostgres, startEmbedded } from '@mdtf/postgres';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const HOLDER = fileURLToPath(new URL('./embedded-holder.ts', import.meta.url));
const NOBODY = { uid: 65_534, gid: 65_534 };
const isRoot = process.getuid?.() === 0;

const stopped = join(tmpdir(), `mdtf-embedded-${randomUUID()}`);
let folder: string;
let servers: EmbeddedPostgres[];
let holders: ChildProcess[];
beforeAll(async () => {
  await (await startEmbedded({ dataDir: stopped, durable: false })).stop();
});
afterAll(() => rm(stopped, { recursive: true }));
beforeEach(() => {
  folder = join(tmpdir(), `mdtf-embedded-${randomUUID()}`);
  servers = [];
  holders = [];
});
afterEach(async () => {
  for (const holder of holders) holder.kill('SIGKILL');
  await Promise.all(servers.map((server) => server.stop()));
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

/** A stopped server's data in the folder, copied because making it anew takes a second. */
async function stoppedServer(): Promise<void> {
  await promisify(execFile)('cp', ['-a', stopped, folder]);
}

async function start(options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbedded({ dataDir: folder, ...options });
  servers.push(server);
  return server;
}

interface Said {
  readonly url: string;
  readonly pid: number;
  readonly code?: string;
  readonly sentence?: string;
}

async function hold(dataDir = folder, account: { uid?: number; gid?: number } = {}) {
  const holder = spawn(process.execPath, [HOLDER, dataDir], {
    ...account,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  holders.push(holder);
  const [line] = (await once(holder.stdout, 'data')) as [Buffer];
  return { holder, said: JSON.parse(line.toString()) as Said };
}

async function query(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const pool = createPool(url, { max: 1 });
  try {
    return (await pool.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await pool.end();
  }
}

const codeOf = (error: unknown) => (error as { code?: string }).code;

const KEEP = 'CREATE TABLE deposit AS SELECT 4711 AS amount';
const KEPT = [{ amount: 4711 }];

describe('an embedded server', () => {
  it('keeps its data from one start to the next, which takes well below two seconds', async () => {
    const first = await start();
    const url = await first.createDatabase('allocation');
    await query(url, KEEP);
    await first.stop();
    const began = performance.now();
    const second = await start();
    expect(await query(await second.createDatabase('allocation'), 'SELECT amount FROM deposit')).toEqual(
      KEPT,
    );
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('commits to disk, checks its pages, compares text by bytes and listens on the loopback address alone', async () => {
    await stoppedServer();
    const server = await start();
    const [settings] = await query(
      server.url,
      `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
        current_setting('full_page_writes') AS pages, current_setting('data_checksums') AS checksums,
        current_setting('listen_addresses') AS addresses, current_setting('unix_socket_directories') AS sockets,
        current_setting('server_encoding') AS encoding, 'Z' < 'a' AS bytes`,
    );
    expect(settings).toEqual({
      fsync: 'on',
      commit: 'on',
      pages: 'on',
      checksums: 'on',
      addresses: '127.0.0.1',
      sockets: '',
      encoding: 'UTF8',
      bytes: true,
    });
  });

  it("gives each service a database that no other service's role can open", async () => {
    await stoppedServer();
    const server = await start();
    const allocation = await server.createDatabase('allocation');
    await server.createDatabase('committee');
    expect(await query(allocation, 'SELECT current_user::text AS role')).toEqual([{ role: 'allocation' }]);
    const intruder = server.urlOf('committee', 'allocation');
    await expect(query(intruder, 'SELECT 1')).rejects.toMatchObject({ code: '42501' });
    const wrongPassword = allocation.replace(/:[^:@]+@/, ':wrong@');
    await expect(query(wrongPassword, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('takes a role that may connect and owns nothing', async () => {
    await stoppedServer();
    const server = await start();
    const owner = await server.createDatabase('allocation');
    await query(owner, 'CREATE TABLE entry (sequence int8)');
    const service = await server.createRole('allocation_service', 'allocation');
    await query(owner, 'GRANT SELECT, INSERT ON entry TO allocation_service');
    await query(service, 'INSERT INTO entry VALUES (1)');
    await expect(query(service, 'DELETE FROM entry')).rejects.toMatchObject({ code: '42501' });
  });

  it('tells when it has ended unasked, and starts again on the same data', async () => {
    await stoppedServer();
    let told = 0;
    const server = await start({ onUnexpectedEnd: () => (told += 1) });
    await query(server.url, KEEP);
    process.kill(server.pid, 'SIGKILL');
    await expect.poll(() => told, { timeout: 5_000 }).toBe(1);
    await server.stop();
    expect(await query((await start()).url, 'SELECT amount FROM deposit')).toEqual(KEPT);
  });

  it.runIf(isRoot)('started as root works on a folder that an ordinary user then goes on with', async () => {
    await mkdir(folder);
    await chmod(folder, 0o777);
    const data = join(folder, 'data');
    const { holder, said } = await hold(data, NOBODY);
    await query(said.url, KEEP);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const asRoot = await start({ dataDir: data });
    expect(await query(asRoot.url, 'SELECT amount FROM deposit')).toEqual(KEPT);
    await asRoot.stop();
    const again = await hold(data, NOBODY);
    expect(await query(again.said.url, 'SELECT amount FROM deposit')).toEqual(KEPT);
  });
});

describe.runIf(isRoot)('started as root in a folder closed to the account that PostgreSQL runs as', () => {
  it('passes through it all the same', async () => {
    await mkdir(folder, { mode: 0o700 });
    const data = join(folder, 'data');
    const first = await start({ dataDir: data });
    await query(first.url, KEEP);
    await first.stop();
    expect(await query((await start({ dataDir: data })).url, 'SELECT amount FROM deposit')).toEqual(KEPT);
  });

  it('is refused, naming the folder, where the system cannot give the capability to pass', async () => {
    await mkdir(folder, { mode: 0o700 });
    const search = process.env.PATH;
    process.env.PATH = folder;
    const error = await start({ dataDir: join(folder, 'data') }).catch((caught: unknown) => caught);
    process.env.PATH = search;
    const { code, message } = error as { code?: string; message: string };
    expect(code).toBe('folder-not-reachable');
    expect(message).toContain(`chmod o+x ${folder}`);
  });
});

describe('a killed process', () => {
  it('takes its server with it', async () => {
    await stoppedServer();
    const { holder, said } = await hold();
    holder.kill('SIGKILL');
    await expect
      .poll(() => query(said.url, 'SELECT 1').catch(codeOf), { timeout: 5_000 })
      .toBe('ECONNREFUSED');
  });

  it('does not block the next start, however soon, nor lose what was committed', async () => {
    await stoppedServer();
    for (let round = 0; round < 5; round += 1) {
      const { holder, said } = await hold();
      await query(said.url, `CREATE TABLE round_${round} AS SELECT 4711 AS amount`);
      holder.kill('SIGKILL');
      await once(holder, 'exit');
    }
    const server = await start();
    expect(await query(server.url, 'SELECT amount FROM round_0 NATURAL JOIN round_4')).toEqual(KEPT);
  });

  it('does not block the next start on the same port when its server outlived it', async () => {
    await stoppedServer();
    const { holder, said } = await hold();
    await query(said.url, KEEP);
    // A paused server cannot follow its watcher's signal until the next start has found it.
    process.kill(said.pid, 'SIGSTOP');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const starting = start({ port: Number(new URL(said.url).port) });
    setTimeout(() => process.kill(said.pid, 'SIGCONT'), 300);
    expect(await query((await starting).url, 'SELECT amount FROM deposit')).toEqual(KEPT);
  });

  it.each([
    ['no process', { pid: 4_194_999 }],
    ['a later process with the same number', { pid: process.pid, birth: 'another boot/1' }],
    ['nobody, because it was cut off', {}],
  ])('leaves a claim that does not count once it belongs to %s', async (_whose, claim) => {
    await stoppedServer();
    await writeFile(join(folder, 'owner.json'), JSON.stringify(claim));
    await start();
  });

  it('leaves a server lock that does not count once its number belongs to another program', async () => {
    await stoppedServer();
    const lock = join(folder, 'cluster', 'postmaster.pid');
    await writeFile(lock, `${process.pid}\n${join(folder, 'cluster')}\n`);
    await start();
  });

  it('leaves an unfinished initialisation that the next start does again', async () => {
    await mkdir(join(folder, 'cluster.unfinished', 'base'), { recursive: true });
    await start();
  });
});

describe('a start is refused, in one sentence that says what to do,', () => {
  const refusal = async (options?: Partial<EmbeddedOptions>) => {
    const error = await start(options).catch((caught: unknown) => caught);
    const { code, message } = error as { code?: string; message: string };
    expect(message).toMatch(/^[^\n]+\.$/);
    return { code, message };
  };

  it('while another process runs on the same data, which goes on undisturbed', async () => {
    await stoppedServer();
    const { holder, said } = await hold();
    const { code, message } = await refusal();
    expect(code).toBe('already-running');
    expect(message).toContain(`in use by process ${holder.pid}: stop that one first`);
    expect(await query(said.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('while this process runs on the same data, or starts at the same time', async () => {
    const outcomes = await Promise.allSettled([start(), start(), start()]);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.map(({ reason }) => (reason as { code: string }).code)).toEqual([
      'already-running',
      'already-running',
    ]);
    expect((await refusal()).code).toBe('already-running');
  });

  it.each([
    ['newer', '19', 'start the newer version of mdtf that made it'],
    ['older', '17', 'pg_upgrade or pg_dump of PostgreSQL 17'],
  ])('on data of a %s PostgreSQL, which it leaves as it was', async (_age, major, remedy) => {
    await stoppedServer();
    const version = join(folder, 'cluster', 'PG_VERSION');
    await writeFile(version, `${major}\n`);
    const { code, message } = await refusal();
    expect(code).toBe('other-version');
    expect(message).toContain(`made by PostgreSQL ${major}, and this is PostgreSQL 18: `);
    expect(message).toContain(remedy);
    expect(await readFile(version, 'utf8')).toBe(`${major}\n`);
    await writeFile(version, '18\n');
    await start();
  });

  it('in a folder that the user cannot write', async () => {
    await mkdir(folder, { mode: 0o555 });
    const { said } = await hold(folder, isRoot ? NOBODY : {});
    expect(said.code).toBe('folder-not-writable');
    expect(said.sentence).toContain('cannot be written by this user (EACCES)');
  });

  it('in a folder below a file', async () => {
    await writeFile(folder, 'a file');
    expect((await refusal({ dataDir: join(folder, 'data') })).code).toBe('folder-not-writable');
  });

  it('on a port where another program listens', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const { code, message } = await refusal({ port });
    other.close();
    expect(code).toBe('port-busy');
    expect(message).toContain(`port ${port}`);
  });

  it('when the cluster folder holds something else, which it leaves as it was', async () => {
    const note = join(folder, 'cluster', 'notes.txt');
    await mkdir(join(folder, 'cluster'), { recursive: true });
    await writeFile(note, 'mine');
    expect((await refusal()).code).toBe('incomplete-data');
    expect(await readFile(note, 'utf8')).toBe('mine');
  });

  it('when the password beside the data is gone', async () => {
    await stoppedServer();
    await rm(join(folder, 'superuser-password'));
    expect((await refusal()).code).toBe('incomplete-data');
  });

  it('when PostgreSQL itself refuses, with its reason', async () => {
    await stoppedServer();
    await rm(join(folder, 'cluster', 'global', 'pg_control'));
    const { code, message } = await refusal();
    expect(code).toBe('did-not-start');
    expect(message).toContain('server.log');
  });
});
