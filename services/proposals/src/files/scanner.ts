import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Which scanner documents pass before anyone reads them: a program that reads them, or an address that takes them. */
export type ScannerSettings = { readonly command: readonly [string, ...string[]] } | { readonly url: string };

/** Says of bytes whether they are infected; `failed` where the scanner does not say. */
export type Scanner = (bytes: AsyncIterable<Buffer>) => Promise<'clean' | 'infected' | 'failed'>;

/** How long a scanner may take with one document. */
export const SCAN_TIMEOUT_MS = 20_000;

/** What a program ends with: as clamscan and clamdscan do. */
const EXIT_CLEAN = 0;
const EXIT_INFECTED = 1;

const STATUS_INFECTED = [406, 422];

/** The configured scanner; undefined where none is. */
export function createScanner(settings: ScannerSettings | undefined): Scanner | undefined {
  if (settings === undefined) return undefined;
  return 'url' in settings
    ? (bytes) => scanAt(settings.url, bytes)
    : (bytes) => scanWith(settings.command, bytes);
}

async function scanWith(
  [program, ...words]: readonly [string, ...string[]],
  bytes: AsyncIterable<Buffer>,
): ReturnType<Scanner> {
  const child = spawn(program, words, {
    stdio: ['pipe', 'ignore', 'ignore'],
    signal: AbortSignal.timeout(SCAN_TIMEOUT_MS),
    killSignal: 'SIGKILL',
  });
  const ended = once(child, 'close').then(
    ([code]) => code as number | null,
    () => null,
  );
  // A scanner that has seen enough reads no further; what it says counts.
  await pipeline(Readable.from(bytes), child.stdin).catch(() => {});
  const code = await ended;
  return code === EXIT_CLEAN ? 'clean' : code === EXIT_INFECTED ? 'infected' : 'failed';
}

async function scanAt(url: string, bytes: AsyncIterable<Buffer>): ReturnType<Scanner> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: ReadableStream.from(bytes),
      duplex: 'half',
      redirect: 'error',
      signal: AbortSignal.timeout(SCAN_TIMEOUT_MS),
    } as RequestInit);
    await answer.body?.cancel();
    return answer.ok ? 'clean' : STATUS_INFECTED.includes(answer.status) ? 'infected' : 'failed';
  } catch {
    return 'failed';
  }
}
