import { describe, it } from 'vitest';
import type { People } from '../people-of-system.ts';
import { foundGoverned, METHODS } from './fund.ts';
import { KINDS_OF_PROPOSAL } from './kinds.ts';
import { decideBySilence, decideOnPaper } from './outside.ts';
import { decideInSession } from './session.ts';
import { idsOf, writeProposal } from './writing.ts';

/** A running system. */
export interface Place {
  readonly people: People;
  readonly moveClock: (fundId: string, now: string) => Promise<void>;
}

/** One journey for each way of deciding, through it a lost and a won proposal of each kind, refused wherever they should be. */
export function governedJourneys(place: () => Place, timeoutMs: number): void {
  describe.each(METHODS)('a committee that decides by %s', (method) => {
    it('takes every kind of proposal from its draft to its accepted mandate, and refuses what it must', {
      timeout: timeoutMs,
    }, async () => {
      const { people, moveClock } = place();
      const fund = await foundGoverned(people, method, moveClock);
      for (const kind of KINDS_OF_PROPOSAL)
        for (const id of Object.values(idsOf(kind))) await writeProposal(fund, kind, id);
      await people.settle(fund.fundId);
      if (method === 'non-objection') await decideBySilence(fund, KINDS_OF_PROPOSAL);
      else if (method === 'paper') await decideOnPaper(fund, KINDS_OF_PROPOSAL);
      else await decideInSession(fund, KINDS_OF_PROPOSAL);
    });
  });
}
