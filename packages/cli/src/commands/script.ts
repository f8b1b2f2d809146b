import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type CommandLine, UsageError } from '../command-line.ts';

const ROOT = new URL('../../../../', import.meta.url);

/** A command that runs a script of the repository with the arguments it is given; its exit code is the script's. */
export function scriptCommand(script: string, summary: string, usage: string): CommandLine {
  return {
    summary,
    usage,
    run(args) {
      const path = fileURLToPath(new URL(script, ROOT));
      if (!existsSync(path))
        throw new UsageError(`${script} is not here: this command runs in a checkout of the repository.`);
      const child = spawn(process.execPath, [path, ...args], { stdio: 'inherit' });
      return new Promise((resolve, reject) => {
        child.once('error', reject);
        child.once('exit', (code) => resolve(code ?? 1));
      });
    },
  };
}
