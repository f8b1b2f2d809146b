import type { SmallestChange } from '@mdtf/domain';
import { divideDown, divideUp, millionthsOf, percentHalfUp } from '@mdtf/domain';
import { finding, type Rule } from './rule.ts';
import { changeOfAmount, deed } from './smallest-change.ts';
import { amountText, inBoth } from './writing.ts';

const MILLION = 1_000_000n;

/** The direct cost of the secretariat to be charged to the fund, minor units. */
export interface SecretariatCostFacts {
  readonly currency: string;
  /** All of it, with what was decided before. */
  readonly costMinor: bigint;
  /** Agreed contributions net of the administration fee. */
  readonly baseMinor: bigint;
  /** A decision of the committee bears it, or is being taken. */
  readonly decided: boolean;
  /** The charter's own rate; null: the parameter. */
  readonly ratePercent: string | null;
}

export interface SecretariatCostParameters {
  readonly limitPercent: string;
}

/** R13: the secretariat's direct cost is charged only on the committee's decision, up to 3 % of net agreed contributions. */
export const secretariatCost: Rule<SecretariatCostFacts, SecretariatCostParameters> = {
  id: 'R13',
  version: 1,
  source: 'mptf.undp.org, fund DCB00; mdgfund.org/node/143',
  title: { en: 'Direct cost of the secretariat', fr: 'Coûts directs du secrétariat' },
  explanation: {
    en: 'The secretariat’s direct cost is charged to the fund only on a decision of the committee, and is at most a percentage of agreed contributions net of fees. Equality passes.',
    fr: 'Les coûts directs du secrétariat ne sont imputés au fonds que sur décision du comité et sont au plus un pourcentage des contributions convenues, nettes de frais. L’égalité est admise.',
  },
  places: { agenda: 'warn', decision: 'warn', allocation: 'warn', tranche: 'block' },
  parameters: {
    limitPercent: {
      type: 'percent',
      maximum: '100',
      default: '3',
      label: {
        en: 'Most, percent of net agreed contributions, where the charter sets no rate',
        fr: 'Maximum, en pourcentage des contributions convenues nettes, si la charte n’en fixe pas',
      },
    },
  },
  quantities: {
    costMinor: { type: 'money', label: { en: 'The secretariat’s cost', fr: 'Coûts du secrétariat' } },
    baseMinor: {
      type: 'money',
      label: { en: 'Agreed contributions net of fees', fr: 'Contributions convenues, nettes de frais' },
    },
    decided: { type: 'yes-no', label: { en: 'The committee decides it', fr: 'Le comité en décide' } },
    ratePercent: { type: 'number', label: { en: 'The charter’s own rate', fr: 'Taux propre à la charte' } },
  },
  evaluate({ currency, costMinor, baseMinor, decided, ratePercent }, { limitPercent }) {
    const rate = millionthsOf(ratePercent ?? limitPercent);
    const limit = divideDown(baseMinor * rate, MILLION);
    const over = costMinor - limit;
    const tooMuch = over > 0n;
    const share = percentHalfUp(costMinor, baseMinor, 2);
    const allowed = percentHalfUp(rate, MILLION, 2) ?? '';
    return finding({
      result: !tooMuch && decided ? 'holds' : 'broken',
      numerator: amountText(costMinor, currency),
      denominator: amountText(baseMinor, currency),
      limit: amountText(limit, currency),
      percent: share,
      percentLimit: allowed,
      headroomMinor: -over,
      explanation: inBoth(currency, {
        en: (w) =>
          `The secretariat costs ${w.money(costMinor)} of net agreed contributions of ${w.money(baseMinor)}` +
          `${share === null ? '' : ` (${w.percent(share)})`}; ${w.percent(allowed)} give ${w.money(limit)}` +
          `${tooMuch ? `, ${w.money(over)} less` : ''}.${decided ? '' : ' No decision of the committee bears it.'}`,
        fr: (w) =>
          `Le secrétariat coûte ${w.money(costMinor)} pour des contributions convenues nettes de ${w.money(baseMinor)}` +
          `${share === null ? '' : ` (${w.percent(share)})`} ; ${w.percent(allowed)} donnent ${w.money(limit)}` +
          `${tooMuch ? `, soit ${w.money(over)} de moins` : ''}.${decided ? '' : ' Aucune décision du comité ne le fonde.'}`,
      }),
      changes: [
        ...(tooMuch ? amountChanges(currency, { over, limit, base: baseMinor, rate }) : []),
        ...(decided ? [] : [DECIDE]),
      ],
    });
  },
};

const DECIDE = deed(
  'cost-fixed',
  { en: 'The cost stays', fr: 'Le coût reste inchangé' },
  { en: 'Obtain a decision of the committee.', fr: 'Obtenir une décision du comité.' },
);

interface Excess {
  readonly over: bigint;
  readonly limit: bigint;
  readonly base: bigint;
  readonly rate: bigint;
}

function amountChanges(currency: string, { over, limit, base, rate }: Excess): SmallestChange[] {
  const cut = changeOfAmount({
    code: 'contributions-fixed',
    holds: { en: 'The contributions stay', fr: 'Les contributions restent inchangées' },
    currency,
    by: over,
    to: limit,
    en: (w) => `Cut the secretariat’s cost by ${w.money(over)} to ${w.money(limit)}.`,
    fr: (w) => `Réduire les coûts du secrétariat de ${w.money(over)}, à ${w.money(limit)}.`,
  });
  if (rate === 0n) return [cut];
  const more = divideUp((limit + over) * MILLION, rate) - base;
  return [
    cut,
    changeOfAmount({
      code: 'secretariat-fixed',
      holds: { en: 'The secretariat’s cost stays', fr: 'Les coûts du secrétariat restent inchangés' },
      currency,
      by: more,
      to: base + more,
      en: (w) => `Agree net contributions of ${w.money(more)} more, ${w.money(base + more)} in all.`,
      fr: (w) =>
        `Convenir de ${w.money(more)} de contributions nettes de plus, soit ${w.money(base + more)}.`,
    }),
  ];
}
