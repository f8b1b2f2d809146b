import { committeeRoutes } from '@mdtf/contracts';
import { params, usd } from './founding.ts';
import { type Living, mustDecide, planned } from './living.ts';
import { entitledOn, isQuorate } from './model.ts';
import { DEAR, LONG, LONG_BOUND } from './plan.ts';
import { unanimous, vote } from './session.ts';

/** A waiver that is asked of a session. */
export interface Waiver {
  readonly id: string;
  readonly subject: { kind: 'waiver'; id: string; rule: 'R3' | 'R8'; scope?: 'kind' };
  readonly ballot: 'for' | 'against';
  /** Rule and proposal, for each that it lifts. */
  readonly lifts: readonly string[];
  readonly more: object;
}

/** By the session before whose proposals they are asked: of a proposal, of all projects up to a bound, and one refused. */
const WAIVERS: Readonly<Record<number, Waiver>> = {
  1: {
    id: 'w1',
    subject: { kind: 'waiver', id: DEAR.granted, rule: 'R3' },
    ballot: 'for',
    lifts: [`R3 ${DEAR.granted}`],
    more: { expires: '2010-12-31' },
  },
  2: {
    id: 'w2',
    subject: { kind: 'waiver', id: 'project', rule: 'R8', scope: 'kind' },
    ballot: 'for',
    lifts: [`R8 ${LONG.within}`],
    more: { expires: '2010-06-30', upTo: usd(LONG_BOUND) },
  },
  3: {
    id: 'w3',
    subject: { kind: 'waiver', id: DEAR.refused, rule: 'R3' },
    ballot: 'against',
    lifts: [],
    more: {},
  },
};

/** Puts the waiver of a session on its agenda, where there is one. */
export async function putWaivers(
  { people }: Living,
  session: number,
  sessionId: string,
): Promise<readonly Waiver[]> {
  const waiver = WAIVERS[session];
  if (waiver === undefined) return [];
  const { id, subject } = waiver;
  await people.need('secretariat', committeeRoutes.addAgendaItem, {
    params,
    body: { id, sessionId, subject, title: `Waiver ${id}`, split: [] },
  });
  return [waiver];
}

/** The session decides on a waiver, all of one mind. */
export async function decideWaiver(
  living: Living,
  waiver: Waiver,
  present: readonly string[],
): Promise<void> {
  const { people, year, method } = living;
  const { id, subject, ballot, lifts, more } = waiver;
  year.counts['waivers asked'] += 1;
  const lead = subject.scope === undefined ? planned(living, subject.id).lead : '';
  if (lead === 'country-z') {
    await people.need('seat-7', committeeRoutes.declareInterest, {
      params: { ...params, agendaItemId: id },
      body: { seat: '7', nature: 'Our own proposal' },
    });
  }
  const entitled = entitledOn(lead);
  const voters = entitled.filter((seat) => present.includes(seat));
  await vote(people, id, voters, unanimous(ballot));
  if (!isQuorate(entitled, present, method)) return mustDecide(living, `d-${id}`, id, 'deferred');
  if (ballot === 'against') return mustDecide(living, `d-${id}`, id, 'rejected');
  await mustDecide(living, `d-${id}`, id, 'approved', more);
  year.counts['waivers granted'] += 1;
  for (const lifted of lifts) living.waived.add(lifted);
}
