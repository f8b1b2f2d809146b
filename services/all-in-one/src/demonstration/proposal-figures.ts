import { type AnswerOf, committeeRoutes, proposalsRoutes } from '@mdtf/contracts';
import { minorOf, moneyOf, sumMinor } from '@mdtf/domain';
import { allocationsOf, decisionOn, potsOf, sidesOf } from './facts.ts';
import { params } from './fund.ts';
import { money } from './reading.ts';
import type { Story } from './story.ts';

type Revision = AnswerOf<typeof proposalsRoutes.listRevisions>['items'][number];

/** Direct cost + indirect support cost = total, as the rule on indirect cost has read the budget. */
const costsOf = ({ content, verdicts }: Revision): string => {
  const support = verdicts.find(({ rule }) => rule === 'R3');
  return `${support?.denominator} + ${support?.numerator} = ${content.financing?.fund.amount}`;
};

/** What each proposal first asked in full, and P4 after its cut. */
const ASKED: Readonly<Record<string, string>> = {
  S0: '232000.00 + 0.00 = 232000.00',
  P1: '1100000.00 + 77000.00 = 1177000.00',
  P2: '1400000.00 + 98000.00 = 1498000.00',
  P3: '510000.00 + 35700.00 = 545700.00',
  P4: '420000.00 + 50400.00 = 470400.00',
  P5: '640000.00 + 44800.00 = 684800.00',
  P6: '900000.00 + 63000.00 = 963000.00',
};

/** Who proposes what under which window. */
const KINDS: Readonly<Record<string, string>> = {
  S0: 'secretariat-budget, no window',
  P1: 'project, W1',
  P2: 'project, W2',
  P3: 'project, W1',
  P4: 'private-sector, W2',
  P5: 'marketplace, W1',
  P6: 'non-governmental, W2',
};

/** What the proposals ask, to the cent, and what the agenda of session 3 says of W1. */
export async function proposalFigures({ api, say, book }: Story): Promise<void> {
  say('The proposals: direct cost, indirect support cost, total.');
  for (const [proposalId, costs] of Object.entries(ASKED)) {
    const { items } = await api.read('auditor', proposalsRoutes.listRevisions, {
      params: { ...params, proposalId },
    });
    const full = items.filter(({ stage }) => stage === 'full');
    const [first, cut] = full;
    if (first === undefined) continue;
    const { kind, windowId = 'no window' } = first.content;
    book.check(`${proposalId}: kind, window`, KINDS[proposalId] ?? '', `${kind}, ${windowId}`);
    book.check(`${proposalId} asks`, costs, costsOf(first));
    if (proposalId === 'P4' && cut !== undefined) cutOfP4(book, first, cut);
    if (proposalId === 'P1')
      book.check(
        'P1, data by',
        'sex, ethnic-origin, education',
        first.content.results[0]?.indicators[0]?.disaggregatedBy.join(', '),
      );
    if (proposalId === 'P5')
      book.check(
        'P5, lines 1 to 7',
        '212000.00 18000.00 25000.00 140000.00 65000.00 130000.00 50000.00',
        first.content.budget
          .filter(({ category }) => category < 8)
          .map(({ amount }) => amount.amount)
          .join(' '),
      );
  }
  const { items } = await api.read('auditor', committeeRoutes.listAgendaItems, {
    params,
    query: { sessionId: 'session-3', limit: 100 },
  });
  const ofW1 = items.flatMap(({ windowId, requested }) =>
    windowId === 'W1' && requested !== null ? [requested] : [],
  );
  const asked = sumMinor(ofW1, 'USD');
  book.check('asked under W1', '2407500.00', moneyOf(asked, 'USD').amount);
  book.check(
    'over its ceiling',
    '7500.00',
    moneyOf(asked - minorOf({ amount: '2400000.00', currency: 'USD' }), 'USD').amount,
  );
}

function cutOfP4(book: Story['book'], first: Revision, cut: Revision): void {
  const support = first.verdicts.find(({ rule }) => rule === 'R3');
  book.check('P4: indirect support cost, percent', '12.00', support?.percent);
  book.check('P4: needs', 'needs-waiver', support?.outcome);
  book.check('P4: to be cut', '21000.00', money(support?.changes[0]?.by));
  book.check('P4 as cut', '420000.00 + 29400.00 = 449400.00', costsOf(cut));
}

