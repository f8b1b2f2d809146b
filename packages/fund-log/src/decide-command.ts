import type { Actor, Context, Decision, DomainEvent, Needs, Provenance, Rejection } from '@mdtf/domain';
import {
  answerKey,
  type BatchState,
  type LockedFund,
  lockedBy,
  NotLoaded,
  takeBack,
  whollyOrNotAtAll,
} from './batch-state.ts';
import type { Command, CommandResult } from './command.ts';
import { EntryTooLarge } from './entry.ts';
import { MAX_PAYLOAD_BYTES } from './log-reader.ts';
import { recordEvents } from './record-events.ts';
import { nameNeeds } from './slice.ts';
import type { StoredAnswer } from './store.ts';

/** What became of one decision within the batch, before its commit. */
export type Decided = Extract<CommandResult, { outcome: 'accepted' | 'rejected' }>;

/**
 * Answers a command from its key, or decides it and records what follows; `first` is what `firstNeeds` says of it.
 * Throws, with nothing changed, when it cannot be decided, or not before more is loaded (NotLoaded).
 */
export function decideCommand(batch: BatchState, command: Command, first: Needs): CommandResult {
  const { idempotency } = command;
  if (idempotency === undefined) return whollyOrNotAtAll(batch, () => decide(batch, command, first));

  const key = answerKey({ fund: command.fund, actor: command.actor.id, key: idempotency.key });
  const given = batch.answers.get(key);
  if (given !== undefined) {
    return given.fingerprint === idempotency.fingerprint ? replay(batch, given) : { outcome: 'key-reused' };
  }
  const decided = whollyOrNotAtAll(batch, () => decide(batch, command, first));
  const answer = answerOf(command, idempotency, decided);
  batch.answers.set(key, answer);
  batch.writes.answers.push(answer);
  return decided.outcome === 'accepted' ? { ...decided, answerText: answer.answer } : decided;
}

/** Decides a command against the fund as it stands in this batch; the caller takes back what a throw leaves. */
export function decide(batch: BatchState, command: Command, first: Needs): Decided {
  const fund = lockedBy(batch, command.fund);
  const handler = batch.index.model.commands[command.type];
  if (handler === undefined)
    throw new RangeError(`${batch.index.model.service} has no command ${command.type}`);
  const early = command.time !== undefined && command.time > fund.now;
  if (early) return rejected(batch, fund, timeNotCome(command.time ?? '', fund.now));

  const context = contextOf(fund, command.actor, command.time, command.provenance);
  const { data } = command;
  const naming = nameNeeds(batch, fund, { handler, data, first });
  if ('missing' in naming) throw new NotLoaded(naming.missing);
  const { named, slice } = naming;
  const decision: Decision<DomainEvent, unknown> = handler.decide(data, slice, context);
  if (!decision.accepted) return rejected(batch, fund, decision.rejection);
  return record(batch, fund, named.documents, decision, command, context.time);
}

function record(
  batch: BatchState,
  fund: LockedFund,
  documents: Parameters<typeof recordEvents>[2],
  decision: Extract<Decision<DomainEvent, unknown>, { accepted: true }>,
  command: Command,
  time: string,
): Decided {
  const mark = batch.undo.length;
  try {
    recordEvents(batch, fund, documents, decision.events, {
      ...command,
      actor: command.actor.id,
      time,
    });
  } catch (error) {
    if (!(error instanceof EntryTooLarge)) throw error;
    takeBack(batch, mark);
    return rejected(batch, fund, tooLarge(error));
  }
  return {
    outcome: 'accepted',
    replayed: false,
    answer: decision.answer,
    position: positionOf(batch, fund),
    events: decision.events.length,
  };
}

/** The fund's clock for one decision: `time` differs from `now` only for what is recorded afterwards. */
export function contextOf(
  fund: LockedFund,
  actor: Actor,
  time: string | undefined,
  provenance: Provenance | undefined,
): Context {
  const { now } = fund;
  return {
    fund: fund.fund,
    now,
    time: time ?? now,
    backDated: time !== undefined,
    actor,
    ...(provenance !== undefined && { provenance }),
  };
}

function rejected(batch: BatchState, fund: LockedFund, rejection: Rejection): Decided {
  return { outcome: 'rejected', replayed: false, rejection, position: positionOf(batch, fund) };
}

function positionOf(batch: BatchState, fund: LockedFund): Decided['position'] {
  return { service: batch.index.model.service, fund: fund.fund, sequence: fund.sequence };
}

function replay(batch: BatchState, given: StoredAnswer): Decided {
  const position = { service: batch.index.model.service, fund: given.fund, sequence: given.sequence };
  const said: unknown = JSON.parse(given.answer);
  return given.outcome === 'accepted'
    ? {
        outcome: 'accepted',
        replayed: true,
        answer: said,
        answerText: given.answer,
        position,
        events: given.events,
      }
    : { outcome: 'rejected', replayed: true, rejection: said as Rejection, position };
}

function answerOf(
  command: Command,
  { key, fingerprint }: { key: string; fingerprint: string },
  decided: Decided,
): StoredAnswer {
  const said = decided.outcome === 'accepted' ? decided.answer : decided.rejection;
  return {
    fund: command.fund,
    actor: command.actor.id,
    key,
    fingerprint,
    outcome: decided.outcome,
    sequence: decided.position.sequence,
    events: decided.outcome === 'accepted' ? decided.events : 0,
    // An answer of nothing is stored as null, which is how it is sent.
    answer: JSON.stringify(said ?? null),
  };
}

function timeNotCome(time: string, now: string): Rejection {
  return {
    code: 'time-not-come',
    category: 'invalid',
    title: { en: 'The time given is in the future', fr: 'L’instant indiqué est à venir' },
    detail: {
      en: `It is given as happening at ${time}, but the fund's clock shows ${now}.`,
      fr: `Il est dit avoir lieu à ${time}, mais l’horloge du fonds indique ${now}.`,
    },
    params: { time, now },
  };
}

function tooLarge(error: EntryTooLarge): Rejection {
  return {
    code: 'entry-too-large',
    category: 'invalid',
    title: { en: 'Too much for one entry of the log', fr: 'Trop pour une seule entrée du journal' },
    detail: {
      en: `${error.message}; put long texts into documents and refer to them.`,
      fr: `Ce contenu dépasse ce qu’une entrée peut porter, ${MAX_PAYLOAD_BYTES} octets ; mettez les longs textes dans des documents et faites-y référence.`,
    },
  };
}
