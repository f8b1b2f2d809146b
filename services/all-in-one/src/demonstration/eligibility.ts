/** The checklist of the formal facility request: each criterion of the facility, met, and why. */
export const eligibility = [
  {
    criterion: 'no-substitute' as const,
    met: true,
    reason: 'No lending or regular budget finances follow-up between meetings of the Forum.',
  },
  {
    criterion: 'comparative-advantage' as const,
    met: true,
    reason: 'The bank has the data on remittances and the means to host a fund of many donors.',
  },
  {
    criterion: 'several-countries' as const,
    met: true,
    reason: 'The windows are open to every developing country, of origin and of destination.',
  },
  { criterion: 'leverage' as const, met: true, reason: 'Others give 6,800,000 for 1,200,000 of the bank.' },
  {
    criterion: 'managerial-competence' as const,
    met: true,
    reason: 'Partners are international organisations with a record in the sector.',
  },
  {
    criterion: 'arms-length' as const,
    met: true,
    reason: 'The oversight committee decides; the bank sits without vote.',
  },
  { criterion: 'exit-plan' as const, met: true, reason: 'The bank’s part ends after three years.' },
  {
    criterion: 'partnership' as const,
    met: true,
    reason: 'The Global Migration Group, donors, developing countries and civil society take part.',
  },
];
