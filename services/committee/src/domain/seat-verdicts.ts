import type { Slice, Verdict } from '@mdtf/domain';
import { evaluate, severityUnder } from '@mdtf/rules';
import { knownGiven, NOTHING_GIVEN } from './known/given.ts';
import type { Organisation } from './organisations/organisation-events.ts';
import type { Charter, CharterSeat } from './shapes.ts';

/** What R16 says of a donor that is to hold a seat with a vote; nothing of others, or where the charter has it off. */
export function seatVerdicts(
  { voting }: CharterSeat,
  { id, kinds }: Pick<Organisation, 'id' | 'kinds'>,
  { currency, rules }: Charter,
  slice: Slice,
): readonly Verdict[] {
  if (!voting || !kinds.includes('donor') || severityUnder('R16', 'seat', rules) === 'off') return [];
  const { agreedMinor, depositedMinor } = slice.fact(knownGiven, id) ?? NOTHING_GIVEN;
  return [evaluate('R16', 'seat', { currency, agreedMinor, depositedMinor }, rules)];
}
