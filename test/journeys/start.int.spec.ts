import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAllInOne } from '@mdtf/all-in-one';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('a start', () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'mdtf-start-'));
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  const start = (folder: string, port = 0) =>
    startAllInOne({ dataFolder: join(root, folder), port, durable: false });

  it('answers at its front page, and begins anew on the data it left', async () => {
    const first = await start('a');
    await first[Symbol.asyncDispose]();
    await using again = await start('a');
    const page = await fetch(`${again.url}/`, { headers: { 'accept-language': 'fr' } });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Fonds fiduciaires multidonateurs');
    const document = (await (await fetch(`${again.url}/openapi.json`)).json()) as { openapi: string };
    expect(document.openapi).toBe('3.1.0');
    expect((await fetch(`${again.url}/documentation/`)).status).toBe(200);
  });

  it('on data that another one uses is refused with what to do', async () => {
    await using _first = await start('b');
    await expect(start('b')).rejects.toThrow(/in use by process \d+: stop that one first/);
  });

  it('on a port that is taken is refused with what to do', async () => {
    await using first = await start('c');
    const port = Number(new URL(first.url).port);
    await expect(start('d', port)).rejects.toThrow(
      /is taken by another program: stop that program, or choose/,
    );
  });
});
