import { setTimeout as sleep } from 'node:timers/promises';
import { epochMsOf, type Localised } from '@mdtf/domain';
import { type Refusal, refuse, type ServiceParts } from '@mdtf/runtime';
import type { CommitteeCurrent } from './http/money-out.ts';

/** How far behind its clock a fund may know the committee when money is to go out. */
export const MAX_BEHIND_MS = 60_000;

/** How long the committee is believed to be current without looking again. */
export const BELIEVED_MS = 1_000;
const ASK_AGAIN_MS = 100;
const MAX_ASKED = 30;
const MAX_REMEMBERED = 10_000;

/** Looks at the stream of the committee's log; remembers for a second that it was current, and waits a little when not. */
export function committeeCurrent(parts: Pick<ServiceParts, 'streams' | 'store'>): CommitteeCurrent {
  const currentUntilMs = new Map<string, number>();
  const asking = new Map<string, Promise<Refusal | undefined>>();

  async function look(fund: string): Promise<Refusal | 'current' | 'parked'> {
    const stream = parts.streams.find(({ source }) => source === 'committee');
    const status = stream?.status().find((each) => each.fund === fund);
    if (status?.state === 'parked') return 'parked';
    const through = stream?.completeThrough(fund);
    if (through === undefined) return notCurrent(fund, NOT_READ);
    const behindMs = epochMsOf(await parts.store.clock(fund)) - epochMsOf(through);
    if (behindMs <= MAX_BEHIND_MS) return 'current';
    const why = { en: `it is known up to ${through} only`, fr: `il n’est connu que jusqu’au ${through}` };
    return notCurrent(fund, why);
  }

  async function ask(fund: string): Promise<Refusal | undefined> {
    let seen = await look(fund);
    // A clock that was just moved, or a log that was just begun: the next comparison of heads tells.
    for (let asked = 1; asked < MAX_ASKED && typeof seen === 'object'; asked += 1) {
      await sleep(ASK_AGAIN_MS);
      seen = await look(fund);
    }
    if (seen === 'parked') return notCurrent(fund, SET_ASIDE);
    if (seen !== 'current') return seen;
    if (currentUntilMs.size >= MAX_REMEMBERED) currentUntilMs.clear();
    currentUntilMs.set(fund, performance.now() + BELIEVED_MS);
    return undefined;
  }

  return (fund) => {
    if ((currentUntilMs.get(fund) ?? 0) > performance.now()) return Promise.resolve(undefined);
    const known = asking.get(fund) ?? ask(fund).finally(() => asking.delete(fund));
    asking.set(fund, known);
    return known;
  };
}

const NOT_READ = { en: 'it was not read yet', fr: 'il n’a pas encore été lu' };

const SET_ASIDE = {
  en: 'it is set aside for a person to look at',
  fr: 'il est mis de côté pour qu’une personne l’examine',
};

function notCurrent(fund: string, why: Localised): Refusal {
  return refuse(
    503,
    'committee-not-current',
    { en: 'The committee’s log is not current', fr: 'Le journal du comité n’est pas à jour' },
    {
      en: `No money goes out of ${fund} while the committee’s log is behind: ${why.en}.`,
      fr: `Aucun argent ne sort de ${fund} tant que le journal du comité est en retard : ${why.fr}.`,
    },
    { retryAfterSeconds: 2 },
  );
}
