import { finding, notApplicable, type Rule } from './rule.ts';
import { changeOfAmount, deed } from './smallest-change.ts';
import { amountText, inBoth } from './writing.ts';

/** Interest earned on the fund's money by the fund or a partner, minor units. */
export interface InterestFacts {
  readonly currency: string;
  readonly earnedMinor: bigint;
  readonly returnedMinor: bigint;
  /** The committee's decision that it need not return; null: none. */
  readonly keptByDecision: string | null;
}

/** R12: interest returns to the fund unless the committee decided otherwise. */
export const interest: Rule<InterestFacts, Record<never, never>> = {
  id: 'R12',
  version: 1,
  source: 'mptf.undp.org, fund INT00',
  title: { en: 'Interest', fr: 'Intérêts' },
  explanation: {
    en: 'Interest that the fund or a partner earns on the fund’s money returns to the fund, unless the committee decided otherwise.',
    fr: 'Les intérêts que le fonds ou un partenaire tire de l’argent du fonds lui reviennent, sauf décision contraire du comité.',
  },
  places: { closure: 'block', report: 'warn' },
  parameters: {},
  quantities: {
    earnedMinor: { type: 'money', label: { en: 'Interest earned', fr: 'Intérêts produits' } },
    returnedMinor: { type: 'money', label: { en: 'Interest returned', fr: 'Intérêts reversés' } },
    keptByDecision: {
      type: 'text',
      label: { en: 'Decision that it need not return', fr: 'Décision dispensant de les reverser' },
    },
  },
  evaluate({ currency, earnedMinor, returnedMinor, keptByDecision }) {
    if (earnedMinor === 0n) return notApplicable(NO_INTEREST);
    const owed = earnedMinor - returnedMinor;
    const holds = owed <= 0n || keptByDecision !== null;
    return finding({
      result: holds ? 'holds' : 'broken',
      numerator: amountText(returnedMinor, currency),
      denominator: amountText(earnedMinor, currency),
      explanation: inBoth(currency, {
        en: (w) =>
          `Of interest of ${w.money(earnedMinor)}, ${w.money(returnedMinor)} returned to the fund` +
          (keptByDecision === null ? '.' : `; decision ${keptByDecision} lets the rest stay.`),
        fr: (w) =>
          `Sur ${w.money(earnedMinor)} d’intérêts, ${w.money(returnedMinor)} sont revenus au fonds` +
          (keptByDecision === null ? '.' : ` ; la décision ${keptByDecision} dispense du reste.`),
      }),
      changes: holds
        ? []
        : [
            changeOfAmount({
              code: 'earned-fixed',
              holds: { en: 'The interest earned stays', fr: 'Les intérêts produits restent inchangés' },
              currency,
              by: owed,
              to: earnedMinor,
              en: (w) => `Return ${w.money(owed)} more to the fund, ${w.money(earnedMinor)} in all.`,
              fr: (w) => `Reverser ${w.money(owed)} de plus au fonds, soit ${w.money(earnedMinor)}.`,
            }),
            deed(
              'returned-fixed',
              { en: 'What returned stays', fr: 'Les intérêts reversés restent inchangés' },
              {
                en: 'Obtain a decision of the committee on it.',
                fr: 'Obtenir une décision du comité à ce sujet.',
              },
            ),
          ],
    });
  },
};

const NO_INTEREST = { en: 'No interest was earned.', fr: 'Aucun intérêt n’a été produit.' };
