import type { Instant, LocalDate, Localised } from '@mdtf/domain';
import { addMs, decimalText, endOfLocalDay, minorUnitDigits } from '@mdtf/domain';
import type { CharterRules } from '@mdtf/rules';

/** The fund's charter, as far as reports depend on it. */
export interface Charter {
  readonly title: Localised;
  readonly currency: string;
  readonly timeZone: string;
  readonly rules: CharterRules;
  readonly windows: readonly { readonly id: string; readonly title: Localised }[];
}

/** What is asked: a fund, what had happened by the end of a day, of what was recorded by an instant. */
export interface Question {
  readonly fund: string;
  readonly charter: Charter;
  readonly asOf: LocalDate;
  readonly knownAt: Instant;
  readonly windowId?: string | undefined;
  readonly year?: number | undefined;
}

/**
 * The first four parameters of every query on the read tables: the funds, known at, the day as its midnight in UTC (for
 * what is dated), and the day's last millisecond in the fund's time zone (for what is not).
 */
export type When = readonly [funds: readonly string[], knownAt: string, day: string, lastInstant: string];

/** All that is in the tables of some funds. */
export function everythingOf(funds: readonly string[]): When {
  return [funds, 'infinity', 'infinity', 'infinity'];
}

/** What a question is about. */
export function whenOf({ fund, charter, asOf, knownAt }: Question): When {
  const lastInstant = addMs(endOfLocalDay(asOf, charter.timeZone), -1);
  return [[fund], knownAt, `${asOf}T00:00:00.000Z`, lastInstant];
}

/** Minor units as decimal text in the fund's currency. */
export function amountText({ charter }: Pick<Question, 'charter'>, minor: bigint): string {
  return decimalText(minor, minorUnitDigits(charter.currency));
}
