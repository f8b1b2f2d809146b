import { GENESIS } from '@mdtf/fund-log';
import { entriesOf, type Invariant, logsOf } from './outcome.ts';

/** Of every log by itself. */
export const chains: readonly Invariant[] = [
  {
    name: 'every log is gapless from 1, each entry names the one before, and the head is its last',
    *check(outcome) {
      for (const { service, fund, entries, database } of logsOf(outcome)) {
        let prevHash = GENESIS;
        for (const [at, entry] of entries.entries()) {
          const where = `${service.name}/${fund}/${at + 1}`;
          if (entry.sequence !== BigInt(at + 1)) yield `${where} has the sequence ${entry.sequence}`;
          if (entry.prevHash !== prevHash) yield `${where} does not continue the entry before`;
          if (entry.fund !== fund || entry.service !== service.name)
            yield `${where} says it is of another log`;
          prevHash = entry.leafHash;
        }
        const head = database.tables.heads.get(fund);
        if (head?.sequence !== BigInt(entries.length) || head.leafHash !== prevHash) {
          yield `the head of ${service.name}/${fund} is at ${head?.sequence}, its log at ${entries.length}`;
        }
      }
    },
  },
  {
    name: 'entries are recorded in order of time, never before they happened, each id once',
    *check(outcome) {
      const ids = new Set<string>();
      for (const { service, fund, entries } of logsOf(outcome)) {
        let last = '';
        for (const { sequence, recordedAt, time, id } of entries) {
          const where = `${service.name}/${fund}/${sequence}`;
          if (recordedAt < last) yield `${where} is recorded before the entry before`;
          if (time > recordedAt) yield `${where} happened after it was recorded`;
          if (ids.has(id)) yield `${where} has an id that another entry has`;
          ids.add(id);
          last = recordedAt;
        }
      }
    },
  },
  {
    name: 'nothing is recorded at or before an instant that a source has said to be complete',
    *check(outcome) {
      for (const { service, fund, sequence, recordedThrough } of outcome.promises) {
        const next = entriesOf(outcome, service, fund)[Number(sequence)];
        if (next !== undefined && next.recordedAt <= recordedThrough) {
          yield `${service}/${fund} was complete through ${recordedThrough} at ${sequence}, then recorded at ${next.recordedAt}`;
        }
      }
    },
  },
];
