import { PLATFORM } from '@mdtf/fund-log';
import type { Clients } from '../world/clients.ts';
import type { Random } from '../world/random.ts';
import type { VirtualTime } from '../world/virtual-time.ts';
import { decideOnPaper, grant, meet } from './deciding.ts';
import { drawCharter, ORGANISATIONS, people, SEATS } from './fund.ts';
import { agree, bookLine, deposit } from './giving.ts';
import { nonsense } from './nonsense.ts';
import { carryThrough, mandate, pay, refund, request } from './paying.ts';
import { answerCall, openCall, propose, reconsider } from './proposing.ts';
import { report } from './reporting.ts';
import { newScene, type Scene } from './scene.ts';

/** What people do, and how often in comparison. */
const DEEDS: readonly (readonly [number, (scene: Scene) => Promise<void>])[] = [
  [3, agree],
  [8, deposit],
  [2, bookLine],
  [5, propose],
  [1, openCall],
  [2, answerCall],
  [2, reconsider],
  [7, decideOnPaper],
  [2, meet],
  [1, grant],
  [7, mandate],
  [8, carryThrough],
  [6, request],
  [8, pay],
  [2, refund],
  [3, report],
  [3, nonsense],
];
const TOTAL_WEIGHT = DEEDS.reduce((sum, [weight]) => sum + weight, 0);

/** Who does something in a history: one after the other in each, all at once among them. */
export interface Season {
  readonly funds: number;
  readonly peoplePerFund: number;
  readonly deedsPerPerson: number;
  readonly maxPauseMs: number;
}

export function drawSeason(random: Random): Season {
  return {
    funds: random.between(1, 3),
    peoplePerFund: random.between(1, 5),
    deedsPerPerson: random.between(5, 20),
    maxPauseMs: random.pick([0, 20, 1_500]),
  };
}

/** Registers everybody, establishes the funds, and lets people work in all of them at once. */
export async function passSeason(
  season: Season,
  clients: Clients,
  random: Random,
  time: VirtualTime,
): Promise<void> {
  const registered = ORGANISATIONS.map((data) =>
    clients.send('committee', { fund: PLATFORM, type: 'RegisterOrganisation', data, actor: people.admin }),
  );
  await Promise.all(registered);
  const funds = Array.from({ length: season.funds }, (_, at) => `fund-${at + 1}`);
  await Promise.all(funds.map((fund) => passInFund(fund, season, clients, random.fork(), time)));
}

async function passInFund(
  fund: string,
  season: Season,
  clients: Clients,
  random: Random,
  time: VirtualTime,
): Promise<void> {
  const scene = newScene(fund, clients, random, time);
  const founding = { id: fund, charter: drawCharter(random), grants: [] };
  await scene.ask('committee', 'EstablishFund', founding, people.admin);
  await Promise.all(
    SEATS.map((seat, at) => {
      const { id: organisation } = ORGANISATIONS[at % 2] ?? ORGANISATIONS[0];
      return scene.ask('committee', 'SeatMember', { seat, organisation }, people.secretariat);
    }),
  );
  // Others hear of the fund a little later.
  await time.sleep(random.between(0, 3_000));
  await Promise.all([agree(scene), agree(scene), agree(scene), propose(scene)]);
  await Promise.all([deposit(scene), deposit(scene), deposit(scene)]);
  const person = async (): Promise<void> => {
    for (let deed = 0; deed < season.deedsPerPerson; deed += 1) {
      await time.sleep(random.between(0, season.maxPauseMs));
      await drawDeed(random)(scene);
    }
  };
  await Promise.all(Array.from({ length: season.peoplePerFund }, person));
}

function drawDeed(random: Random): (scene: Scene) => Promise<void> {
  let left = random.below(TOTAL_WEIGHT);
  for (const [weight, deed] of DEEDS) {
    left -= weight;
    if (left < 0) return deed;
  }
  return nonsense;
}
