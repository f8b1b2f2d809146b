import { execFile } from 'node:child_process';

const OUTPUT_BYTES_MAX = 1_048_576;

/** How a program ended; `missing` when there is none of that name, `code` is null when its time ran out. */
export interface Ended {
  readonly missing: boolean;
  readonly code: number | null;
  /** Both of its streams. */
  readonly output: string;
}

/** Runs a program to its end, or kills it after `timeoutMs`; never rejects. */
export function runProgram(file: string, args: readonly string[], timeoutMs: number): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { timeout: timeoutMs, killSignal: 'SIGKILL', maxBuffer: OUTPUT_BYTES_MAX } as const;
    execFile(file, [...args], options, (error, stdout, stderr) => {
      const output = `${stdout}${stderr}`;
      if (error === null) return resolve({ missing: false, code: 0, output });
      const code = typeof error.code === 'number' ? error.code : null;
      resolve({ missing: (error as NodeJS.ErrnoException).code === 'ENOENT', code, output });
    });
  });
}
