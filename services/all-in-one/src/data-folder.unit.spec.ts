import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDataFolder } from './data-folder.ts';

describe('the data folder', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'mdtf-folder-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  it('is made at the first start, and remembers that the demonstration fund is complete', async () => {
    const path = join(root, 'new', 'data');
    const first = await openDataFolder(path);
    expect(first.seeded).toBe(false);
    await first.markSeeded();
    expect((await openDataFolder(path)).seeded).toBe(true);
  });

  it('of a newer version is refused with what to do', async () => {
    await writeFile(join(root, 'mdtf.json'), '{"format":2,"seeded":true}');
    await expect(openDataFolder(root)).rejects.toThrow(/newer version of mdtf: start that version/);
  });

  it('that cannot be read is refused with what to do', async () => {
    await writeFile(join(root, 'mdtf.json'), '{"form');
    await expect(openDataFolder(root)).rejects.toThrow(/restore it from a backup/);
  });

  it('that cannot be written is refused with what to do', async () => {
    const file = join(root, 'a-file');
    await writeFile(file, '');
    await expect(openDataFolder(join(file, 'data'))).rejects.toThrow(
      /make it writable for you, or choose another/,
    );
  });
});
