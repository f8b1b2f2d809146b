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
      unpublished: [],
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

  it('shows no figure that a fund withholds, and leads to no report of it', () => {
    const [fund] = overview.funds;
    if (fund === undefined) throw new Error('There is no fund');
    const page = (withheld: (typeof fund)['unpublished']) =>
      frontPage({ funds: [{ ...fund, unpublished: withheld, decisions: null, spent: null }] }, 'en');
    expect(page(['decisions'])).toContain('<td>–</td>');
    expect(page(['decisions'])).not.toContain('/reports/decisions');
    expect(page(['decisions'])).toContain('/reports/funding-status');
    expect(page(['reports'])).not.toContain('/reports/');
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
