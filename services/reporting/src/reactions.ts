import type { Reaction } from '@mdtf/fund-log';

/** What the committee tells is known here, for partners' reports, and asks for nothing. */
export const noReaction: Reaction = () => undefined;
