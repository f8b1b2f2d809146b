import type { AllInOne } from './all-in-one.ts';

const PERSONAS = [
  ['chair', 'chairs the third session: six items wait for a decision'],
  ['seat-1 … seat-9', 'vote for their seats'],
  ['secretariat', 'runs calls, sessions, follow-up'],
  ['treasurer-1, treasurer-2', 'move money, two persons to each payment'],
  ['partner-iom', 'writes proposals and reports for a partner'],
  ['reviewer-1 … reviewer-3', 'reviewed the proposals, two to each'],
  ['donor-1', 'looks where the money went'],
  ['auditor', 'pulls reports and tests them'],
  ['admin', 'establishes funds'],
] as const;

/** What a newcomer sees once everything answers: what to open, as whom, and where the data is. */
export function welcome({ url, dataFolder }: AllInOne, demonstration: boolean): string {
  const fund = demonstration
    ? [
        '',
        '  The demonstration fund imdp stands at 20 May 2008, 09:00: the third session can decide.',
        '  Personas (any password):',
        ...PERSONAS.map(([persona, what]) => `    ${persona.padEnd(26)}${what}`),
        '',
        `  A token:   curl -s ${url}/dev/token -d client_id=chair`,
        `  The story: npm run demo`,
      ]
    : [];
  return [
    '',
    `  mdtf is ready.`,
    '',
    `  ${url}/                the funds and their figures`,
    `  ${url}/documentation   every route, to try`,
    ...fund,
    '',
    `  The data is in ${dataFolder}. Ctrl-C stops.`,
    '',
  ].join('\n');
}
