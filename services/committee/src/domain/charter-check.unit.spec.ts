import type { OwnRule } from '@mdtf/rules';
import { describe, expect, it } from 'vitest';
import { charterProblems } from './charter-check.ts';
import type { Charter } from './shapes.ts';
import { demonstrationCharter as charter } from './testing/demonstration-charter.ts';

const fields = (changes: Partial<Charter>): readonly string[] =>
  charterProblems({ ...charter, ...changes }).map(({ field }) => field);

const [first, ...otherSeats] = charter.seats;
const [w1, w2] = charter.windows;
const objective = charter.objectives[0]!;
const constituency = charter.constituencies[0]!;

const ownRule: OwnRule = {
  id: 'F1',
  version: 1,
  source: 'Decision D12 of the committee',
  title: { en: 'Small requests', fr: 'Petites demandes' },
  explanation: { en: 'A request stays small.', fr: 'Une demande reste petite.' },
  severities: { agenda: 'warn' },
  holds: [[{ quantities: ['requested'], is: 'at-most', amount: '250000' }]],
};

describe('a charter is adopted', () => {
  it('with rules of its own that can be judged where they are to be', () => {
    expect(fields({ rules: { own: [ownRule] } })).toEqual([]);
  });

  it('when all its parts fit each other', () => {
    expect(charterProblems(charter)).toEqual([]);
  });
});

describe('a charter is refused, the field named,', () => {
  it.each<[string, Partial<Charter>, string]>([
    ['a currency that ISO 4217 does not know', { currency: 'XXX', windows: [] }, 'currency'],
    ['a time zone that nobody keeps', { timeZone: 'Mars/Olympus' }, 'timeZone'],
    ['a plain offset for a time zone', { timeZone: '+01:00' }, 'timeZone'],
    ['no working day', { workingDays: [] }, 'workingDays'],
    ['a working day named twice', { workingDays: [1, 1] }, 'workingDays'],
    ['a holiday out of any calendar', { holidays: ['2008-01-01', '1066-10-14'] }, 'holidays.1'],
    [
      'a window with an unknown objective',
      { windows: [w1!, { ...w2!, objectives: ['O1', 'O9'] }] },
      'windows.1.objectives.1',
    ],
    [
      'a ceiling in another currency',
      { windows: [{ ...w1!, ceiling: { amount: '1.00', currency: 'EUR' } }] },
      'windows.0.ceiling.currency',
    ],
    [
      'a ceiling finer than a cent',
      { windows: [{ ...w1!, ceiling: { amount: '1.001', currency: 'USD' } }] },
      'windows.0.ceiling.amount',
    ],
    [
      'a seat of an unknown constituency',
      { seats: [{ ...first!, constituency: 'none' }, ...otherSeats] },
      'seats.0.constituency',
    ],
    ['two seats with one id', { seats: [...charter.seats, first!] }, 'seats.12.id'],
    ['two objectives with one id', { objectives: [...charter.objectives, objective] }, 'objectives.2.id'],
    [
      'two constituencies with one id',
      { constituencies: [...charter.constituencies, constituency] },
      'constituencies.4.id',
    ],
    ['two windows with one id', { windows: [w1!, { ...w2!, id: 'W1' }] }, 'windows.1.id'],
    ['two dates with one id', { calendar: [charter.calendar[0]!, charter.calendar[0]!] }, 'calendar.1.id'],
    [
      'a minimum of an unknown constituency',
      { quorum: { ...charter.quorum, minimumPresent: { none: 1 } } },
      'quorum.minimumPresent.none',
    ],
    [
      'a minimum that the constituency’s seats can never reach',
      { quorum: { ...charter.quorum, minimumPresent: { donors: 5 } } },
      'quorum.minimumPresent.donors',
    ],
    [
      'a quorum of more than all',
      { quorum: { ...charter.quorum, share: { numerator: 4, denominator: 3 } } },
      'quorum.share.numerator',
    ],
    [
      'a parameter that the rule does not have',
      { rules: { R3: { parameters: { limit: '7' } } } },
      'rules.R3.parameters.limit',
    ],
    [
      'a parameter beyond the catalogue’s bound',
      { rules: { R8: { parameters: { maximumMonths: 241 } } } },
      'rules.R8.parameters.maximumMonths',
    ],
    [
      'a rule tested where it cannot be',
      { rules: { R3: { severities: { deposited: 'block' } } } },
      'rules.R3.severities.deposited',
    ],
    [
      'a rule of its own about what is not known there',
      { rules: { own: [{ ...ownRule, severities: { agenda: 'warn', tranche: 'warn' } }] } },
      'rules.own.0.holds.0.0.quantities.0',
    ],
  ])('for %s', (_, changes, field) => {
    expect(fields(changes)).toEqual([field]);
  });

  it('for a committee where nobody has a vote, and a minimum that none can reach', () => {
    const seats = charter.seats.map((seat) => ({ ...seat, voting: false }));
    expect(fields({ seats })).toEqual([
      'seats',
      'quorum.minimumPresent.donors',
      'quorum.minimumPresent.developing-countries',
    ]);
  });

  it('with every field at fault, not the first alone', () => {
    expect(fields({ timeZone: 'none', workingDays: [], seats: [...charter.seats, first!] })).toEqual([
      'timeZone',
      'workingDays',
      'seats.12.id',
    ]);
  });
});
