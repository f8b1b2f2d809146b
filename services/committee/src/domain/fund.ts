import type { Aggregate, EventMeta, Instant, PublicPart } from '@mdtf/domain';
import type { CharterAdopted, FundEstablished } from './events.ts';
import type { Bilingual, Charter } from './shapes.ts';

/** What a fund is in short, one document per fund. */
export interface Fund {
  readonly fundId: string;
  readonly title: Bilingual;
  readonly currency: string;
  readonly timeZone: string;
  readonly charterVersion: number;
  readonly publishes: boolean;
  /** Withheld from the public all the same; absent: nothing. */
  readonly unpublished?: readonly PublicPart[];
  readonly establishedAt: Instant;
}

/** The id of the one document of its kind in a fund. */
export const THE_FUND = 'fund';

/** The fund in short, as its charter in force has it. */
export const fundAggregate: Aggregate<Fund, FundEstablished | CharterAdopted> = {
  kind: 'fund',
  version: 1,
  concerns: { FundEstablished: () => THE_FUND, CharterAdopted: () => THE_FUND },
  evolve(state, event, meta) {
    if (event.type === 'FundEstablished') return establishedFund(event.data, meta);
    if (state === undefined) throw new RangeError('A charter was adopted before its fund was established');
    const { version, charter } = event.data;
    const { title, timeZone, publishes } = charter;
    const { unpublished: _, ...before } = state;
    return { ...before, title, timeZone, publishes, ...withheldBy(charter), charterVersion: version };
  },
};

/** What a charter withholds from the public, where it says so. */
export function withheldBy({ unpublished }: Pick<Charter, 'unpublished'>): Pick<Fund, 'unpublished'> {
  return unpublished === undefined ? {} : { unpublished };
}

/** The answer that describes a fund; `now` is its own clock. */
export interface FundSummary extends Fund {
  readonly now: Instant;
}

/** A fund with the time on its clock. */
export function fundSummary(fund: Fund, now: Instant): FundSummary {
  return { ...fund, now };
}

function establishedFund(data: FundEstablished['data'], { time }: EventMeta): Fund {
  return { ...data, charterVersion: 1, establishedAt: time };
}
