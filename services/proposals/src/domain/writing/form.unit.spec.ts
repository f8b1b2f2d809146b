import { textIn } from '@mdtf/domain';
import { describe, expect, it } from 'vitest';
import { callOpened, conceptNote, fund } from '../../testing/fund.ts';
import { callTerms, P1, partnerIom, secretariat } from '../../testing/imdp.ts';
import type { OwnAnswer, ProposalContent } from './content.ts';
import { type CallForm, charactersIn, DEFAULT_FORM, type Question, refuseForm, wordsIn } from './form.ts';

const both = (text: string) => ({ en: text, fr: text });
const question = (id: string, more: Partial<Question> = {}): Question => ({
  id,
  label: both(`Question ${id}`),
  stages: ['full'],
  required: true,
  ...more,
});
const asking = (more: Partial<CallForm>): CallForm => ({ ...DEFAULT_FORM, ...more });
type Stage = 'concept-note' | 'full';
const submitted = (form: CallForm, content: ProposalContent, stage: Stage = 'full') => {
  const conceptNotesDue = stage === 'full' ? null : '2008-01-15T09:00:00.000Z';
  const call = { ...callOpened.data, callId: 'own', conceptNotesDue, form };
  const data = { proposalId: 'P', stage, content: { ...content, callId: 'own' } };
  return fund(partnerIom).given({ type: 'CallOpened', data: call }).when({ type: 'SubmitProposal', data });
};
const faults = (...submission: Parameters<typeof submitted>) =>
  submitted(...submission)
    .refused('incomplete')
    .rejection.errors?.map(({ field, message }) => [
      field.replace('body.content.', ''),
      textIn(message, 'en'),
    ]);
const taken = (...submission: Parameters<typeof submitted>) =>
  expect(submitted(...submission).events).toHaveLength(1);
const answered = (...answers: OwnAnswer[]): ProposalContent => ({ ...P1, answers });

describe('the form of a call', () => {
  it('requires parts at each stage, and what every full proposal needs besides', () => {
    const form = asking({
      conceptNote: [
        { part: 'summary', required: true },
        { part: 'beneficiaries', required: false },
      ],
      full: DEFAULT_FORM.full.map((asked) =>
        asked.part === 'summary' ? { ...asked, required: true } : asked,
      ),
    });
    expect(refuseForm(form)).toBeUndefined();
    expect(faults(form, P1, 'concept-note')).toEqual([['summary', 'is required']]);
    taken(form, { ...P1, summary: 'Data.' }, 'concept-note');
    const { mandate: _, ...bare } = P1;
    expect(faults(form, bare)?.map(([field]) => field)).toEqual(['summary', 'mandate']);
  });

  it.each(['partners', 'classification', 'beneficiaries', 'documents', 'evaluation', 'summary'] as const)(
    'may require %s, and is met by giving it',
    (part) => {
      const full = DEFAULT_FORM.full.map((asked) => (asked.part === part ? { part, required: true } : asked));
      expect(faults(asking({ full }), P1)?.map(([field]) => field)).toEqual([part]);
      const given: Partial<ProposalContent> = {
        partners: [{ organisation: 'A university', role: 'Training' }],
        classification: [{ list: 'gender-marker', version: '2016', code: '1' }],
        beneficiaries: { women: 1, men: 1, girls: 0, boys: 0 },
        documents: [{ reference: 'Letter' }],
        summary: 'Data.',
        evaluation: [
          {
            question: 'Did it work?',
            method: 'Interviews',
            who: 'A third party',
            when: '2010-01-01',
            cost: { amount: '0.00', currency: 'USD' },
          },
        ],
      };
      taken(asking({ full }), { ...P1, ...given });
    },
  );

  it('bounds the length of texts in characters as a reader counts them', () => {
    const full = DEFAULT_FORM.full.map((asked) =>
      asked.part === 'summary' ? { ...asked, maxCharacters: 3 } : asked,
    );
    const family = '👨‍👩‍👧';
    taken(asking({ full }), { ...P1, summary: `é${family}e\u0301` });
    expect(faults(asking({ full }), { ...P1, summary: 'abcd' })).toEqual([
      ['summary', 'has 4 characters; the call’s form allows 3: shorten it by 1'],
    ]);
  });

  it('asks questions of its own: required, of the stage, in words, or by choice', () => {
    const form = asking({
      questions: [
        question('why', { maxWords: 3 }),
        question('how', {
          required: false,
          choices: [
            { id: 'alone', label: both('Alone') },
            { id: 'together', label: both('Together') },
          ],
        }),
        question('idea', { stages: ['concept-note'] }),
      ],
    });
    expect(faults(form, P1)).toEqual([['answers', 'must answer the question why: Question why']]);
    taken(form, answered({ question: 'why', answer: 'one two three' }));
    expect(
      faults(
        form,
        answered(
          { question: 'why', answer: 'one two three four' },
          { question: 'how', answer: 'somehow' },
          { question: 'else', answer: 'x' },
          { question: 'how', answer: 'alone' },
          { question: 'idea', answer: 'kept from the note' },
        ),
      ),
    ).toEqual([
      ['answers.0.answer', 'has 4 words; at most 3 are allowed: cut 1 of them'],
      ['answers.1.answer', 'must be one of alone, together'],
      ['answers.2.question', 'is no question of the call’s form; leave the answer out'],
      ['answers.3.question', 'is answered twice: how'],
    ]);
    expect(faults(form, P1, 'concept-note')?.map(([field]) => field)).toEqual(['answers']);
  });

  it('stays as it was when the call opened, and is that of all calls where it has none', () => {
    fund(secretariat)
      .given(callOpened, conceptNote('P', P1))
      .when({ type: 'OpenCall', data: { ...callTerms, form: asking({ questions: [question('q')] }) } })
      .refused('already-exists');
    expect(DEFAULT_FORM.full.filter(({ required }) => required).map(({ part }) => part)).toEqual([
      'mandate',
      'countries',
      'dates',
      'budget',
      'financing',
      'results',
    ]);
  });

  it('is refused where it leaves out what every proposal needs, names a thing twice, or bounds no text', () => {
    const paths = (form: CallForm) => refuseForm(form)?.errors?.map(({ field }) => field);
    expect(paths(asking({ full: DEFAULT_FORM.full.slice(0, -4) }))).toEqual(undefined);
    expect(paths(asking({ full: [] }))).toHaveLength(6);
    const part = { part: 'summary', required: true } as const;
    expect(paths(asking({ conceptNote: [part, part] }))).toEqual(['body.form.conceptNote.1.part']);
    expect(paths(asking({ conceptNote: [{ part: 'budget', required: false, maxCharacters: 9 }] }))).toEqual([
      'body.form.conceptNote.0.maxCharacters',
    ]);
    const choice = { id: 'a', label: both('A') };
    const twice = question('q', { choices: [choice, choice], maxWords: 9 });
    expect(paths(asking({ questions: [twice, question('q')] }))).toEqual([
      'body.form.questions.1.id',
      'body.form.questions.0.choices.1.id',
      'body.form.questions.0.maxWords',
    ]);
  });
});

describe('counting', () => {
  it('takes an emoji, a flag or a letter with its accents for one character', () => {
    expect(charactersIn('a👩🏽‍🌾🇫🇷e\u0301')).toBe(4);
  });

  it('counts words in scripts with blanks and without, from right to left as well', () => {
    expect(wordsIn('One, two — three.')).toBe(3);
    expect(wordsIn('الهجرة والتنمية اليوم')).toBe(3);
    expect(wordsIn('移民与发展')).toBeGreaterThan(1);
    expect(wordsIn('…')).toBe(0);
  });
});
