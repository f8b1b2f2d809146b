import type { Actor, Money } from '@mdtf/domain';
import type { Random } from '../world/random.ts';

/** People of every fund; what a person may do at the edge is not the simulation's matter, what the domain asks of them is. */
export const people = {
  admin: person('admin', ['admin']),
  secretariat: person('secretariat', ['secretariat']),
  chair: person('chair', ['chair']),
  treasurers: [person('treasurer-1', ['treasurer']), person('treasurer-2', ['treasurer'])],
  partner: { ...person('partner-iom', ['partner']), organisations: ['iom'] },
  seat: (seat: string): Actor => ({ ...person(`seat-${seat}`, ['seat-holder']), seats: [seat] }),
} as const;

export const ORGANISATIONS = [
  { id: 'donor-a', name: 'Donor state A', kinds: ['donor'] },
  { id: 'donor-b', name: 'Donor state B', kinds: ['donor'] },
  { id: 'bank', name: 'Administering bank', kinds: ['administering-bank'] },
  { id: 'iom', name: 'Partner', kinds: ['partner'] },
] as const;

export const SEATS = ['1', '2', '3'] as const;
export const WINDOWS = ['W1', 'W2'] as const;

/** Minor units of the funds' currency as money. */
export function usd(minor: number): Money {
  const cents = String(minor % 100).padStart(2, '0');
  return { amount: `${Math.floor(minor / 100)}.${cents}`, currency: 'USD' };
}

/** A fund under a charter whose cap blocks, warns or is off, with or without ceilings. */
export function drawCharter(random: Random) {
  const severity = random.pick(['block', 'block', 'block', 'warn', 'off'] as const);
  return {
    title: both('A fund'),
    purpose: both('What it is for'),
    currency: 'USD',
    timeZone: random.pick(['Europe/Zurich', 'UTC', 'Pacific/Auckland']),
    workingDays: [1, 2, 3, 4, 5],
    holidays: [],
    objectives: [{ id: 'O1', title: both('Coherence') }],
    windows: WINDOWS.map((id) => ({
      id,
      title: both(id),
      actsForForum: false,
      alwaysOpen: true,
      objectives: ['O1'],
      ...(random.chance(0.5) ? { ceiling: usd(random.between(20_000, 400_000)) } : {}),
    })),
    calendar: [],
    constituencies: [{ id: 'all', title: both('All') }],
    seats: SEATS.map((id) => ({ id, constituency: 'all', title: both(id), voting: true })),
    quorum: { share: { numerator: 2, denominator: 3 }, minimumPresent: {} },
    decisionMethod: { first: 'consensus' as const, otherwise: 'majority' as const },
    rules: {
      R1: { severities: { allocation: severity, agenda: 'warn' as const, decision: 'warn' as const } },
      R3: { severities: { agenda: 'off' as const, decision: 'off' as const } },
    },
    administrationFeePercent: random.pick(['0', '1', '7.5']),
    publishes: true,
  };
}

function both(text: string) {
  return { en: text, fr: text };
}

function person(id: string, roles: readonly string[]): Actor {
  return { id, roles, organisations: [], seats: [] };
}
