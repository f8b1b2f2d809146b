import type { AnyCommandHandler, Model, Slice } from '@mdtf/domain';
import type { SimulatedService } from './world/replicas.ts';
import type { BatchWrite } from './world/simulated-store.ts';

/** A mistake that somebody could make in the program, and the invariant that has to find it. */
export interface Mistake {
  readonly title: string;
  readonly foundBy: RegExp;
  readonly make: (service: SimulatedService) => SimulatedService;
}

/** One for each way in which money, answers or history could go wrong. */
export const mistakes: readonly Mistake[] = [
  {
    title: 'a store that forgets the answers to commands',
    foundBy: /what a client was told is on disk/,
    make: (service) => writing(service, (write) => ({ ...write, answers: [] })),
  },
  {
    title: 'a store that forgets how far it has read the others',
    foundBy: /facts what the others/,
    make: (service) => writing(service, (write) => ({ ...write, cursors: [] })),
  },
  {
    title: 'a store that loses a state now and then',
    foundBy: /states are what the service’s own log folds to/,
    make: (service) => writing(service, (write) => ({ ...write, documents: write.documents.slice(0, 3) })),
  },
  {
    title: 'a store that loses a posting',
    foundBy: /the books balance/,
    make: (service) => writing(service, (write) => ({ ...write, postings: write.postings.slice(1) })),
  },
  {
    title: 'a store that loses an entry',
    foundBy: /every log is gapless/,
    make: (service) => writing(service, (write) => ({ ...write, entries: write.entries.slice(0, 2) })),
  },
  {
    title: 'a log whose clock is read before the head is locked',
    foundBy: /said to be complete/,
    make: (service) => (service.name === 'allocation' ? { ...service, clockLagMs: 300 } : service),
  },
  {
    title: 'an allocation that forgets the cap',
    foundBy: /the bank’s own share never passes the cap/,
    make: (service) => deciding(service, 'AllocateDecision', seeing(/^charter$/, withoutRules)),
  },
  {
    title: 'an allocation that forgets the ceilings of windows',
    foundBy: /no window passes its ceiling/,
    make: (service) => deciding(service, 'AllocateDecision', seeing(/^charter$/, withoutCeilings)),
  },
  {
    title: 'an allocation that believes every pot to be full',
    foundBy: /no stream is parked|could not decide/,
    make: (service) =>
      deciding(service, 'AllocateDecision', (slice) => ({ ...slice, balance: () => 10n ** 12n })),
  },
  {
    title: 'an allocation that does not look whether the decision was allocated before',
    foundBy: /allocated at most once/,
    make: (service) => deciding(service, 'Allocate', seeing(/^(allocation|proposal-funding)$/, gone)),
  },
  {
    title: 'an approval that does not mind who asked',
    foundBy: /neither approves nor makes it/,
    make: (service) => deciding(service, 'ApproveTranche', seeing(/^tranche$/, askedByNobody)),
  },
  {
    title: 'a service that hears of decisions and does nothing',
    foundBy: /or the reason why not is recorded/,
    make: (service) =>
      service.name === 'allocation' ? { ...service, follows: silent(service.follows) } : service,
  },
];

function writing(service: SimulatedService, sabotage: (write: BatchWrite) => BatchWrite): SimulatedService {
  return service.name === 'allocation' ? { ...service, sabotage } : service;
}

function silent(follows: SimulatedService['follows']): SimulatedService['follows'] {
  return Object.fromEntries(Object.keys(follows).map((source) => [source, () => undefined]));
}

/** The service with one command that decides on something else than what is so. */
function deciding(
  service: SimulatedService,
  type: string,
  mistaken: (slice: Slice) => Slice,
): SimulatedService {
  const handler: AnyCommandHandler | undefined = service.model.commands[type];
  if (handler === undefined) return service;
  const decide: AnyCommandHandler['decide'] = (command, slice, context) =>
    handler.decide(command, mistaken(slice), context);
  const commands: Model['commands'] = { ...service.model.commands, [type]: { ...handler, decide } };
  return { ...service, model: { ...service.model, commands } };
}

/** A slice on which documents of some kinds look different. */
function seeing(kinds: RegExp, changed: (state: unknown) => unknown): (slice: Slice) => Slice {
  const look = <S>(aggregate: { readonly kind: string }, state: S | undefined): S | undefined =>
    kinds.test(aggregate.kind) && state !== undefined ? (changed(state) as S | undefined) : state;
  return (slice) => ({
    ...slice,
    get: (aggregate, id) => look(aggregate, slice.get(aggregate, id)),
    fact: (aggregate, id) => look(aggregate, slice.fact(aggregate, id)),
  });
}

function withoutRules(charter: unknown): unknown {
  return { ...(charter as object), rules: { R1: { severities: { allocation: 'off' } } } };
}

function withoutCeilings(charter: unknown): unknown {
  const { windows, ...rest } = charter as { windows: readonly { readonly id: string }[] };
  return { ...rest, windows: windows.map(({ id }) => ({ id, ceilingMinor: null })) };
}

function gone(): undefined {
  return undefined;
}

function askedByNobody(tranche: unknown): unknown {
  return { ...(tranche as object), requestedBy: 'nobody' };
}
