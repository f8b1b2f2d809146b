import { readFileSync } from 'node:fs';

/** Thrown when the environment does not make a configuration; one line for each variable at fault. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/** Reads variables, collecting what is wrong; `done` throws ConfigurationError naming every variable at fault at once. */
export interface EnvironmentReader {
  /** A text; without a fallback it is required. */
  text(name: string, fallback?: string): string;
  optional(name: string): string | undefined;
  /** A secret, required: the variable itself, or the text of the file that the variable with `_FILE` after it names. */
  secret(name: string): string;
  integer(
    name: string,
    bounds: { readonly min: number; readonly max: number; readonly fallback?: number },
  ): number;
  port(name: string, fallback: number): number;
  oneOf<T extends string>(name: string, choices: readonly T[], fallback?: T): T;
  /** `true` or `false`. */
  flag(name: string, fallback: boolean): boolean;
  /** Values separated by commas; empty when absent. */
  list(name: string): readonly string[];
  url(name: string, fallback?: string): string;
  /** What another reader makes of the same environment; what it throws is collected like the rest. */
  taking<T>(read: () => T): T;
  done(): void;
}

/** A reader over an environment; an empty variable counts as absent. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): EnvironmentReader {
  const wrong: string[] = [];
  const given = (name: string): string | undefined => env[name]?.trim() || undefined;
  const complain = <T>(name: string, what: string, instead: T): T => {
    wrong.push(`${name} ${what}`);
    return instead;
  };

  const reader: EnvironmentReader = {
    text: (name, fallback) => given(name) ?? fallback ?? complain(name, 'is required', ''),
    optional: given,
    secret(name) {
      const file = given(`${name}_FILE`);
      if (file === undefined) return reader.text(name);
      try {
        return readFileSync(file, 'utf8').trim() || complain(`${name}_FILE`, 'names an empty file', '');
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        return complain(`${name}_FILE`, `names a file that cannot be read (${code})`, '');
      }
    },
    integer(name, { min, max, fallback }) {
      const text = given(name);
      if (text === undefined) return fallback ?? complain(name, 'is required', min);
      const value = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
      return value >= min && value <= max
        ? value
        : complain(name, `must be a whole number from ${min} to ${max}, not "${text}"`, min);
    },
    port: (name, fallback) => reader.integer(name, { min: 0, max: 65_535, fallback }),
    oneOf(name, choices, fallback) {
      const text = given(name) ?? fallback;
      const choice = choices.find((known) => known === text);
      const [first] = choices;
      return (
        choice ?? complain(name, `must be one of ${choices.join(', ')}`, first as (typeof choices)[number])
      );
    },
    flag: (name, fallback) => reader.oneOf(name, ['true', 'false'], fallback ? 'true' : 'false') === 'true',
    list: (name) => (given(name) ?? '').split(',').flatMap((item) => item.trim() || []),
    url(name, fallback) {
      const text = given(name) ?? fallback;
      if (text === undefined) return complain(name, 'is required', '');
      return /^https?:$/.test(protocolOf(text)) ? text : complain(name, 'must be an http or https URL', text);
    },
    taking<T>(read: () => T): T {
      try {
        return read();
      } catch (error) {
        wrong.push((error as Error).message);
        return undefined as T;
      }
    },
    done() {
      if (wrong.length > 0)
        throw new ConfigurationError(`The configuration is not usable:\n  ${wrong.join('\n  ')}`);
    },
  };
  return reader;
}

const protocolOf = (text: string): string => (URL.canParse(text) ? new URL(text).protocol : '');
