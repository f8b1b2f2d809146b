import {
  formatInstant,
  type Instant,
  type Language,
  type Localised,
  type Money,
  textIn,
  wordMoney,
} from '@mdtf/domain';

/** What a message tells of. */
export type Told =
  | {
      readonly kind: 'reminder';
      readonly title: Localised;
      readonly due: Instant;
      readonly timeZone: string;
      readonly isSession: boolean;
      readonly place: string | null;
      /** For a session: what stands on its agenda. */
      readonly agenda: readonly string[];
    }
  | {
      readonly kind: 'notice';
      readonly title: string;
      readonly seat: string;
      readonly requested: Money | null;
      readonly reason: string;
      readonly due: Instant;
      readonly timeZone: string;
    }
  | {
      readonly kind: 'decision';
      readonly title: string;
      readonly outcome: 'approved' | 'rejected' | 'returned' | 'deferred';
      readonly decidedOn: string;
      readonly reason: Localised | string;
      readonly approved: readonly Money[];
      readonly conditions: readonly { readonly text: string; readonly due?: string | undefined }[];
    };

/** A message as it is sent: plain text. */
export interface MailText {
  readonly subject: string;
  readonly text: string;
}

/** What is told about a fund, in one language. */
export function mailText(fundTitle: Localised, told: Told, language: Language): MailText {
  const { subject, lines } = PARTS[told.kind](told as never, language);
  return {
    subject: `[${oneLine(fundTitle[language])}] ${oneLine(subject)}`,
    text: [...lines, '', SIGNATURE[language]].join('\n'),
  };
}

/** The longest subject line; the text says the rest. */
const MAX_SUBJECT = 200;

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, MAX_SUBJECT);

interface Parts {
  readonly subject: string;
  readonly lines: readonly string[];
}

const SIGNATURE = {
  en: 'Sent by the fund’s secretariat because you asked to be told, or it entered your address. You may change or erase it at any time.',
  fr: 'Envoyé par le secrétariat du fonds, parce que vous l’avez demandé ou qu’il a inscrit votre adresse. Vous pouvez la modifier ou l’effacer à tout moment.',
};

const PARTS: {
  readonly [K in Told['kind']]: (told: Extract<Told, { readonly kind: K }>, language: Language) => Parts;
} = {
  reminder({ title, due, timeZone, isSession, place, agenda }, language) {
    const fr = language === 'fr';
    const at = formatInstant(due, timeZone);
    const when = isSession ? (fr ? 'Début' : 'Begins') : fr ? 'Au plus tard avant' : 'Before';
    const lines = [title[language], '', `${when}${fr ? ' :' : ':'} ${at}`];
    if (place !== null) lines.push(`${fr ? 'Lieu :' : 'Place:'} ${place}`);
    if (isSession) {
      lines.push('', fr ? 'Ordre du jour à cette date :' : 'Agenda as it stands:');
      lines.push(
        ...(agenda.length === 0
          ? [fr ? '– rien encore' : '– nothing yet']
          : agenda.map((item, at) => `${at + 1}. ${item}`)),
      );
    }
    return { subject: title[language], lines };
  },
  notice({ title, seat, requested, reason, due, timeZone }, language) {
    const at = formatInstant(due, timeZone);
    const amount = requested === null ? [] : [wordMoney(requested, language)];
    if (language === 'fr') {
      return {
        subject: `Non-objection demandée : ${title}`,
        lines: [
          `Le siège ${seat} est invité à faire savoir s’il a une objection : ${title}`,
          ...amount.map((money) => `Montant demandé : ${money}`),
          `Motif : ${reason}`,
          '',
          `Une objection motivée peut être faite avant le ${at}. Le silence vaut approbation. Ce délai court de la remise de cet avis et peut être prolongé.`,
        ],
      };
    }
    return {
      subject: `Non-objection asked for: ${title}`,
      lines: [
        `Seat ${seat} is asked whether it objects: ${title}`,
        ...amount.map((money) => `Amount requested: ${money}`),
        `Reason: ${reason}`,
        '',
        `An objection, with its reason, may be made before ${at}. Silence approves. The term runs from the delivery of this notice and may be extended.`,
      ],
    };
  },
  decision({ title, outcome, decidedOn, reason, approved, conditions }, language) {
    const fr = language === 'fr';
    const lines = [
      fr
        ? `Le comité de surveillance a décidé le ${decidedOn} : ${OUTCOMES.fr[outcome]}.`
        : `The oversight committee decided on ${decidedOn}: ${OUTCOMES.en[outcome]}.`,
      title,
      ...approved.map((money) => `${fr ? 'Approuvé :' : 'Approved:'} ${wordMoney(money, language)}`),
      `${fr ? 'Motif :' : 'Reason:'} ${textIn(reason, language)}`,
    ];
    for (const { text, due } of conditions) {
      const by = due === undefined ? '' : fr ? ` (au plus tard le ${due})` : ` (by ${due})`;
      lines.push(`${fr ? 'Condition :' : 'Condition:'} ${text}${by}`);
    }
    return { subject: fr ? `Décision : ${title}` : `Decision: ${title}`, lines };
  },
};

const OUTCOMES = {
  en: {
    approved: 'approved',
    rejected: 'rejected',
    returned: 'returned for revision',
    deferred: 'deferred',
  },
  fr: {
    approved: 'approuvée',
    rejected: 'rejetée',
    returned: 'renvoyée pour révision',
    deferred: 'ajournée',
  },
};
