import type { MemoryStore, ReadEntry } from '@mdtf/fund-log';
import { entriesOf, type Invariant, type Outcome } from './outcome.ts';

type StoredAnswer = ReturnType<MemoryStore['tables']['answers']['get']> & object;

/** Of what clients were told. */
export const answers: readonly Invariant[] = [
  {
    name: 'what a client was told is on disk: its entries once, in one piece, and the same answer for ever',
    *check(outcome) {
      for (const { service, command, result } of outcome.told) {
        const key = command.idempotency?.key ?? '';
        if (result.outcome === 'key-reused' || result.outcome === 'overloaded') continue;
        const stored = storedAnswer(outcome, service, command.fund, command.actor.id, key);
        if (stored === undefined) {
          yield `${service} told ${command.type} ${key} ${result.outcome} and has forgotten it`;
          continue;
        }
        const said = result.outcome === 'accepted' ? result.answer : result.rejection;
        const same =
          stored.outcome === result.outcome &&
          stored.sequence === result.position.sequence &&
          stored.answer === JSON.stringify(said ?? null);
        if (!same) yield `${service} told ${command.type} ${key} something else than it keeps`;
      }
    },
  },
  {
    name: 'every command happens at most once, and exactly as its stored answer says',
    *check(outcome) {
      const seen = new Set<string>();
      for (const { service, command } of outcome.sent) {
        const key = command.idempotency?.key ?? '';
        const once = `${service}/${command.fund}/${command.actor.id}/${key}`;
        if (seen.has(once)) continue;
        seen.add(once);
        const made = entriesOf(outcome, service, command.fund).filter((entry) => isMadeBy(entry, key));
        const stored = storedAnswer(outcome, service, command.fund, command.actor.id, key);
        const events = stored?.outcome === 'accepted' ? stored.events : 0;
        if (made.length !== events) {
          yield `${command.type} ${key} of ${command.fund} made ${made.length} entries, its answer says ${events}`;
        } else if (made.length > 0 && !isInOnePiece(made, stored?.sequence ?? 0n)) {
          yield `the entries of ${command.type} ${key} are not in one piece before ${stored?.sequence}`;
        }
      }
    },
  },
];

/** A reaction to what a command made has the same correlation, and a cause. */
function isMadeBy({ correlationId, causationId }: ReadEntry, key: string): boolean {
  return correlationId === key && causationId === undefined;
}

function isInOnePiece(made: readonly ReadEntry[], last: bigint): boolean {
  return made.every(({ sequence }, at) => sequence === last - BigInt(made.length - 1 - at));
}

function storedAnswer(
  { databases }: Outcome,
  service: string,
  fund: string,
  actor: string,
  key: string,
): StoredAnswer | undefined {
  return databases.get(service)?.tables.answers.get(`${fund}\n${actor}\n${key}`);
}
