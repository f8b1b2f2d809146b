import { describe, expect, it } from 'vitest';
import { frontPage, type Overview } from './front-page.ts';
import { languageOf } from './wording.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });

const overview: Overview = {
  funds: [
    {
      fundId: 'imdp',
      title: { en: 'Partnership <b>', fr: 'Partenariat' },
      currency: 'USD',
      agreed: usd('8000000.00'),
      deposited: usd('7350000.00'),
      allocated: usd('232000.00'),
      transferred: usd('0.00'),
      spent: usd('-1.50'),
      activities: 1,
      decisions: 3,
      lastRecordedAt: '2008-05-20T07:00:00.000Z',
    },
  ],
};

describe('the front page', () => {
  it('shows the figures of each fund, grouped as its language does', () => {
    expect(frontPage(overview, 'en')).toContain('<td>7,350,000.00</td>');
    expect(frontPage(overview, 'fr')).toContain('<td>7\u202f350\u202f000,00</td>');
  });

  it('escapes what a fund calls itself', () => {
    const page = frontPage(overview, 'en');
    expect(page).toContain('Partnership &lt;b&gt;');
    expect(page).not.toContain('<b>');
  });

  it('stays useful when the figures cannot be read', () => {
    const page = frontPage(undefined, 'en');
    expect(page).toContain('cannot be read at the moment');
    expect(page).toContain('href="/documentation"');
  });

  it('speaks the language that is asked for, then the one that the browser prefers, then English', () => {
    expect(languageOf('fr', 'en')).toBe('fr');
    expect(languageOf(undefined, 'de, fr-CH;q=0.8, en;q=0.5')).toBe('fr');
    expect(languageOf('xx', undefined)).toBe('en');
  });
});
