import {
  type Context,
  type KnownOrganisation,
  minorOf,
  notKnown,
  type Rejection,
  type Said,
  sumMinor,
} from '@mdtf/domain';
import { readAmount } from './amounts.ts';
import { BANK, POOLED } from './chart-of-accounts.ts';
import type { RecordContribution } from './contribution.ts';
import type { Earmark } from './events.ts';
import type { KnownCharter } from './known/charter.ts';

const RESERVED_IDS: readonly string[] = [POOLED, BANK];

/** What keeps a contribution's terms from being recorded: its donor, its earmark, its instalments. */
export function refuseTerms(
  command: RecordContribution,
  donor: KnownOrganisation | undefined,
  charter: KnownCharter,
  { backDated }: Context,
): Rejection | undefined {
  const { contributionId, internal, earmark } = command;
  if (RESERVED_IDS.includes(contributionId)) {
    return refusal('reserved-id', 'Reserved id', `${contributionId} is the name of a common pot.`, 'body.id');
  }
  if (donor === undefined) return notKnown('organisation', command.donor, 'body.donor');
  if (internal && !donor.kinds.includes('administering-bank')) {
    const detail = `${donor.name} is not the administering bank, so its money is not the bank’s own resources.`;
    return refusal('not-the-bank', 'Not the bank’s own resources', detail, 'body.internal');
  }
  if (!internal && !backDated && donor.kinds.includes('administering-bank')) {
    const detail = `${donor.name} is the administering bank: its money is internal resources, which the cap counts.`;
    return refusal('bank-money-is-internal', 'The bank’s own resources', detail, 'body.internal');
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
    const detail = 'A hard earmark is for one window: name it.';
    return refusal('earmark-without-window', 'No window named', detail, 'body.earmark.windowId');
  }
  if (!internal) return undefined;
  const detail =
    'The bank’s own resources are one pot, so that their share can be capped: they take no hard earmark.';
  return refusal('internal-earmark', 'Internal resources are not earmarked', detail, 'body.earmark.kind');
}

function refuseSchedule({ schedule, amount }: RecordContribution, currency: string): Rejection | undefined {
  for (const [at, instalment] of schedule.entries()) {
    const read = readAmount(instalment.amount, currency, `body.schedule.${at}.amount`);
    if (typeof read !== 'bigint') return read;
  }
  const amounts = schedule.map((instalment) => instalment.amount);
  if (sumMinor(amounts, currency) <= minorOf(amount)) return undefined;
  const detail = 'The instalments together are more than the contribution.';
  return refusal('schedule-exceeds-amount', 'Instalments exceed the amount', detail, 'body.schedule');
}

function refusal(code: string, title: Said, detail: Said, field: string): Rejection {
  return { code, category: 'refused', title, detail, field };
}
