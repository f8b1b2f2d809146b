/** Time that passes only when everything that could happen before has happened. */
export interface VirtualTime {
  /** Milliseconds since 1970. */
  nowMs(): number;
  /** The same as an instant. */
  now(): string;
  /** Does something after `delayMs`; what is due at the same moment happens in the order in which it was asked for. */
  after(delayMs: number, action: () => void): void;
  sleep(delayMs: number): Promise<void>;
  /** Lets time pass until nothing is left to happen or `until` says so; throws RangeError beyond `maxSteps` happenings. */
  pass(until: () => boolean, maxSteps: number): Promise<void>;
}

interface Happening {
  readonly atMs: number;
  readonly order: number;
  readonly action: () => void;
}

/** Time that begins at an instant. */
export function virtualTime(startMs: number): VirtualTime {
  const heap: Happening[] = [];
  let nowMs = startMs;
  let order = 0;

  const after = (delayMs: number, action: () => void): void => {
    order += 1;
    push(heap, { atMs: nowMs + Math.max(0, Math.round(delayMs)), order, action });
  };

  return {
    nowMs: () => nowMs,
    now: () => new Date(nowMs).toISOString(),
    after,
    sleep: (delayMs) => new Promise((resolve) => after(delayMs, resolve)),
    async pass(until, maxSteps) {
      await settled();
      for (let step = 0; !until(); step += 1) {
        if (step === maxSteps) throw new RangeError(`Still busy after ${maxSteps} happenings`);
        const next = pop(heap);
        if (next === undefined) return;
        nowMs = Math.max(nowMs, next.atMs);
        next.action();
        await settled();
      }
    },
  };
}

/** Until every promise that can go on has gone on: nothing here waits for anything real. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function isBefore(a: Happening, b: Happening): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}

function push(heap: Happening[], happening: Happening): void {
  let at = heap.length;
  heap.push(happening);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent] as Happening;
    if (!isBefore(happening, above)) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = happening;
}

function pop(heap: Happening[]): Happening | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (first === undefined || last === undefined || heap.length === 0) return first;
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    if (left >= heap.length) break;
    const right = left + 1;
    const less =
      right < heap.length && isBefore(heap[right] as Happening, heap[left] as Happening) ? right : left;
    const below = heap[less] as Happening;
    if (!isBefore(below, last)) break;
    heap[at] = below;
    at = less;
  }
  heap[at] = last;
  return first;
}
