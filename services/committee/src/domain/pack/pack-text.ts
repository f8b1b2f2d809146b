import { formatInstant, type Language, type Money, textIn, wordMoney } from '@mdtf/domain';
import { amountText, methodText, outcomeText, quorumText } from '../minutes.ts';
import { OUTCOME_WORDS } from '../outcome-words.ts';
import type { BarePack } from './pack.ts';
import { PACK_WORDS } from './pack-words.ts';

/** In what a pack is worded. */
export interface Wording {
  readonly currency: string;
  readonly timeZone: string;
  readonly language: Language;
}

/** A part of a pack to be read: its heading and its lines. */
export interface PackSection {
  readonly title: string;
  readonly lines: readonly string[];
}

/** A pack to be read: its title, then its parts, each with its heading; parts that have nothing to say are left out. */
export function packSections(pack: BarePack, wording: Wording): readonly PackSection[] {
  const words = PACK_WORDS[wording.language];
  return [
    { title: words.request, lines: requestLines(pack, wording) },
    { title: words.clarifications, lines: clarificationLines(pack, wording) },
    { title: words.reviews, lines: reviewLines(pack, wording) },
    {
      title: words.verdicts,
      lines: pack.verdicts.map(
        ({ rule, version, outcome, explanation }) =>
          `${rule} v${version}: ${OUTCOME_WORDS[wording.language][outcome]}. ${explanation[wording.language]}`,
      ),
    },
    { title: words.headroom, lines: headroomLines(pack, wording) },
    { title: words.history, lines: historyLines(pack, wording) },
    {
      title: words.interests,
      lines: pack.interests.map(
        ({ seat, nature, ruling }) => `${words[ruling]} (${words.seat} ${seat}): ${nature}`,
      ),
    },
    {
      title: words.sitting,
      lines: [methodText(pack.method, wording.language), quorumText(pack.quorum, wording.language)],
    },
  ].filter(({ lines }) => lines.length > 0);
}

/** What a pack is called. */
export function packTitle(
  { title, session, agendaItemId }: BarePack,
  { timeZone, language }: Wording,
): string {
  const words = PACK_WORDS[language];
  const when = formatInstant(session.startsAt, timeZone);
  return `${words.session} ${session.number} (${session.place}, ${when}), ${words.item} ${agendaItemId}: ${title}`;
}

/** A pack as plain text. */
export function packText(pack: BarePack, wording: Wording): string {
  const sections = packSections(pack, wording).map(({ title, lines }) => [`${title}`, ...lines].join('\n'));
  return [packTitle(pack, wording), ...notice(pack, wording.language), ...sections].join('\n\n');
}

/** That something is left out for the reader, and why. */
export function notice({ shown }: BarePack, language: Language): readonly string[] {
  return shown === 'all' ? [] : [PACK_WORDS[language].shown[shown]];
}

function requestLines({ request, requested, split }: BarePack, { timeZone, language }: Wording): string[] {
  const words = PACK_WORDS[language];
  const lines = requested === null ? [] : [`${words.requested}: ${wordMoney(requested, language)}`];
  lines.push(...split.map((amount) => `${words.proposed}: ${amountText(amount, language)}`));
  if (request === null) return lines;
  const { content, receipt } = request;
  const { lead, partners, countries, startDate, endDate, summary, mandate, financing, results } = content;
  const named = (word: string, text: string | undefined) => (text === undefined ? [] : [`${word}: ${text}`]);
  const money = (word: string, amount: Money | undefined) =>
    amount === undefined ? [] : [`${word}: ${wordMoney(amount, language)}`];
  const consortium = partners.map(({ organisation, role }) => `${organisation} (${role})`).join('; ');
  return [
    ...lines,
    `${words.submitted}: ${words.revision} ${receipt.revision}, ${formatInstant(receipt.submittedAt, timeZone)} (${receipt.position})`,
    `${words.lead}: ${lead}`,
    ...named(words.consortium, consortium === '' ? undefined : consortium),
    ...named(words.countries, countries.length === 0 ? undefined : countries.join(', ')),
    ...named(words.duration, startDate === undefined ? undefined : `${startDate} – ${endDate ?? ''}`),
    ...named(words.summary, summary),
    ...named(words.objectives, mandate?.objectives),
    ...named(words.tasks, mandate?.tasks),
    ...named(words.expected, mandate?.expectedResults),
    ...money(words.fromFund, financing?.fund),
    ...money(words.fromBank, financing?.bankPart),
    ...money(words.own, financing?.own),
    ...(financing?.other ?? []).map(
      ({ from, amount, confirmed }) =>
        `${words.other} ${from}: ${wordMoney(amount, language)}${confirmed ? '' : ` (${words.unconfirmed})`}`,
    ),
    ...results.map(({ id, statement }) => `${words.result} ${id}: ${statement}`),
  ];
}

