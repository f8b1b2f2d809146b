import { expect, it } from 'vitest';
import { ConfigurationError, readEnvironment } from './environment.ts';

it('reads what is given and falls back where nothing, or only blank, is', () => {
  const read = readEnvironment({
    PORT: '81',
    NAMES: 'a, b,,',
    ON: 'true',
    EMPTY: ' ',
    URL: 'https://a.example/x',
  });
  expect(read.port('PORT', 80)).toBe(81);
  expect(read.port('OTHER', 80)).toBe(80);
  expect(read.list('NAMES')).toEqual(['a', 'b']);
  expect([read.flag('ON', false), read.flag('OFF', false)]).toEqual([true, false]);
  expect([read.text('EMPTY', 'x'), read.optional('EMPTY')]).toEqual(['x', undefined]);
  expect(read.url('URL')).toBe('https://a.example/x');
  expect(() => read.done()).not.toThrow();
});

it('names every variable at fault at once, with what it should be', () => {
  const read = readEnvironment({ PORT: '8o', MODE: 'x', URL: 'ftp://a', ON: 'yes', N: '11' });
  read.port('PORT', 80);
  read.oneOf('MODE', ['embedded', 'separate']);
  read.url('URL');
  read.flag('ON', false);
  read.integer('N', { min: 1, max: 10 });
  read.text('MISSING');
  expect(() => read.done()).toThrow(ConfigurationError);
  expect(() => read.done()).toThrow(
    [
      'The configuration is not usable:',
      'PORT must be a whole number from 0 to 65535, not "8o"',
      'MODE must be one of embedded, separate',
      'URL must be an http or https URL',
      'ON must be one of true, false',
      'N must be a whole number from 1 to 10, not "11"',
      'MISSING is required',
    ].join('\n  '),
  );
});
