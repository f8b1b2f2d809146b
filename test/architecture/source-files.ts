import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A text file of the repository; `path` is from the root, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** The repository's root. */
export const root = join(import.meta.dirname, '..', '..');

const binaryFile = /\.(png|ico|jpg|gif|woff2?|xlsx|zip|gz|pdf)$/;

/** Every text file that git tracks or would track, as it stands in the working tree. */
export function repositoryFiles(): readonly SourceFile[] {
  // A checkout that belongs to another user is still this repository.
  const trusted = ['-c', `safe.directory=${root}`];
  const listed = execFileSync(
    'git',
    [...trusted, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  return listed
    .split('\0')
    .filter((path) => path !== '' && !binaryFile.test(path) && existsSync(join(root, path)))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}
