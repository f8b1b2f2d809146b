import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { FUND_LOG_MIGRATIONS } from '@mdtf/fund-log';
import { migratedDatabase, type TemporaryDatabase } from '@mdtf/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const MDTF = fileURLToPath(new URL('../../packages/cli/bin/mdtf.js', import.meta.url));

let database: TemporaryDatabase;
beforeEach(async () => {
  database = await migratedDatabase(FUND_LOG_MIGRATIONS);
});
afterEach(() => database[Symbol.asyncDispose]());

function relay(...args: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [MDTF, 'relay', '--database', database.url, ...args], (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), said: out + err }),
    );
  });
}

describe('mdtf relay', () => {
  it('sets a fund aside with its reason, tells of it, and takes it up again', async () => {
    expect(await relay()).toMatchObject({ code: 0, said: '0 funds are not published.\n' });
    expect(await relay('--set-aside', 'imdp', '--reason', 'looked into')).toMatchObject({
      code: 1,
      said: 'imdp: set aside: looked into\n1 funds are not published.\n',
    });
    expect(await relay('--take-up', 'imdp')).toMatchObject({ code: 0, said: '0 funds are not published.\n' });
  });

  it('sets nothing aside without a reason', async () => {
    const { code, said } = await relay('--set-aside', 'imdp');
    expect(code).toBe(2);
    expect(said).toContain('A reason is missing');
  });
});
