import { setTimeout as pause } from 'node:timers/promises';
import {
  type Child,
  NotReady,
  type ProcessName,
  type ProcessSpec,
  startChild,
  untilReady,
} from '@mdtf/cli/apart';
import { freePort } from '@mdtf/postgres';

/** One process of a service, which may be killed, stopped for a while, and is started anew when it ends by itself. */
export interface Replica extends AsyncDisposable {
  readonly name: ProcessName;
  /** `allocation-2` */
  readonly label: string;
  /** Where it listens now; undefined while it is not there. */
  readonly port: number | undefined;
  readonly pids: readonly number[];
  /** What it said each time that it ended by itself. */
  readonly ends: readonly string[];
  /** Resolves when it is gone; it stays away until it is started. */
  kill(): Promise<void>;
  /** Resolves when it is ready. */
  start(): Promise<void>;
  /** Does not wait until it is ready. */
  begin(): Promise<void>;
  /** It does nothing any more, and does not know it. */
  freeze(): void;
  thaw(): void;
}

const START_AGAIN_MS = 500;
const MAX_STARTS = 5;
const KEPT_TEXT = 600;

/** A process that is not started yet; `specAt` says what is run when it listens on a port. */
export function replicaOf(
  name: ProcessName,
  label: string,
  specAt: (port: number) => ProcessSpec,
  onOutput: (text: string) => void,
): Replica {
  const pids: number[] = [];
  const ends: string[] = [];
  let wanted = false;
  let child: Child | undefined;
  let port: number | undefined;

  const begin = async (): Promise<void> => {
    wanted = true;
    if (child !== undefined) return;
    // Another each time: the one it had may be taken by now.
    const at = await freePort();
    if (child !== undefined || !wanted) return;
    const begun = startChild(specAt(at), onOutput);
    pids.push(begun.pid);
    child = begun;
    port = at;
    void begun.ended.then((said) => comeBack(begun, said));
  };
  /** As whoever runs containers has it: what ends is started anew. */
  const comeBack = async (ended: Child, said: string): Promise<void> => {
    if (child !== ended) return;
    child = undefined;
    port = undefined;
    ends.push(`${label} ended by itself: ${said.slice(-KEPT_TEXT)}`);
    await pause(START_AGAIN_MS);
    if (wanted) await begin();
  };
  const end = async (how: (child: Child) => Promise<void>): Promise<void> => {
    wanted = false;
    const ending = child;
    child = undefined;
    port = undefined;
    if (ending !== undefined) await how(ending);
  };
  return {
    name,
    label,
    pids,
    ends,
    get port() {
      return port;
    },
    kill: () => end(killAtOnce),
    begin,
    async start() {
      for (let starts = 1; ; starts += 1) {
        await begin();
        const begun = child;
        if (begun === undefined) await pause(START_AGAIN_MS);
        else if (await becomesReady(begun, starts === MAX_STARTS)) return;
      }
    },
    freeze: () => child?.signal('SIGSTOP'),
    thaw: () => child?.signal('SIGCONT'),
    [Symbol.asyncDispose]: () =>
      end(async (ending) => {
        ending.signal('SIGCONT');
        await ending[Symbol.asyncDispose]();
      }),
  };
}

async function killAtOnce(child: Child): Promise<void> {
  child.signal('SIGKILL');
  await child.ended;
}

async function becomesReady(child: Child, isLast: boolean): Promise<boolean> {
  try {
    await untilReady(child);
    return true;
  } catch (error) {
    if (isLast || !(error instanceof NotReady)) throw error;
    return false;
  }
}
