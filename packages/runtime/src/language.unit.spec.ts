import { describe, expect, it } from 'vitest';
import { languageFor, MAX_LANGUAGE_RANGES } from './language.ts';

describe('the language of an answer', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['*', 'en'],
    ['de', 'en'],
    ['fr', 'fr'],
    ['FR', 'fr'],
    ['fr-CH', 'fr'],
    ['fr-CH, en', 'fr'],
    ['en, fr', 'en'],
    ['en;q=0.5, fr;q=0.8', 'fr'],
    ['en;q=0.8,fr;q=0.5', 'en'],
    ['de, fr-CA;q=0.8, en;q=0.5', 'fr'],
    ['en-GB;q=0.3, fr;q=0.5, en;q=0.9', 'en'],
    ['en;q=0, *', 'fr'],
    ['en;q=0.1, *;q=0.5', 'fr'],
    ['fr;q=0.1, *;q=0.5', 'en'],
    ['fr;q=0', 'en'],
    ['fr;q=7', 'en'],
    ['fr;q=x', 'en'],
    ['frx', 'en'],
    [';;;,,,q=1', 'en'],
  ])('for Accept-Language %j is %s', (header, language) => {
    expect(languageFor(header)).toBe(language);
  });

  it('is looked for among the first ranges only', () => {
    const others = 'de,'.repeat(MAX_LANGUAGE_RANGES);
    expect(languageFor(`${others}fr`)).toBe('en');
    expect(languageFor(`${others.slice(3)}fr`)).toBe('fr');
  });
});
