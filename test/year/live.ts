import { committeeRoutes } from '@mdtf/contracts';
import type { People } from '../journeys/people-of-system.ts';
import { charterOf, FUND, openCall, params } from './founding.ts';
import { decideOn } from './items.ts';
import { type Living, mustDecide, planned, splitOf } from './living.ts';
import { type Book, isQuorate, METHODS, type Method, NOTHING } from './model.ts';
import { AMENDING, type Plan, type PlannedProposal, type PlannedSession, SEATS } from './plan.ts';
import { attend, convene, inZurich, unanimous, vote } from './session.ts';
import { askOutside, broughtBack } from './silences.ts';
import { emptyYear, type Year } from './tally.ts';
import { decideWaiver, putWaivers } from './waivers.ts';

const CALLS = {
  'call-1': { opens: '2010-01-11', due: '2010-01-29' },
  'call-2': { opens: '2010-06-21', due: '2010-07-16' },
} as const;

/** Lives through a planned year and compares each outcome with the model's; the fund is founded already. */
export async function live(
  people: People,
  plan: Plan,
  clock: Living['clock'],
): Promise<{ year: Year; book: Book }> {
  const living: Living = {
    people,
    plan,
    clock,
    year: emptyYear(),
    book: NOTHING,
    method: METHODS[0] as Method,
    waived: new Set(),
    waiting: [],
    sentBack: [],
  };
  await openAndSubmit(living, 'call-1');
  for (const session of plan.sessions) {
    if (session.number === AMENDING + 1) await openAndSubmit(living, 'call-2');
    await askOutside(living, session);
    await meet(living, session);
  }
  return { year: living.year, book: living.book };
}

async function openAndSubmit({ people, plan, clock }: Living, call: 'call-1' | 'call-2'): Promise<void> {
  const { opens, due } = CALLS[call];
  await clock(inZurich(opens));
  await openCall(
    people,
    call,
    inZurich(due, '23:59:59'),
    plan.proposals.filter((p) => p.call === call),
  );
}

async function meet(living: Living, session: PlannedSession): Promise<void> {
  const { people, clock } = living;
  const sessionId = await convene(people, session.number, session.date);
  await people.settle(FUND);
  const brought = await broughtBack(living);
  const waivers = await putWaivers(living, session.number, sessionId);
  const put = [...living.waiting, ...session.proposals].map((proposal) => ({
    id: `i${session.number}-${proposal}`,
    proposal,
  }));
  living.waiting = [];
  for (const { id, proposal } of put) await putOn(living, sessionId, id, planned(living, proposal));
  if (session.number === AMENDING) await putAmendment(living, sessionId);
  await clock(inZurich(session.date));
  const present = await attend(people, sessionId, session.absent);
  for (const waiver of waivers) await decideWaiver(living, waiver, present);
  for (const { id, proposal } of [...brought, ...put])
    await decideOn(living, { id, proposal: planned(living, proposal), session: session.number, present });
  if (session.number === AMENDING) await amend(living, present);
  await people.need('chair', committeeRoutes.approveMinutes, { params: { ...params, sessionId }, body: {} });
}

async function putOn(
  { people }: Living,
  sessionId: string,
  id: string,
  proposal: PlannedProposal,
): Promise<void> {
  await people.need('secretariat', committeeRoutes.addAgendaItem, {
    params,
    body: { id, sessionId, subject: { kind: 'proposal', id: proposal.id }, split: splitOf(proposal) },
  });
}

async function putAmendment({ people }: Living, sessionId: string): Promise<void> {
  await people.need('secretariat', committeeRoutes.addAgendaItem, {
    params,
    body: {
      id: 'amendment',
      sessionId,
      subject: { kind: 'charter', id: 'version-2' },
      title: 'The charter’s second version',
      split: [],
    },
  });
}

async function amend(living: Living, present: readonly string[]): Promise<void> {
  const { people, method } = living;
  await vote(people, 'amendment', present, unanimous('for'));
  if (!isQuorate(SEATS, present, method))
    throw new RangeError('The plan lets the amending session be quorate');
  await mustDecide(living, 'd-amendment', 'amendment', 'approved');
  await people.need('secretariat', committeeRoutes.adoptCharter, {
    params,
    body: { charter: charterOf(2), decisionId: 'd-amendment' },
  });
  await people.settle(FUND);
  living.method = METHODS[1] as Method;
}
