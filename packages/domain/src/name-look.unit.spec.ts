import { describe, expect, it } from 'vitest';
import { hidesText, looksOf, mixedWord, plainName } from './name-look.ts';

const looksLike = (a: string, b: string) => looksOf(a).some((look) => looksOf(b).includes(look));

describe('a name', () => {
  it.each([
    ['IOM', 'ІОМ', 'Cyrillic letters for Latin ones'],
    ['IOM', 'lOM', 'a small l for a capital I'],
    ['IOM', '1OM', 'the digit for the letter'],
    ['Fund 10', 'Fund lO', 'letters for digits'],
    ['Organisation', '0rganisation', 'a digit for a letter of either case'],
    ['Rome Centre', 'Rorne Centre', 'rn for m'],
    ['Swiss Aid', 'Svviss Aid', 'vv for w'],
    ['Aid Fund', 'Ａｉｄ Fund', 'full-width letters'],
    ['Aid Fund', '𝐀𝐢𝐝 Fund', 'mathematical letters'],
    ['Aid Fund', 'AID  fund', 'another case and another space'],
    ['Aid Fund', 'Aid\u200cFund'.replace('\u200c', ' \u200c'), 'a joiner that nobody sees'],
    ['Café', 'Cafe\u0301', 'an accent composed otherwise'],
    ['Ministry', 'Мinistrу', 'letters of two scripts'],
    ['OXFAM', 'ΟΧFΑΜ', 'Greek capitals'],
    ['مركز العمل', 'مرکز العمل', 'the Persian kaf'],
    ['World-Aid', 'World–Aid', 'another dash'],
  ])('%s looks like %s: %s', (one, other) => {
    expect(looksLike(one, other)).toBe(true);
  });

  it.each([
    ['State A', 'State B'],
    ['Aid Mali', 'Aid Mall'],
    ['Santé', 'Sante'],
    ['Country X', 'Country Y'],
    ['מרכז הגירה', 'מרכז העבודה'],
    ['International Labour', 'International Labor'],
  ])('%s does not look like %s', (one, other) => {
    expect(looksLike(one, other)).toBe(false);
  });

  it('is found under looks of a bounded length, however far its letters unfold', () => {
    for (const look of looksOf('ﷺ'.repeat(200))) expect(look.length).toBeLessThanOrEqual(310);
  });

  it('is the same in whatever case, width and spacing it is typed, and another in another spelling', () => {
    expect(plainName(' Aid\u00a0 FUND ')).toBe(plainName('Aid Fund'));
    expect(plainName('IOM')).not.toBe(plainName('ІОМ'));
  });
});

describe('a word', () => {
  it.each([
    ['Мigration', ['Latin', 'Cyrillic']],
    ['Aid of Gεneva', ['Latin', 'Greek']],
    ['Αид', ['Cyrillic', 'Greek']],
  ])('of %s mixes scripts that look alike', (text, scripts) => {
    expect(mixedWord(text)?.scripts).toEqual(scripts);
  });

  it.each([
    'Migration Организация',
    'Ελληνικό Red Cross',
    'منظمة الهجرة (IOM)',
    'ארגון ההגירה',
    '国際移住機関IOM',
    'Société Générale d’Entraide',
    'Ћирилица и latinica',
  ])('of “%s” is of one script', (text) => {
    expect(mixedWord(text)).toBeUndefined();
  });
});

describe('text that a reader does not see as it is', () => {
  it.each(['\u202e', '\u202a', '\u202d', '\u2066', '\u2069', '\u200b', '\u2060', '\ufeff', '\u00ad'])(
    'is found by its character',
    (hidden) => {
      expect(hidesText(`Aid${hidden}Fund`)).toBe(true);
    },
  );

  it.each(['منظمة\u200fالهجرة', 'می\u200cخواهم', 'שלום\u200e Aid', 'क्\u200dष'])(
    'is not what a script needs: %s',
    (text) => {
      expect(hidesText(text)).toBe(false);
    },
  );
});
