import { textIn } from '@mdtf/domain';
import { describe, expect, it } from 'vitest';
import { fund, invited } from '../../testing/fund.ts';
import { P1, partnerIom, usd } from '../../testing/imdp.ts';
import type { ConsortiumPartner, ProposalContent } from './content.ts';

const university: ConsortiumPartner = { organisation: 'A university', role: 'Training' };
const diaspora: ConsortiumPartner = {
  organisation: 'Diaspora health professionals',
  organisationId: 'diaspora-health',
  role: 'Placements',
  coApplicant: true,
};

const submitted = (more: Partial<ProposalContent>) => {
  const content = { ...P1, partners: [university, diaspora], ...more };
  return fund(partnerIom)
    .given(...invited('P', content))
    .when({ type: 'SubmitProposal', data: { proposalId: 'P', stage: 'full', content } });
};
const faults = (more: Partial<ProposalContent>) =>
  submitted(more)
    .refused('incomplete')
    .rejection.errors?.map(({ field, message }) => [
      field.replace('body.content.', ''),
      textIn(message, 'en'),
    ]);
const taken = (more: Partial<ProposalContent>) => expect(submitted(more).events).toHaveLength(1);

/** P1's lines, some of them with who spends them and when. */
const lines = (...told: { readonly partner?: string; readonly year?: number }[]) =>
  P1.budget.map((line, at) => ({ ...line, ...told[at] }));

describe('a consortium', () => {
  it('has partners by id or by name, each once, beside its lead', () => {
    taken({});
    expect(faults({ partners: [university, university] })).toEqual([
      ['partners.1.organisation', 'is named twice: A university'],
    ]);
    expect(faults({ partners: [{ ...diaspora, organisationId: 'iom' }] })).toEqual([
      ['partners.0.organisationId', 'is the lead itself; leave it out'],
    ]);
    expect(faults({ partners: [{ ...diaspora, organisationId: 'nobody' }] })).toEqual([
      ['partners.0.organisationId', 'is no organisation registered; register it, or give its name alone'],
    ]);
  });

  it('spends the lines of the budget, and nobody else does', () => {
    taken({
      budget: lines({ partner: 'iom' }, { partner: 'diaspora-health' }, { partner: 'A university' }),
    });
    expect(faults({ budget: lines({ partner: 'Diaspora health professionals' }) })).toEqual([
      ['budget.0.partner', 'is not in the consortium: name iom, or one of its partners by id, else by name'],
    ]);
  });

  it('spends in years of the project', () => {
    taken({ budget: lines({ year: 2008 }, { year: 2010 }) });
    expect(faults({ budget: lines({ year: 2007 }, { year: 2011 }) })?.map(([field]) => field)).toEqual([
      'budget.0.year',
      'budget.1.year',
    ]);
  });

  it('has shares that are what the lines give, where the lines say who spends them', () => {
    const budget = lines({ partner: 'iom' }, { partner: 'A university' }, { partner: 'A university' });
    const share = (amount: string) => ({ budget, partners: [{ ...university, share: usd(amount) }] });
    taken(share('95000.00'));
    expect(faults(share('95000.01'))).toEqual([
      ['partners.0.share', 'must be what the budget’s lines of A university add up to'],
    ]);
  });

  it('has shares within the budget, where the lines do not say', () => {
    const shares = (a: string, b: string) => ({
      partners: [
        { ...university, share: usd(a) },
        { ...diaspora, share: usd(b) },
      ],
    });
    taken(shares('1000000.00', '177000.00'));
    expect(faults(shares('1000000.00', '177000.01'))).toEqual([
      ['partners', 'must not share more than the whole budget'],
    ]);
  });
});
