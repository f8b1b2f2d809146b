import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const TICKS_PER_SECOND = 100;
const TICKS_AT = 11;
const LOOK_EVERY_MS = 100;

/** Processes whose work is counted together, by what they are. */
export interface Watched {
  readonly [what: string]: () => readonly number[];
}

/** Share of all the machine's cores, 0 to 1, that each has used between the two calls. */
export type CpuShares = { readonly [what: string]: number };

/** Begins to count; the function answered ends it. A process that is gone by then counts as far as it was last seen. */
export function watchCpu(watched: Watched): () => CpuShares {
  const first = new Map<number, number>();
  const last = new Map<string, Map<number, number>>();
  const look = (): void => {
    for (const [what, pids] of Object.entries(watched)) {
      const seen = last.get(what) ?? new Map<number, number>();
      for (const [pid, ticks] of ticksOf(pids())) {
        // What begins later begins at nothing.
        if (!first.has(pid)) first.set(pid, last.has(what) ? 0 : ticks);
        seen.set(pid, ticks);
      }
      last.set(what, seen);
    }
  };
  look();
  const startedMs = performance.now();
  const looking = setInterval(look, LOOK_EVERY_MS);
  return () => {
    clearInterval(looking);
    look();
    const seconds = (performance.now() - startedMs) / 1000;
    const all = seconds * TICKS_PER_SECOND * availableParallelism();
    return Object.fromEntries(Array.from(last, ([what, seen]) => [what, used(seen, first) / all]));
  };
}

/** Whether a process runs this program. */
export function runs(pid: number, program: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === program;
  } catch {
    return false;
  }
}

/** A process and all that descend from it, now. */
export function familyOf(pid: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? fieldsOf(Number(name)) : undefined;
    if (stat !== undefined) parents.set(Number(name), Number(stat[1]));
  }
  const family = new Set([pid]);
  for (let before = 0; before < family.size; ) {
    before = family.size;
    for (const [child, parent] of parents) if (family.has(parent)) family.add(child);
  }
  return [...family];
}

function used(seen: ReadonlyMap<number, number>, first: ReadonlyMap<number, number>): number {
  let ticks = 0;
  for (const [pid, now] of seen) ticks += now - (first.get(pid) ?? 0);
  return ticks;
}

function ticksOf(pids: readonly number[]): Map<number, number> {
  return new Map(
    pids.flatMap((pid) => {
      const fields = fieldsOf(pid);
      return fields === undefined
        ? []
        : [[pid, Number(fields[TICKS_AT]) + Number(fields[TICKS_AT + 1])] as const];
    }),
  );
}

/** What follows the name in /proc/…/stat, from the state on; undefined for a process that is gone. */
function fieldsOf(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
