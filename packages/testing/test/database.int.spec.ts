import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createPool } from '@mdtf/postgres';
import { temporaryDatabase } from '@mdtf/testing';
import setup from '@mdtf/testing/database-setup';
import { describe, expect, it } from 'vitest';

const USER = fileURLToPath(new URL('./database-user.ts', import.meta.url));
const codeOf = (error: unknown) => (error as { code?: string }).code;

async function failureAt(url: string): Promise<string | undefined> {
  const pool = createPool(url, { max: 1 });
  try {
    await pool.query('SELECT 1');
    return undefined;
  } catch (error) {
    return codeOf(error);
  } finally {
    await pool.end();
  }
}

describe('a temporary database', () => {
  it('is empty, and what one test writes no other sees', async () => {
    await using one = await temporaryDatabase();
    await using other = await temporaryDatabase();
    await one.pool.query('CREATE TABLE entry (sequence int8)');
    await expect(other.pool.query('SELECT * FROM entry')).rejects.toMatchObject({ code: '42P01' });
  });

  it('is gone after its test, even while somebody is still connected to it', async () => {
    const database = await temporaryDatabase();
    const forgotten = createPool(database.url, { max: 1 });
    await forgotten.query('SELECT 1');
    await database[Symbol.asyncDispose]();
    await forgotten.end();
    expect(await failureAt(database.url)).toBe('3D000');
  });
});

describe('the server of a test run', () => {
  it('that was given from outside is used as it is and left running', async () => {
    const given = process.env.MDTF_TEST_PG_URL ?? '';
    const teardown = await setup();
    await teardown();
    expect(process.env.MDTF_TEST_PG_URL).toBe(given);
    expect(await failureAt(given)).toBeUndefined();
  });

  it('is started when none was given, shared by all test processes, and removed after the last', async () => {
    const temporary = await mkdtemp(join(tmpdir(), 'mdtf-testing-'));
    await chmod(temporary, 0o755);
    const { MDTF_TEST_PG_URL: _given, ...environment } = process.env;
    const env = { ...environment, TMPDIR: temporary, MDTF_TEST_PG_LINGER_MS: '1500' };
    const use = async () => {
      const { stdout } = await promisify(execFile)(process.execPath, [USER], { env });
      return JSON.parse(stdout) as { url: string; name: string };
    };
    const users = [...(await Promise.all([use(), use()])), await use()];
    expect(new Set(users.map(({ url }) => new URL(url).port)).size).toBe(1);
    expect(new Set(users.map(({ name }) => name)).size).toBe(3);
    await expect.poll(() => readdir(temporary), { timeout: 10_000 }).toEqual([]);
    expect(await failureAt(users[0]?.url ?? '')).toBe('ECONNREFUSED');
    await rm(temporary, { recursive: true });
  });
});