/** What the second and third session decided, with the pots that pay. */
export async function decisionFigures({ api, say, book }: Story): Promise<void> {
  say('What was decided, when, and which pots pay.');
  const decided = {
    S0: ['approved 2008-03-27', 'pooled 232000.00'],
    'P4-waiver': ['rejected 2008-03-27', ''],
    P1: ['approved 2008-05-20', 'pooled 1177000.00'],
    P2: ['returned 2008-05-20', ''],
    P3: ['rejected 2008-05-20', ''],
    P4: ['approved 2008-05-20', 'D 297000.00, pooled 152400.00'],
    P5: ['approved 2008-05-20', 'bank 102000.00, pooled 582800.00'],
    P6: ['approved 2008-05-20', 'bank 144450.00, pooled 818550.00'],
  } as const;
  for (const [id, [outcome, pots]] of Object.entries(decided)) {
    const decision = await decisionOn(api, id);
    book.check(id, outcome, `${decision.outcome} ${decision.decidedOn}`);
    if (pots !== '') book.check(`${id} from`, pots, potsOf(decision));
  }
  await secretariatFigures({ api, book });
  const { reason } = await decisionOn(api, 'P2');
  book.check('P2 returned for', 'Fewer countries, and an evaluation plan for each pilot.', reason);
  const pack = await api.read('auditor', committeeRoutes.getAgendaPack, {
    params: { ...params, agendaItemId: 'P3' },
  });
  book.check('left under W1 with P1, P5 and P3', '-7500.00', money(pack.headroom.window?.left));
  const p3 = await decisionOn(api, 'P3');
  book.check('P3: present', '8', p3.quorum?.present.length);
  const votes = ({ tally }: typeof p3) =>
    `${tally?.for} for, ${tally?.against} against, ${tally?.abstained} abstains`;
  book.check('P3: votes', '2 for, 5 against, 1 abstains', votes(p3));
  book.check('P3: needed of cast', '5 of 7', `${p3.tally?.needed} of ${p3.tally?.cast}`);
  const waiver = await decisionOn(api, 'P4-waiver');
  book.check('P4’s waiver: present', '9', waiver.quorum?.present.length);
  book.check('P4’s waiver: votes', '1 for, 7 against, 1 abstains', votes(waiver));
  book.check('P4’s waiver: needed of cast', '6 of 8', `${waiver.tally?.needed} of ${waiver.tally?.cast}`);
  const p5 = await decisionOn(api, 'P5');
  const cap = (decision: typeof p5) => decision.verdicts.find(({ rule }) => rule === 'R1')?.explanation.en;
  book.check('P5: 20 × bank and 3 × total', '2,040,000.00 < 2,054,400.00', sidesOf(cap(p5)));
  book.check('P5: its condition is due', '2008-06-30', p5.conditions[0]?.due);
  const p6 = await decisionOn(api, 'P6');
  book.check('P6: 20 × bank and 3 × total', '2,889,000.00 = 2,889,000.00', sidesOf(cap(p6)));
  book.check('P6: quorate', 'true', p6.quorum?.met);
  book.check('P6: recused', '5', p6.quorum?.recused.join(' '));
  const absent = p6.quorum?.entitled.filter((seat) => !p6.quorum?.present.includes(seat));
  book.check('P6: absent', '9', absent?.join(' '));
  const present = (wanted: string) =>
    p6.quorum?.constituencies.find(({ constituency }) => constituency === wanted)?.present;
  book.check('P6: donors present', '4', present('donors'));
  book.check('P6: developing countries present', '2', present('developing-countries'));
}

/** What R13 said of the secretariat's budget, at the decision and again at the allocation. */
async function secretariatFigures({ api, book }: Pick<Story, 'api' | 'book'>): Promise<void> {
  const { verdicts } = await decisionOn(api, 'S0');
  const allocated = (await allocationsOf(api)).find(({ subject }) => subject.id === 'S0');
  for (const [place, all] of [
    ['decided', verdicts],
    ['allocated', allocated?.verdicts],
  ] as const) {
    const cost = all?.find(({ rule }) => rule === 'R13');
    book.check(
      `S0 as ${place}: of net agreed, at most`,
      '232000.00 of 7932000.00, 237960.00: pass',
      `${cost?.numerator} of ${cost?.denominator}, ${cost?.limit}: ${cost?.outcome}`,
    );
  }
}
