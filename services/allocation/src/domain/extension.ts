import {
  accept,
  type CommandHandler,
  fundNotKnown,
  ifNamed,
  type LocalDate,
  minorOf,
  notFound,
  type Rejection,
  reject,
  type StateRef,
  type Verdict,
} from '@mdtf/domain';
import { blocking, evaluate, type WaiverScope } from '@mdtf/rules';
import { allocation, made } from './allocation.ts';
import { dayOf } from './day.ts';
import type { MandateExtended } from './events.ts';
import { boundBy, CURRENT, type KnownCharter, knownCharter, needsOfVersion } from './known/charter.ts';
import { type Mandate, type MandateAnswer, mandate, mandateAnswer } from './mandate.ts';
import { needsOfWaivers, proposalWaivers } from './proposal-waivers.ts';

// Commands

/** A later end of a running project, without more money; asked by the partner on a day that may be past. */
export interface ExtendMandate {
  readonly mandateId: string;
  readonly endDate: LocalDate;
  readonly askedOn?: LocalDate | undefined;
  readonly reason: string;
}

/** The mandate as it then is, and what the rules said. */
export type ExtensionAnswer = MandateAnswer & { readonly verdicts: readonly Verdict[] };

// Rejections

function refuseExtension(
  { mandateId, endDate }: ExtendMandate,
  { status, endDate: planned }: Mandate,
): Rejection | undefined {
  if (status === 'offered') {
    return {
      code: 'mandate-not-accepted',
      category: 'refused',
      title: { en: 'Mandate not accepted', fr: 'Mandat non accepté' },
      detail: {
        en: `Mandate ${mandateId} is not accepted yet: only a running project is extended.`,
        fr: `Le mandat ${mandateId} n’est pas encore accepté : seul un projet en cours est prolongé.`,
      },
    };
  }
  if (endDate > planned) return undefined;
  return {
    code: 'not-an-extension',
    category: 'refused',
    title: { en: 'Not an extension', fr: 'Pas une prolongation' },
    detail: {
      en: `Mandate ${mandateId} ends on ${planned}; an extension ends later.`,
      fr: `Le mandat ${mandateId} prend fin le ${planned} ; une prolongation va au-delà.`,
    },
    field: 'body.endDate',
  };
}

function refusedByRules(verdicts: readonly Verdict[]): Rejection | undefined {
  const stopping = verdicts.filter((verdict) => blocking([verdict]));
  if (stopping.length === 0) return undefined;
  const told = (language: 'en' | 'fr') =>
    stopping.map(({ rule, explanation }) => `${rule}: ${explanation[language]}`).join(' ');
  return {
    code: 'rule-not-kept',
    category: 'refused',
    title: { en: 'A rule of the fund is not kept', fr: 'Une règle du fonds n’est pas respectée' },
    detail: { en: told('en'), fr: told('fr') },
    verdicts,
  };
}

// Decide

/** Extends a running project where its rules allow it (R6 in time, R7 how often and how long), or the committee waived them. */
export const extendMandate: CommandHandler<ExtendMandate, MandateExtended, ExtensionAnswer> = {
  needs({ mandateId }, slice) {
    const facts: StateRef[] = [{ kind: knownCharter.kind, id: CURRENT }];
    const own: StateRef[] = [{ kind: mandate.kind, id: mandateId }];
    const under = slice?.get(mandate, mandateId);
    if (under === undefined) return { own, facts };
    const { allocationId } = under;
    own.push({ kind: allocation.kind, id: allocationId });
    const granted = made(ifNamed(() => slice?.get(allocation, allocationId)));
    if (granted !== undefined)
      facts.push(...needsOfWaivers(granted), ...needsOfVersion(granted.charterVersion));
    return { own, facts };
  },
  decide(command, slice, context) {
    const { mandateId, endDate, reason } = command;
    const current = slice.fact(knownCharter, CURRENT);
    if (current === undefined) return reject(fundNotKnown);
    const under = slice.get(mandate, mandateId);
    if (under === undefined) return reject(notFound('mandate', mandateId));
    const unfit = refuseExtension(command, under);
    if (unfit !== undefined) return reject(unfit);
    const askedOn = dayOf(command.askedOn, context, current.timeZone, 'body.askedOn');
    if (typeof askedOn !== 'string') return reject(askedOn);
    const granted = made(slice.get(allocation, under.allocationId));
    const charter = boundBy(granted?.charterVersion, current, slice);
    const { proposalKind } = granted ?? {};
    const whole = { proposalId: under.proposalId, proposalKind, amountMinor: minorOf(under.amount) };
    const waivers = proposalWaivers(whole, charter, slice, context);
    const verdicts = extensionVerdicts({ under, endDate, askedOn }, charter, waivers);
    const refused = context.backDated ? undefined : refusedByRules(verdicts);
    if (refused !== undefined) return reject(refused);
    const { proposalId, partner, startDate, endDate: before } = under;
    const data = { mandateId, proposalId, partner, startDate, before, endDate, askedOn, reason, verdicts };
    const after = { ...under, endDate, extensions: under.extensions + 1 };
    return accept([{ type: 'MandateExtended', data }], { ...mandateAnswer(mandateId, after), verdicts });
  },
};

interface Asked {
  readonly under: Mandate;
  readonly endDate: LocalDate;
  readonly askedOn: LocalDate;
}

/** What the rules say of an extension without cost: when it was asked (R6), how often and how long (R7). */
function extensionVerdicts(
  { under, endDate, askedOn }: Asked,
  { rules }: KnownCharter,
  waivers: WaiverScope,
): readonly Verdict[] {
  const plannedEnd = under.endDate;
  const extension = { before: under.extensions, plannedEnd, newEnd: endDate, addedMinor: 0n };
  return [
    evaluate('R6', 'amendment', { askedOn, plannedEnd }, rules, waivers),
    evaluate('R7', 'amendment', extension, rules, waivers),
  ];
}
