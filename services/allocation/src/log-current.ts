import { setTimeout as sleep } from 'node:timers/promises';
import { epochMsOf, type Localised, upperFirst } from '@mdtf/domain';
import { type Refusal, refuse, type ServiceParts } from '@mdtf/runtime';
import type { LogCurrent } from './http/money-out.ts';

/** How far behind its clock a fund may know a log on which money rests when it is to go out. */
export const MAX_BEHIND_MS = 60_000;

/** How long a log is believed to be current without looking again. */
export const BELIEVED_MS = 1_000;
const ASK_AGAIN_MS = 100;
const MAX_ASKED = 30;
const MAX_REMEMBERED = 10_000;

/** The services on whose logs money rests when it goes out. */
type Source = keyof typeof LOGS;

/** Looks at the stream of a source's log; remembers for a second that it was current, and waits a little when not. */
export function logCurrent(parts: Pick<ServiceParts, 'streams' | 'store'>, source: Source): LogCurrent {
  const currentUntilMs = new Map<string, number>();
  const asking = new Map<string, Promise<Refusal | undefined>>();

  async function look(fund: string): Promise<Refusal | 'current' | 'parked'> {
    const stream = parts.streams.find((each) => each.source === source);
    const status = stream?.status().find((each) => each.fund === fund);
    if (status?.state === 'parked') return 'parked';
    const through = stream?.completeThrough(fund);
    if (through === undefined) return notCurrent(source, fund, NOT_READ);
    const behindMs = epochMsOf(await parts.store.clock(fund)) - epochMsOf(through);
    if (behindMs <= MAX_BEHIND_MS) return 'current';
    const why = { en: `it is known up to ${through} only`, fr: `il n’est connu que jusqu’au ${through}` };
    return notCurrent(source, fund, why);
  }

  async function ask(fund: string): Promise<Refusal | undefined> {
    let seen = await look(fund);
    // A clock that was just moved, or a log that was just begun: the next comparison of heads tells.
    for (let asked = 1; asked < MAX_ASKED && typeof seen === 'object'; asked += 1) {
      await sleep(ASK_AGAIN_MS);
      seen = await look(fund);
    }
    if (seen === 'parked') return notCurrent(source, fund, SET_ASIDE);
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

const LOGS = {
  committee: { en: 'the committee’s log', fr: 'le journal du comité' },
  reporting: { en: 'the log of partners’ reports', fr: 'le journal des rapports des partenaires' },
} as const;

function notCurrent(source: Source, fund: string, why: Localised): Refusal {
  const { en, fr } = LOGS[source];
  return refuse(
    503,
    `${source}-not-current`,
    { en: `${upperFirst(en)} is not current`, fr: `${upperFirst(fr)} n’est pas à jour` },
    {
      en: `No money goes out of ${fund} while ${en} is behind: ${why.en}.`,
      fr: `Aucun argent ne sort de ${fund} tant que ${fr} est en retard : ${why.fr}.`,
    },
    { retryAfterSeconds: 2 },
  );
}
