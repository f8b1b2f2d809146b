import { describe, expect, it } from 'vitest';
import { textIn } from './localised.ts';
import { alreadyExists, faultsTold, notFound, notKnown } from './refusals.ts';

describe('a text in both languages', () => {
  it('is read in either, French with its no-break spaces', () => {
    const text = { en: 'Refused: no.', fr: 'Refusé : « non » ; encore ?' };
    expect(textIn(text, 'en')).toBe('Refused: no.');
    expect(textIn(text, 'fr')).toBe('Refusé\u00a0: «\u00a0non\u00a0»\u00a0; encore\u00a0?');
  });

  it('stored in English alone is read in English', () => {
    expect(textIn('No.', 'fr')).toBe('No.');
  });
});

describe('a shared sentence agrees with its noun', () => {
  it.each([
    [
      'call',
      'Cet appel existe déjà',
      'L’appel a-1 a déjà été enregistré ; rien n’a été enregistré cette fois.',
    ],
    [
      'fund',
      'Ce fonds existe déjà',
      'Le fonds a-1 a déjà été enregistré ; rien n’a été enregistré cette fois.',
    ],
    [
      'proposal',
      'Cette proposition existe déjà',
      'La proposition a-1 a déjà été enregistrée ; rien n’a été enregistré cette fois.',
    ],
  ] as const)('%s: %s', (noun, title, detail) => {
    expect(alreadyExists(noun, 'a-1')).toMatchObject({ title: { fr: title }, detail: { fr: detail } });
  });

  it('when it is missing or unknown', () => {
    expect(notFound('allocation', 'x').title).toEqual({
      en: 'No such allocation',
      fr: 'Allocation introuvable',
    });
    expect(notKnown('window', 'W9', 'body.windowId').detail).toEqual({
      en: 'The window W9 is not known.',
      fr: 'Le guichet W9 n’est pas connu.',
    });
    expect(notKnown('decision', 'd', 'body.decisionId').title).toMatchObject({ fr: 'Décision inconnue' });
  });
});

it('tells the first field at fault, and how many more there are', () => {
  const fault = (field: string) => ({ field, message: { en: 'is required', fr: 'est obligatoire' } });
  expect(faultsTold([fault('body.a')])).toEqual({
    en: 'body.a is required.',
    fr: 'body.a est obligatoire.',
  });
  expect(faultsTold([fault('body.a'), fault('body.b')])).toEqual({
    en: 'body.a is required (and 1 more).',
    fr: 'body.a est obligatoire (et 1 de plus).',
  });
});
