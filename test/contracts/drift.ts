import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** The files of a folder and its folders, by path from it with forward slashes; none where there is no folder. */
export async function filesUnder(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = async (path: string) =>
    [relative(folder, path).split(sep).join('/'), await readFile(path, 'utf8')] as const;
  return new Map(await Promise.all(paths.toSorted().map(read)));
}

/** One line for each committed file that is not what is generated now, with the first line that differs. */
export function driftBetween(
  committed: ReadonlyMap<string, string>,
  generated: ReadonlyMap<string, string>,
): readonly string[] {
  const missing = [...generated.keys()]
    .filter((path) => !committed.has(path))
    .map((path) => `${path} is not committed`);
  const changed = [...committed].flatMap(([path, text]) => {
    const now = generated.get(path);
    if (now === undefined) return [`${path} is no longer generated`];
    if (now === text) return [];
    const lines = text.split('\n');
    const line = now.split('\n').findIndex((generatedLine, index) => generatedLine !== lines[index]);
    return [`${path} differs from line ${line === -1 ? now.split('\n').length : line + 1}`];
  });
  return [...missing, ...changed];
}
