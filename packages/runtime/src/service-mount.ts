import type { ServiceName } from '@mdtf/contracts';
import type { LogReader, Position, Subscription } from '@mdtf/fund-log';
import type { Implementation } from './implementation.ts';
import type {
  CommandPort,
  FundPositions,
  GrantLookup,
  Reached,
  ReadPosition,
  ServiceMount,
} from './ports.ts';

/** What a mount is made of; the lists of streams may still grow. */
interface MountParts {
  readonly name: ServiceName;
  readonly implementations: readonly Implementation[];
  readonly grants: GrantLookup;
  readonly commands: CommandPort;
  readonly reader: LogReader;
  /** Streams folded into facts, and streams turned into read tables. */
  readonly facts: readonly Subscription[];
  readonly tables: readonly Subscription[];
  readonly publicationOf: ServiceMount['publicationOf'];
}

/** A service as a server mounts it: its routes, and how far it has come in its own log and the others'. */
export function createServiceMount(parts: MountParts): ServiceMount {
  const { name, reader, facts, tables } = parts;
  const streams = (): readonly Subscription[] => [...facts, ...tables];

  async function ownHead(fund: string): Promise<Position | undefined> {
    const { head } = await reader.page(fund, 0n, 0);
    return head === undefined ? undefined : { service: name, fund, sequence: head.sequence };
  }

  async function waitForOwn(position: Position): Promise<Reached> {
    const head = await ownHead(position.fund);
    return head !== undefined && position.sequence <= head.sequence ? 'reached' : 'unknown';
  }

  return {
    name,
    implementations: parts.implementations,
    grants: parts.grants,
    commands: parts.commands,
    logs: reader,
    publicationOf: parts.publicationOf,
    async waitFor(position, timeoutMs) {
      const following = streams().filter(({ source }) => source === position.service);
      const waits = following.map((stream) => stream.waitFor(position, timeoutMs));
      if (position.service === name) waits.push(waitForOwn(position));
      if (waits.length === 0) return 'unknown';
      return worstOf(await Promise.all(waits));
    },
    async positions(fund): Promise<FundPositions | undefined> {
      // In this order: what was recorded because of an entry that is told as read is within the head that is told.
      const read = streams().flatMap((stream) => readPosition(stream, fund));
      const head = await ownHead(fund);
      if (head === undefined && read.length === 0) return undefined;
      return { ...(head === undefined ? {} : { head }), read: slowestPerSource(read) };
    },
  };
}

const worstOf = (reached: readonly Reached[]): Reached =>
  reached.find((r) => r === 'unknown') ?? reached.find((r) => r === 'lagging') ?? 'reached';

function readPosition(stream: Subscription, fund: string): ReadPosition[] {
  const status = stream.status().find((stream) => stream.fund === fund);
  if (status === undefined) return [];
  const { sequence, state, reason } = status;
  const position = { service: stream.source, fund, sequence };
  return [state === 'following' ? position : { ...position, parked: reason ?? state }];
}

/** One source may be followed twice, for facts and for tables; what is not yet in both is not yet read. */
function slowestPerSource(read: readonly ReadPosition[]): readonly ReadPosition[] {
  const slowest = new Map<string, ReadPosition>();
  for (const position of read) {
    const known = slowest.get(position.service);
    if (known === undefined || position.sequence < known.sequence) slowest.set(position.service, position);
  }
  return [...slowest.values()];
}
