import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkProfile, type Profile, ProfileMistake } from './profile.ts';

const READY = fileURLToPath(new URL('../../profiles/', import.meta.url));

/** The names of the profiles that come with the software. */
export async function profileNames(): Promise<readonly string[]> {
  const files = await readdir(READY);
  return files.filter((file) => file.endsWith('.json')).map((file) => basename(file, '.json'));
}

/** A profile by the name of a ready one, or by the path of a JSON file; throws `ProfileMistake` where it cannot be used. */
export async function loadProfile(nameOrPath: string): Promise<Profile> {
  const path = /^[a-z0-9-]+$/.test(nameOrPath) ? join(READY, `${nameOrPath}.json`) : nameOrPath;
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    const ready = (await profileNames()).join(', ');
    throw new UnknownProfile(`There is no profile ${nameOrPath}: give ${ready}, or the path of a JSON file.`);
  }
  try {
    return checkProfile(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new ProfileMistake('its root', `it is not JSON: ${error.message}`);
    throw error;
  }
}

/** No profile of that name; the message names those there are. */
export class UnknownProfile extends Error {
  override readonly name = 'UnknownProfile';
}

/** Files that were named and cannot be used; the message says which and why. */
export class UnusableArgument extends Error {
  override readonly name = 'UnusableArgument';
}

/**
 * The files of an import by the name they are given under: each argument is `name=FILE[,FILE…]`, or a folder of which the
 * files called as the profile's tables say are taken, in the order of their names.
 */
export async function filesFor(
  profile: Profile,
  given: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const files = new Map<string, string[]>();
  const names = new Set(Object.entries(profile.tables).map(([name, { file }]) => file ?? name));
  for (const argument of given) {
    const [name = '', paths] = argument.split(/=(.*)/s, 2);
    if (paths === undefined) {
      await addFolder(profile, argument, files);
      continue;
    }
    if (!names.has(name))
      throw new UnusableArgument(
        `The profile ${profile.profile} has no ${name}; it has ${[...names].join(', ')}.`,
      );
    for (const path of paths.split(',')) add(files, name, await existing(path));
  }
  return files;
}

async function existing(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() === true) return path;
  throw new UnusableArgument(`There is no file ${path}.`);
}

async function addFolder(profile: Profile, folder: string, files: Map<string, string[]>): Promise<void> {
  const there = await readdir(folder).catch(() => undefined);
  if (there === undefined)
    throw new UnusableArgument(`${folder} is neither name=FILE nor a folder that can be read.`);
  let found = 0;
  for (const [name, { file = name, named }] of Object.entries(profile.tables)) {
    if (named === undefined) continue;
    for (const entry of there.toSorted().filter((candidate) => isCalled(candidate, named))) {
      add(files, file, join(folder, entry));
      found += 1;
    }
  }
  if (found === 0)
    throw new UnusableArgument(`${folder} has no file that the profile ${profile.profile} knows.`);
}

function add(files: Map<string, string[]>, name: string, path: string): void {
  const paths = files.get(name) ?? [];
  if (!paths.includes(path)) paths.push(path);
  files.set(name, paths);
}

function isCalled(name: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}
