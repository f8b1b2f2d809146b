import { people, SEATS, usd, WINDOWS } from './fund.ts';
import { type Scene, someOf } from './scene.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What the committee gives to a proposal: mostly what was asked, pooled or with a part from the bank. */
function drawParts({ random, contributions }: Scene, asked: number) {
  const total = random.chance(0.8) ? asked : someOf(random, asked);
  const windowId = random.pick(WINDOWS);
  const bank = Math.floor(total * random.pick([0.1, 0.15, 0.151, 0.3]));
  if (random.chance(0.6) || bank === 0) {
    const pot = random.pick(['pooled', 'pooled', 'pooled', 'bank', ...contributions.slice(0, 1)]);
    return [part(pot, windowId, total)];
  }
  return [part('pooled', windowId, total - bank), part('bank', windowId, bank)];
}

function part(pot: string, windowId: string, minor: number) {
  return { pot, windowId, amount: usd(minor), minor };
}

/** A decision that was taken on paper, sometimes long ago. */
export async function decideOnPaper(scene: Scene): Promise<void> {
  const { random, proposals, decisions, time } = scene;
  if (proposals.length === 0) return;
  const proposal = random.pick(proposals);
  const { id: proposalId, asked } = proposal;
  const outcome = random.pick([
    'approved',
    'approved',
    'approved',
    'approved',
    'rejected',
    'deferred',
  ] as const);
  const id = scene.newId('decision');
  const happened = new Date(time.nowMs() - 40 * DAY_MS).toISOString();
  const later = { time: happened, provenance: { source: 'minutes' } };
  const amounts = outcome === 'approved' ? drawParts(scene, asked) : [];
  const data = {
    id,
    outcome,
    amounts: amounts.map(({ minor: _, ...each }) => each),
    conditions: [],
    reason: 'As in the minutes',
    onPaper: { reference: 'Minutes', date: happened.slice(0, 10) },
    subject: { kind: 'proposal', id: proposalId },
  };
  const more = random.chance(0.15) ? later : undefined;
  if (!(await scene.ask('committee', 'RecordPaperDecision', data, people.secretariat, more))) return;
  decisions.push(id);
  if (amounts.length > 0) proposal.wanted = amounts.reduce((sum, part) => sum + part.minor, 0);
}

/** A session meets, sees a proposal, votes and decides. */
export async function meet(scene: Scene): Promise<void> {
  const { random, proposals, decisions, time } = scene;
  if (proposals.length === 0) return;
  const sessionId = scene.newId('session');
  const agendaItemId = scene.newId('item');
  const { id: proposalId, asked } = random.pick(proposals);
  const ask = (type: string, data: unknown, actor = people.secretariat) =>
    scene.ask('committee', type, data, actor);

  const startsAt = new Date(time.nowMs() - HOUR_MS).toISOString();
  const number = random.between(1, 1_000_000);
  if (!(await ask('ConveneSession', { id: sessionId, number, startsAt, place: 'Geneva', title: sessionId })))
    return;
  const subject = { kind: 'proposal', id: proposalId };
  const split = drawParts(scene, asked).map(({ minor: _, ...each }) => each);
  const present = SEATS.filter(() => random.chance(0.9));
  await Promise.all([
    ask('RecordAttendance', { sessionId, present }),
    ask('AddAgendaItem', { id: agendaItemId, sessionId, subject, split }),
  ]);
  if (random.chance(0.2)) {
    const seat = random.pick(SEATS);
    await ask(
      'DeclareInterest',
      { agendaItemId, seat, nature: 'Co-applicant', ruling: 'recusal' },
      people.chair,
    );
  }
  const ballots = SEATS.map((seat) => {
    const ballot = random.pick(['for', 'for', 'for', 'against', 'abstain'] as const);
    return ask('CastVote', { agendaItemId, seat, ballot }, people.seat(seat));
  });
  await Promise.all(ballots);
  const id = scene.newId('decision');
  const data = { id, agendaItemId, outcome: 'approved', amounts: [], conditions: [], reason: 'Voted' };
  if (await ask('DecideInSession', data, people.chair)) decisions.push(id);
}

/** A role is asked for by one and given by another, or taken back. */
export async function grant({ random, ...scene }: Scene): Promise<void> {
  const grantId = scene.newId('grant');
  const wanted = { id: grantId, person: `person-${random.below(3)}`, role: 'observer' };
  if (!(await scene.ask('committee', 'RequestGrant', wanted, people.secretariat))) return;
  const approver = random.chance(0.2) ? people.secretariat : people.chair;
  await scene.ask('committee', 'ApproveGrant', { grantId }, approver);
  if (random.chance(0.5)) {
    await scene.ask('committee', 'RevokeGrant', { grantId, reason: 'Left' }, people.secretariat);
  }
}
