import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The layout of the data folder that this version writes and reads. */
const FORMAT = 1;

/** Why a data folder cannot be used; one sentence that says what to do. */
export class DataFolderRefusal extends Error {
  override readonly name = 'DataFolderRefusal';
}

/** What is kept beside the databases: the layout's number, and whether the demonstration fund is complete. */
export interface DataFolder {
  readonly path: string;
  readonly seeded: boolean;
  markSeeded(): Promise<void>;
}

interface Contents {
  readonly format: number;
  readonly seeded: boolean;
}

/** Opens the data folder, making it at the first start; refuses one of a newer version, and one that cannot be written. */
export async function openDataFolder(path: string): Promise<DataFolder> {
  const file = join(path, 'mdtf.json');
  const write = async (contents: Contents): Promise<void> => {
    // Whole or not at all: a half-written file would stop every later start.
    await writeFile(`${file}.new`, `${JSON.stringify(contents)}\n`);
    await rename(`${file}.new`, file);
  };
  try {
    await mkdir(path, { recursive: true });
    const contents = parse(await readIfThere(file), path);
    if (contents === undefined) await write({ format: FORMAT, seeded: false });
    return {
      path,
      seeded: contents?.seeded ?? false,
      markSeeded: () => write({ format: FORMAT, seeded: true }),
    };
  } catch (error) {
    throw error instanceof DataFolderRefusal ? error : unusable(path, error);
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function parse(text: string | undefined, path: string): Contents | undefined {
  if (text === undefined) return undefined;
  const contents = readJson(text);
  if (typeof contents?.format !== 'number') {
    throw new DataFolderRefusal(
      `${join(path, 'mdtf.json')} cannot be read: restore it from a backup, or choose another folder with --data.`,
    );
  }
  if (contents.format > FORMAT) {
    throw new DataFolderRefusal(
      `The data in ${path} was written by a newer version of mdtf: start that version, or choose another folder with --data.`,
    );
  }
  return { format: contents.format, seeded: contents.seeded === true };
}

function readJson(text: string): Partial<Contents> | undefined {
  try {
    return JSON.parse(text) as Partial<Contents>;
  } catch {
    return undefined;
  }
}

function unusable(path: string, error: unknown): DataFolderRefusal {
  const { code, message } = error as NodeJS.ErrnoException;
  return new DataFolderRefusal(
    `The folder ${path} cannot be used (${code ?? message}): make it writable for you, or choose another one with --data.`,
  );
}
