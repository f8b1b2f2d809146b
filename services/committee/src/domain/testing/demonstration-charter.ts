import type { Charter, CharterSeat } from '../shapes.ts';

const both = (text: string) => ({ en: text, fr: text });

const seats = (constituency: string, ids: readonly string[], voting = true): CharterSeat[] =>
  ids.map((id) => ({ id, constituency, title: both(`Seat ${id}`), voting }));

/** A charter with the committee, quorum, method, windows and rules of the demonstration fund, for specifications. */
export const demonstrationCharter: Charter = {
  title: both('International Migration–Development Partnership'),
  purpose: both('Where migration and development meet'),
  currency: 'USD',
  timeZone: 'Europe/Zurich',
  workingDays: [1, 2, 3, 4, 5],
  holidays: ['2008-01-01'],
  objectives: [
    { id: 'O1', title: both('Follow up the results of the Forum') },
    { id: 'O2', title: both('Coherence') },
  ],
  windows: [
    {
      id: 'W1',
      title: both('Forum follow-up'),
      actsForForum: true,
      ceiling: { amount: '2400000.00', currency: 'USD' },
      alwaysOpen: false,
      objectives: ['O1', 'O2'],
    },
    {
      id: 'W2',
      title: both('Coherence and capacity'),
      actsForForum: true,
      alwaysOpen: true,
      objectives: ['O2'],
    },
  ],
  calendar: [{ id: 'session-3', title: both('Third session'), date: '2008-05-20' }],
  constituencies: ['donors', 'developing-countries', 'stakeholders', 'without-vote'].map((id) => ({
    id,
    title: both(id),
  })),
  seats: [
    ...seats('donors', ['1', '2', '3', '4']),
    ...seats('developing-countries', ['5', '6', '7']),
    ...seats('stakeholders', ['8', '9']),
    ...seats('without-vote', ['bank', 'gmg-chair', 'forum-chair'], false),
  ],
  quorum: {
    share: { numerator: 2, denominator: 3 },
    minimumPresent: { donors: 2, 'developing-countries': 2 },
  },
  decisionMethod: { first: 'consensus', otherwise: 'two-thirds' },
  rules: {
    R1: { severities: { agenda: 'warn', decision: 'block' } },
    R3: { severities: { agenda: 'needs-waiver', decision: 'needs-waiver' } },
  },
  administrationFeePercent: '1',
  secretariatBudgetPercent: '3',
  publishes: true,
};
