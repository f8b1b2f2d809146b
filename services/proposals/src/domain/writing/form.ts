import { type FieldFault, faultsTold, type Localised, type Rejection } from '@mdtf/domain';
import type { Stage } from '../events.ts';
import { refused } from '../refusals.ts';
import type { ProposalContent } from './content.ts';
import { KINDS } from './kinds.ts';

/** The parts of a proposal that a form may ask for. */
export type FormPart =
  | 'summary'
  | 'mandate'
  | 'partners'
  | 'countries'
  | 'dates'
  | 'budget'
  | 'financing'
  | 'results'
  | 'evaluation'
  | 'classification'
  | 'beneficiaries'
  | 'documents';

/** A part as a stage asks for it. */
export interface AskedPart {
  readonly part: FormPart;
  readonly required: boolean;
  /** Of a text, or of each of a part's texts. */
  readonly maxCharacters?: number | undefined;
}

/** A question of the call's own; with choices, the answer is the id of one of them. */
export interface Question {
  readonly id: string;
  readonly label: Localised;
  readonly help?: Localised | undefined;
  readonly stages: readonly Stage[];
  readonly required: boolean;
  readonly maxWords?: number | undefined;
  readonly choices?: readonly { readonly id: string; readonly label: Localised }[] | undefined;
}

/** What a call asks for at each stage, fixed when it opens. */
export interface CallForm {
  readonly conceptNote: readonly AskedPart[];
  readonly full: readonly AskedPart[];
  readonly questions: readonly Question[];
}

const PARTS: readonly FormPart[] = [
  'summary',
  'mandate',
  'partners',
  'countries',
  'dates',
  'budget',
  'financing',
  'results',
  'evaluation',
  'classification',
  'beneficiaries',
  'documents',
];
const ALWAYS = KINDS.project.contains;

/** The form of calls that bring none of their own, and of what is asked outside calls. */
export const DEFAULT_FORM: CallForm = {
  conceptNote: PARTS.map((part) => ({ part, required: false })),
  full: PARTS.map((part) => ({ part, required: ALWAYS.includes(part) })),
  questions: [],
};

/** The parts of which a text has a length that a form may bound. */
const TEXTS: { readonly [P in FormPart]?: (content: ProposalContent) => Readonly<Record<string, string>> } = {
  summary: ({ summary }) => (summary === undefined ? {} : { summary }),
  mandate: ({ mandate }) =>
    Object.fromEntries(Object.entries(mandate ?? {}).map(([name, text]) => [`mandate.${name}`, text])),
};

/** A form's parts at a stage. */
export function partsAsked({ conceptNote, full }: CallForm, stage: Stage): readonly AskedPart[] {
  return stage === 'full' ? full : conceptNote;
}

/** Texts longer than the form lets them be, in characters as people count them. */
export function lengthFaults(content: ProposalContent, form: CallForm, stage: Stage): readonly FieldFault[] {
  return partsAsked(form, stage).flatMap(({ part, maxCharacters }) => {
    if (maxCharacters === undefined) return [];
    return Object.entries(TEXTS[part]?.(content) ?? {}).flatMap(([field, text]) => {
      const length = charactersIn(text);
      if (length <= maxCharacters) return [];
      const message = {
        en: `has ${length} characters; the call’s form allows ${maxCharacters}: shorten it by ${length - maxCharacters}`,
        fr: `compte ${length} caractères ; le formulaire de l’appel en permet ${maxCharacters} : raccourcissez de ${length - maxCharacters}`,
      };
      return [{ field, message }];
    });
  });
}

/** Answers to the form's own questions that are missing, too long, or to no question of the stage. */
export function answerFaults(
  { answers = [] }: ProposalContent,
  form: CallForm,
  stage: Stage,
): readonly FieldFault[] {
  const asked = new Map(
    form.questions.filter(({ stages }) => stages.includes(stage)).map((question) => [question.id, question]),
  );
  const given = new Set<string>();
  const faults = answers.flatMap(({ question: id, answer }, at): FieldFault[] => {
    const field = `answers.${at}`;
    if (given.has(id))
      return [
        {
          field: `${field}.question`,
          message: { en: `is answered twice: ${id}`, fr: `a deux réponses : ${id}` },
        },
      ];
    given.add(id);
    const question = asked.get(id);
    if (question !== undefined) return answerFault(question, answer, `${field}.answer`);
    const known = form.questions.some((other) => other.id === id);
    // What the other stage asks may be drafted early, or stay as it was.
    if (known) return [];
    return [{ field: `${field}.question`, message: NOT_ASKED }];
  });
  const missing = [...asked.values()].filter(({ id, required }) => required && !given.has(id));
  return [
    ...faults,
    ...missing.map(({ id, label }) => ({
      field: 'answers',
      message: {
        en: `must answer the question ${id}: ${label.en}`,
        fr: `doivent répondre à la question ${id} : ${label.fr}`,
      },
    })),
  ];
}

