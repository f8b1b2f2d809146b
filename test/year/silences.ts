import { setTimeout as pause } from 'node:timers/promises';
import { committeeRoutes } from '@mdtf/contracts';
import type { People } from '../journeys/people-of-system.ts';
import { FUND, params } from './founding.ts';
import { hearMoney, type Living, planned, splitOf } from './living.ts';
import { allocate, entitledOn, objectionTo, silenceApproves } from './model.ts';
import { type PlannedSession, type PlannedSilence, SEATS } from './plan.ts';
import { compare } from './tally.ts';

/** Asks outside meetings what is planned before a session, and hears what silence came to. */
export async function askOutside(living: Living, { silences }: PlannedSession): Promise<void> {
  const { people, clock, year } = living;
  let latest = '';
  for (const silence of silences) {
    const opened = await openSilence(living, silence);
    if (opened > latest) latest = opened;
  }
  if (latest === '') return;
  await clock(latest);
  for (const { proposal } of silences) await untilNoMore(people, 'open', `n-${proposal}`);
  await people.settle(FUND);
  for (const silence of silences) await hearSilence(living, silence);
  year.counts['non-objections'] += silences.length;
}

const MAX_LOOKS = 1_000;
const LOOK_AGAIN_MS = 10;

/** Nobody sends a command now: the system goes on by itself, when a term has ended and when a session is convened. */
async function untilNoMore(people: People, status: string, nonObjectionId: string): Promise<void> {
  for (let look = 0; look < MAX_LOOKS; look += 1) {
    const input = { params: { ...params, nonObjectionId } };
    const { status: now } = await people.need('auditor', committeeRoutes.getNonObjection, input);
    if (now !== status) return;
    await pause(LOOK_AGAIN_MS);
  }
  throw new Error(`${nonObjectionId} stays ${status}`);
}

/** What silence did not approve, once it stands on the agenda of the session that was convened. */
export async function broughtBack({ people, year, sentBack }: Living) {
  const brought = sentBack.splice(0);
  for (const proposal of brought) {
    await untilNoMore(people, 'for-session', `n-${proposal}`);
    const input = { params: { ...params, nonObjectionId: `n-${proposal}` } };
    const { status } = await people.need('auditor', committeeRoutes.getNonObjection, input);
    compare(year, `n-${proposal} after the convening`, 'on-agenda', status);
  }
  return brought.map((proposal) => ({ id: `n-${proposal}`, proposal }));
}

async function openSilence(living: Living, silence: PlannedSilence): Promise<string> {
  const { people } = living;
  const proposal = planned(living, silence.proposal);
  const id = `n-${proposal.id}`;
  await people.need('secretariat', committeeRoutes.openNonObjection, {
    params,
    body: {
      id,
      decisionId: `d-${id}`,
      subject: { kind: 'proposal', id: proposal.id },
      split: splitOf(proposal),
      reason: 'Small, and complete.',
    },
  });
  const asked = { ...params, nonObjectionId: id };
  const notices = SEATS.filter((seat) => entitledOn(proposal.lead).includes(seat)).map((seat) => ({
    seat,
    outcome: silence.bounced.includes(seat) ? ('bounced' as const) : ('delivered' as const),
  }));
  const { dueAt } = await people.need('secretariat', committeeRoutes.recordNotices, {
    params: asked,
    body: { notices },
  });
  const objector = objectionTo(proposal.lead, silence);
  for (const seat of silence.agreeing) {
    if (seat === objector || !entitledOn(proposal.lead).includes(seat)) continue;
    await people.need(`seat-${seat}`, committeeRoutes.answerNotice, {
      params: asked,
      body: { seat, answer: 'no-objection' },
    });
  }
  if (objector !== null) {
    await people.need(`seat-${objector}`, committeeRoutes.answerNotice, {
      params: asked,
      body: { seat: objector, answer: 'objection', reason: 'To be talked about.' },
    });
  }
  return dueAt;
}

async function hearSilence(living: Living, silence: PlannedSilence): Promise<void> {
  const { people, year, method, book } = living;
  const proposal = planned(living, silence.proposal);
  const id = `n-${proposal.id}`;
  if (proposal.lead === 'country-z') year.counts.recusals += 1;
  const approves = silenceApproves(proposal.lead, silence, method);
  // What is approved and cannot be paid comes to a session as well, with its reason.
  const isPaid = approves && typeof allocate(book, proposal) !== 'string';
  if (approves) await hearMoney(living, `d-${id}`, proposal);
  const heard = await people.need('auditor', committeeRoutes.getNonObjection, {
    params: { ...params, nonObjectionId: id },
  });
  const objected = objectionTo(proposal.lead, silence) !== null;
  const sentBack = approves ? 'not-carried-out' : objected ? 'objection' : 'no-quorum';
  const foretold = isPaid ? ['approved', null] : ['for-session', sentBack];
  compare(year, id, foretold, [heard.status, heard.sentBack]);
  if (!isPaid) living.sentBack.push(proposal.id);
  if (approves) year.counts['approved by silence'] += 1;
  else if (objected) year.counts['brought to a session by an objection'] += 1;
  else year.counts['silence without a quorum'] += 1;
}
