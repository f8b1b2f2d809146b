import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort } from '@mdtf/postgres';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readApartConfig } from './config.ts';
import { assertPortsFree } from './ports.ts';

const TIMEOUT_MS = 180_000;
const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const SHOWN = 'Ctrl-C stops everything.';
const MAX_TRIES = 20;

describe('mdtf apart', () => {
  let folder: string;
  let port: number;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mdtf-launcher-'));
    port = await sixFreePorts();
  });
  afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

  /** Starts it as a person does, and waits for what it shows, or for its end. */
  async function launch() {
    const args = [MAIN, 'apart', '--empty', '--data', folder, '--port', String(port)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
    }
    const ended = once(child, 'close').then(([code]) => code as number | null);
    const shown = new Promise<void>((resolve) => {
      child.stdout.on('data', () => said.includes(SHOWN) && resolve());
    });
    await Promise.race([shown, ended]);
    return { child, ended, said: () => said };
  }

  it('leaves nothing running when it is killed, starts again on what it left, and stops in order', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const killed = await launch();
    expect(killed.said()).toContain(`http://127.0.0.1:${port}/`);
    expect((await processesOf(folder, port)).length, 'five, a PostgreSQL and a Kafka').toBeGreaterThanOrEqual(
      7,
    );
    killed.child.kill('SIGKILL');
    await killed.ended;
    await vi.waitFor(async () => expect(await processesOf(folder, port)).toEqual([]), {
      timeout: 30_000,
      interval: 200,
    });

    const again = await launch();
    expect(again.said()).toContain(SHOWN);
    const health = await fetch(`http://127.0.0.1:${port}/health/ready`);
    expect(await health.json()).toMatchObject({ checks: { committee: 'ok', reporting: 'ok' } });
    again.child.kill('SIGINT');
    expect(await again.ended).toBe(0);
    expect(await processesOf(folder, port)).toEqual([]);
  });

  it('says at once which port is taken, and starts nothing', { timeout: TIMEOUT_MS }, async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(port + 2, '127.0.0.1', resolve));
    try {
      const refused = await launch();
      expect(await refused.ended).toBe(1);
      expect(refused.said()).toMatch(
        new RegExp(`^Port ${port + 2} on 127.0.0.1, for committee, is taken: .*--port`),
      );
      expect(await processesOf(folder, port)).toEqual([]);
    } finally {
      await new Promise((resolve) => taken.close(resolve));
    }
  });
});

/** What runs with this data folder or these ports in its command line or environment, the launcher aside. */
async function processesOf(folder: string, port: number): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)('ps', ['eww', '-eo', 'pid,args'], {
    maxBuffer: 64 * 1024 * 1024,
  });
  const signs = [folder, `MDTF_COMMITTEE_URL=http://127.0.0.1:${port + 2}`];
  const lines = stdout.split('\n').filter((line) => signs.some((sign) => line.includes(sign)));
  return lines.filter((line) => !line.includes(`${MAIN} apart`)).map((line) => line.trim().slice(0, 100));
}

async function sixFreePorts(): Promise<number> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const { ports } = readApartConfig(['--port', String(Math.min(await freePort(), 65_000))], {});
    const areFree = await assertPortsFree('127.0.0.1', ports).then(
      () => true,
      () => false,
    );
    if (areFree) return ports.portal;
  }
  throw new Error('No six neighbouring ports are free');
}