function clarificationLines({ clarifications }: BarePack, { timeZone, language }: Wording): string[] {
  const words = PACK_WORDS[language];
  return clarifications.flatMap(({ askedFor, askedAt, question, answers }) => [
    `${formatInstant(askedAt, timeZone)}, ${words.askedFor[askedFor]}: ${question}`,
    ...(answers.length === 0 ? [words.unanswered] : []),
    ...answers.map(
      ({ answeredAt, answer }) => `${words.answer} (${formatInstant(answeredAt, timeZone)}): ${answer}`,
    ),
  ]);
}

function reviewLines({ reviews }: BarePack, { timeZone, language }: Wording): string[] {
  if (reviews === null) return [];
  const words = PACK_WORDS[language];
  const { standing, criteria, completed, conflicts } = reviews;
  const titles = new Map(criteria.criteria.map(({ id, title }) => [id, title[language]]));
  return [
    standing.reasons[language],
    ...(standing.result?.criteria ?? []).map(
      ({ criterion, mean, lowest, highest }) =>
        `${titles.get(criterion) ?? criterion}: ${mean.numerator}/${mean.denominator} = ${mean.value} (${lowest}–${highest})`,
    ),
    ...completed.map(({ reviewId, points, recommendation, summary, completedAt, statement }) => {
      const scores = Object.entries(points).map(([id, given]) => `${titles.get(id) ?? id} ${given}`);
      const advice = recommendation === null ? '' : ` ${words.advice[recommendation]}.`;
      const corrected = statement > 1 ? `, ${words.corrected} ${statement - 1}` : '';
      return `${words.review} ${reviewId} (${formatInstant(completedAt, timeZone)}${corrected}): ${scores.join(', ')}.${advice}${summary === null ? '' : ` ${summary}`}`;
    }),
    ...(conflicts === 0 ? [] : [`${words.conflicts}: ${conflicts}`]),
  ];
}

function headroomLines({ headroom }: BarePack, { language }: Wording): string[] {
  const words = PACK_WORDS[language];
  const said = (when: string, { allocated, internal, headroom: left }: typeof headroom.now) =>
    `${when}: ${words.allocated} ${wordMoney(allocated, language)}, ${words.internal} ${wordMoney(internal, language)}, ${words.left} ${left === null ? words.unbounded : wordMoney(left, language)}`;
  const { now, withThisItem, window } = headroom;
  const lines = [said(words.soFar, now), said(words.withItem, withThisItem)];
  if (window === null) return lines;
  const ceiling = window.ceiling === null ? words.unbounded : wordMoney(window.ceiling, language);
  const left = window.left === null ? '' : `, ${words.left} ${wordMoney(window.left, language)}`;
  return [
    ...lines,
    `${words.window} ${window.windowId}: ${words.allocated} ${wordMoney(window.allocated, language)}, ${words.thisItem} ${wordMoney(window.thisItem, language)}, ${words.ceiling} ${ceiling}${left}`,
  ];
}

function historyLines({ history }: BarePack, { timeZone, language }: Wording): string[] {
  const words = PACK_WORDS[language];
  const { submissions, screenings, invited, decisions } = history;
  return [
    ...submissions.map(
      ({ revision, stage, submittedAt, position }) =>
        `${formatInstant(submittedAt, timeZone)}: ${words.revision} ${revision}, ${words.stages[stage]} (${position})`,
    ),
    ...screenings.map(
      ({ stage, eligible, reasons, at }) =>
        `${formatInstant(at, timeZone)}: ${words.stages[stage]}, ${eligible ? words.eligible : words.ineligible}. ${reasons}`,
    ),
    ...(invited === null ? [] : [`${formatInstant(invited.at, timeZone)}: ${words.invited}`]),
    ...decisions.flatMap((decision) => decisionLines(decision, language)),
  ];
}

function decisionLines(
  {
    decisionId,
    subject,
    outcome,
    decidedOn,
    reason,
    reasonIn,
    conditions,
    notCarriedOut,
  }: BarePack['history']['decisions'][number],
  language: Language,
): string[] {
  const words = PACK_WORDS[language];
  const why = textIn(reasonIn ?? reason, language);
  return [
    `${decidedOn}: ${words.decision} ${decisionId} (${words.subjects[subject.kind]}): ${outcomeText(outcome)[language]}. ${why}`,
    ...conditions.map(({ id, text, owner }) => `${words.condition} ${id} (${owner}): ${text}`),
    ...(notCarriedOut === null
      ? []
      : [`${words.notCarriedOut}: ${textIn(notCarriedOut.reasonIn ?? notCarriedOut.reason, language)}`]),
  ];
}
