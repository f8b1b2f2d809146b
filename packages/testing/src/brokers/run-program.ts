import { execFile } from 'node:child_process';

const OUTPUT_BYTES_MAX = 1_048_576;

/** How a program ended; `missing` when there is none of that name, `code` is null when its time ran out. */
export interface Ended {
  readonly missing: boolean;
  readonly code: number | null;
  /** Both of its streams. */
  readonly output: string;
  /** Its standard output alone. */
  readonly said: string;
}

/** What a program is given besides its arguments: its standard input, and what its environment has above ours. */
export interface Given {
  readonly input?: string;
  readonly environment?: NodeJS.ProcessEnv;
}

/** Runs a program to its end, or kills it after `timeoutMs`; never rejects. */
export function runProgram(
  file: string,
  args: readonly string[],
  timeoutMs: number,
  { input = '', environment = {} }: Given = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const options = {
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      maxBuffer: OUTPUT_BYTES_MAX,
      env: { ...process.env, ...environment },
    } as const;
    const child = execFile(file, [...args], options, (error, stdout, stderr) => {
      const output = `${stdout}${stderr}`;
      if (error === null) return resolve({ missing: false, code: 0, output, said: stdout });
      const code = typeof error.code === 'number' ? error.code : null;
      resolve({ missing: (error as NodeJS.ErrnoException).code === 'ENOENT', code, output, said: stdout });
    });
    // A program that does not read to the end of it has its own reason.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}