const NOT_ASKED = {
  en: 'is no question of the call’s form; leave the answer out',
  fr: 'n’est pas une question du formulaire de l’appel ; omettez la réponse',
};

function answerFault({ choices, maxWords }: Question, answer: string, field: string): FieldFault[] {
  if (choices !== undefined) {
    const ids = choices.map(({ id }) => id);
    const all = ids.join(', ');
    return ids.includes(answer)
      ? []
      : [{ field, message: { en: `must be one of ${all}`, fr: `doit être l’un de ${all}` } }];
  }
  const words = wordsIn(answer);
  if (maxWords === undefined || words <= maxWords) return [];
  return [
    {
      field,
      message: {
        en: `has ${words} words; at most ${maxWords} are allowed: cut ${words - maxWords} of them`,
        fr: `compte ${words} mots ; ${maxWords} au plus sont permis : retirez-en ${words - maxWords}`,
      },
    },
  ];
}

/** Why a form cannot be a call's; undefined when it can. */
export function refuseForm(form: CallForm): Rejection | undefined {
  const errors = [
    ...stageFaults(form.conceptNote, 'body.form.conceptNote'),
    ...stageFaults(form.full, 'body.form.full'),
    ...ALWAYS.filter((part) => !form.full.some((asked) => asked.part === part && asked.required)).map(
      (part) => ({
        field: 'body.form.full',
        message: {
          en: `must require ${part}: every full proposal needs it`,
          fr: `doit exiger ${part} : toute proposition complète en a besoin`,
        },
      }),
    ),
    ...twice(form.questions, 'body.form.questions'),
    ...form.questions.flatMap(({ choices, maxWords }, at) => [
      ...twice(choices ?? [], `body.form.questions.${at}.choices`),
      ...(choices !== undefined && maxWords !== undefined
        ? [{ field: `body.form.questions.${at}.maxWords`, message: NOT_FOR_A_CHOICE }]
        : []),
    ]),
  ];
  if (errors.length === 0) return undefined;
  const title = { en: 'Not a form', fr: 'Formulaire non valable' };
  return refused('invalid-form', title, faultsTold(errors), { errors, category: 'invalid' });
}

const NOT_FOR_A_CHOICE = {
  en: 'is not for a choice; leave it out',
  fr: 'ne vaut pas pour un choix ; omettez-le',
};

const FOR_TEXTS_ALONE = {
  en: 'is for the summary and the mandate alone',
  fr: 'ne vaut que pour le résumé et le mandat',
};

function stageFaults(parts: readonly AskedPart[], field: string): FieldFault[] {
  return [
    ...twice(
      parts.map(({ part }) => ({ id: part })),
      field,
      'part',
    ),
    ...parts.flatMap(({ part, maxCharacters }, at) =>
      maxCharacters === undefined || TEXTS[part] !== undefined
        ? []
        : [{ field: `${field}.${at}.maxCharacters`, message: FOR_TEXTS_ALONE }],
    ),
  ];
}

function twice(items: readonly { readonly id: string }[], field: string, name = 'id'): FieldFault[] {
  return items.flatMap(({ id }, at) =>
    items.findIndex((other) => other.id === id) === at
      ? []
      : [
          {
            field: `${field}.${at}.${name}`,
            message: { en: `is named twice: ${id}`, fr: `est nommé deux fois : ${id}` },
          },
        ],
  );
}

/** Characters as a reader counts them: an emoji or a letter with its accents is one. */
export function charactersIn(text: string): number {
  return segmentsOf(text, 'grapheme').length;
}

/** Words in any script, also those that put no blanks between them. */
export function wordsIn(text: string): number {
  return segmentsOf(text, 'word').filter(({ isWordLike }) => isWordLike).length;
}

// Of no language: the rules of Unicode, the same wherever it runs.
function segmentsOf(text: string, granularity: 'grapheme' | 'word'): readonly Intl.SegmentData[] {
  return [...new Intl.Segmenter('und', { granularity }).segment(text)];
}
