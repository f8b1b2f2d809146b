import {
  BANK_POT,
  type Context,
  type KnownOrganisation,
  type Localised,
  minorOf,
  notKnown,
  POOLED_POT,
  type Rejection,
  sumMinor,
} from '@mdtf/domain';
import { readAmount } from './amounts.ts';
import type { RecordContribution } from './contribution.ts';
import type { Earmark } from './events.ts';
import type { KnownCharter } from './known/charter.ts';

const RESERVED_IDS: readonly string[] = [POOLED_POT, BANK_POT];

/** What keeps a contribution's terms from being recorded: its donor, its earmark, its instalments. */
export function refuseTerms(
  command: RecordContribution,
  donor: KnownOrganisation | undefined,
  charter: KnownCharter,
  { backDated }: Context,
): Rejection | undefined {
  const { contributionId, internal, earmark } = command;
  if (RESERVED_IDS.includes(contributionId)) {
    return refusal(
      'reserved-id',
      { en: 'Reserved id', fr: 'Identifiant réservé' },
      {
        en: `${contributionId} is the name of a common pot.`,
        fr: `${contributionId} est le nom d’une enveloppe commune.`,
      },
      'body.id',
    );
  }
  if (donor === undefined) return notKnown('organisation', command.donor, 'body.donor');
  if (internal && !donor.kinds.includes('administering-bank')) {
    return refusal(
      'not-the-bank',
      { en: 'Not the bank’s own resources', fr: 'Pas des ressources propres de la banque' },
      {
        en: `${donor.name} is not the administering bank, so its money is not the bank’s own resources.`,
        fr: `${donor.name} n’est pas la banque administratrice : son argent ne fait pas partie des ressources propres de la banque.`,
      },
      'body.internal',
    );
  }
  if (!internal && !backDated && donor.kinds.includes('administering-bank')) {
    return refusal(
      'bank-money-is-internal',
      { en: 'The bank’s own resources', fr: 'Ressources propres de la banque' },
      {
        en: `${donor.name} is the administering bank: its money is internal resources, which the cap counts.`,
        fr: `${donor.name} est la banque administratrice : son argent fait partie des ressources propres de la banque, que le plafond limite.`,
      },
      'body.internal',
    );
  }
  return refuseEarmark(earmark, internal, charter) ?? refuseSchedule(command, charter.currency);
}

function refuseEarmark(earmark: Earmark, internal: boolean, charter: KnownCharter): Rejection | undefined {
  const { kind, windowId } = earmark;
  if (windowId !== undefined && !charter.windows.some(({ id }) => id === windowId)) {
    return notKnown('window', windowId, 'body.earmark.windowId');
  }
  if (kind !== 'hard') return undefined;
  if (windowId === undefined) {
    return refusal(
      'earmark-without-window',
      { en: 'No window named', fr: 'Aucun guichet nommé' },
      {
        en: 'A hard earmark is for one window: name it.',
        fr: 'Une affectation ferme vaut pour un seul guichet : nommez-le.',
      },
      'body.earmark.windowId',
    );
  }
  if (!internal) return undefined;
  return refusal(
    'internal-earmark',
    {
      en: 'Internal resources are not earmarked',
      fr: 'Les ressources propres de la banque ne sont pas affectées',
    },
    {
      en: 'The bank’s own resources are one pot, so that their share can be capped: they take no hard earmark.',
      fr: 'Les ressources propres de la banque forment une seule enveloppe, pour que leur part puisse être plafonnée : elles n’admettent aucune affectation ferme.',
    },
    'body.earmark.kind',
  );
}

function refuseSchedule({ schedule, amount }: RecordContribution, currency: string): Rejection | undefined {
  for (const [at, instalment] of schedule.entries()) {
    const read = readAmount(instalment.amount, currency, `body.schedule.${at}.amount`);
    if (typeof read !== 'bigint') return read;
  }
  const amounts = schedule.map((instalment) => instalment.amount);
  if (sumMinor(amounts, currency) <= minorOf(amount)) return undefined;
  return refusal(
    'schedule-exceeds-amount',
    { en: 'Instalments exceed the amount', fr: 'Les échéances dépassent le montant' },
    {
      en: 'The instalments together are more than the contribution.',
      fr: 'Les échéances dépassent ensemble la contribution.',
    },
    'body.schedule',
  );
}

function refusal(code: string, title: Localised, detail: Localised, field: string): Rejection {
  return { code, category: 'refused', title, detail, field };
}
