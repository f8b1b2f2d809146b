import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Figure, figureBook, startAllInOne, tell } from '@mdtf/all-in-one';
import { readArguments } from '../command-line.ts';
import { DEFAULT_URL } from '../connection.ts';
import { narrated } from '../narrated.ts';

const options = {
  url: { type: 'string' },
  quiet: { type: 'boolean', default: false },
} as const;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/**
 * Tells the demonstration's story from 20 May 2008 on, over HTTP, and checks every figure as it appears: on the system
 * at `--url`, else on the one that answers on this machine, else on one of its own that is gone afterwards. The exit code
 * is 0 when every figure is equal.
 */
export async function demo(args: readonly string[]): Promise<number> {
  const { values } = readArguments(args, options, 'mdtf demo [--url URL] [--quiet]');
  await using system = await findOrStart(values.url);
  const book = figureBook(sayFigure);
  const api = connect(system.url, 'demo');
  await tell({ api: values.quiet ? api : narrated(api, say), say: (text) => say(`\n${text}`), book });
  const equal = book.figures.filter((figure) => figure.equal).length;
  say(`\n${equal} of ${book.figures.length} figures of the scenario are equal.`);
  return equal === book.figures.length ? 0 : 1;
}

function sayFigure({ label, expected, actual, equal }: Figure): void {
  say(equal ? `    ✓ ${label}: ${actual}` : `    ✗ ${label}: ${actual}, expected ${expected}`);
}

interface System extends AsyncDisposable {
  readonly url: string;
}

async function findOrStart(url: string | undefined): Promise<System> {
  const known = url ?? ((await answers(DEFAULT_URL)) ? DEFAULT_URL : undefined);
  if (known !== undefined) return { url: known, [Symbol.asyncDispose]: () => Promise.resolve() };
  say('No system answers here, so one is started for the demonstration; it is gone when it ends.');
  const folder = await mkdtemp(join(tmpdir(), 'mdtf-demo-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const system = await startAllInOne({ dataFolder: folder, port: 0, demonstration: true, onProgress: say });
    return {
      url: system.url,
      async [Symbol.asyncDispose]() {
        await system[Symbol.asyncDispose]();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

const ANSWER_TIMEOUT_MS = 2_000;

async function answers(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) }).catch(
    () => undefined,
  );
  return answer?.ok === true;
}
