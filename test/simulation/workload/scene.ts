import type { Actor, Provenance } from '@mdtf/domain';
import type { CommandResult } from '@mdtf/fund-log';
import type { Clients } from '../world/clients.ts';
import type { Random } from '../world/random.ts';
import type { VirtualTime } from '../world/virtual-time.ts';

/** What the people of one fund know of it, as far as they have been told. */
export interface Scene {
  readonly fund: string;
  readonly random: Random;
  readonly time: VirtualTime;
  readonly contributions: string[];
  readonly calls: string[];
  /** `wanted` is what the committee gave last, for a revision to ask. */
  readonly proposals: { readonly id: string; readonly asked: number; wanted?: number }[];
  /** Proposals on the agenda, not voted on yet. */
  readonly items: string[];
  readonly decisions: string[];
  readonly mandates: string[];
  readonly payments: {
    readonly mandateId: string;
    readonly trancheId: string;
    step: 'requested' | 'approved';
  }[];
  /** A name that nobody has used in this history. */
  newId(kind: string): string;
  /** Asks a service; true when it was accepted. */
  ask(service: string, type: string, data: unknown, actor: Actor, more?: AskedLater): Promise<boolean>;
}

/** For what happened before and is recorded now. */
export interface AskedLater {
  readonly time: string;
  readonly provenance: Provenance;
}

/** A fund that nobody knows anything of yet. */
export function newScene(fund: string, clients: Clients, random: Random, time: VirtualTime): Scene {
  let ids = 0;
  const accepted = (result: CommandResult | undefined): boolean => result?.outcome === 'accepted';
  return {
    fund,
    random,
    time,
    contributions: [],
    calls: [],
    proposals: [],
    items: [],
    decisions: [],
    mandates: [],
    payments: [],
    newId(kind) {
      ids += 1;
      return `${kind}-${ids}`;
    },
    ask: async (service, type, data, actor, more) =>
      accepted(await clients.send(service, { fund, type, data, actor, ...more })),
  };
}

/** Some of an amount, and now and then more than there is. */
export function someOf(random: Random, minor: number): number {
  return random.chance(0.1) ? minor + random.between(1, 1_000) : random.between(1, Math.max(1, minor));
}
