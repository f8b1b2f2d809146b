import { type Localised, type ProposalKind, textIn } from '@mdtf/domain';
import { describe, expect, it } from 'vitest';
import { fund, invited } from '../../testing/fund.ts';
import { P1, P4, P5, P6, person, T1 } from '../../testing/imdp.ts';
import type { ProposalContent } from './content.ts';
import { KINDS, partsOfKind } from './kinds.ts';

const partnerOf = (organisation: string) => person(`partner-${organisation}`, ['partner'], [organisation]);
const full = (content: ProposalContent) => ({
  type: 'SubmitProposal',
  data: { proposalId: 'P', stage: 'full', content },
});
const submitted = (content: ProposalContent) =>
  fund(partnerOf(content.lead))
    .given(...(content.callId === undefined ? [] : invited('P', content)))
    .when(full(content));
const messageAt = (content: ProposalContent, field: string) => englishOf(saidAt(content, field));

const englishOf = (said: Localised | undefined) => (said === undefined ? undefined : textIn(said, 'en'));

const saidAt = (content: ProposalContent, field: string) =>
  submitted(content)
    .refused('incomplete')
    .rejection.errors?.find((error) => error.field === `body.content.${field}`)?.message;

describe('each kind of proposal', () => {
  it.each([
    ['a project, by an international organisation', P1],
    ['a company’s', P4],
    ['a partnership born at the Marketplace, here a pilot', P5],
    ['an association’s', P6('0.00')],
    ['a government’s request for assistance', T1],
  ])('is taken of who may lead it: %s', (_, content) => {
    expect(submitted(content).events).toHaveLength(1);
  });

  it.each([
    ['a project', 'remit-compare', 'project', 'private-sector, marketplace'],
    ['a project', 'country-z', 'project', 'assistance-request, marketplace'],
    ['a request for assistance', 'iom', 'assistance-request', 'project, marketplace'],
    ['a company’s proposal', 'diaspora-health', 'private-sector', 'non-governmental, marketplace'],
    ['an association’s proposal', 'remit-compare', 'non-governmental', 'private-sector, marketplace'],
  ] as const)('is refused of others, with the kinds that they may lead: %s of %s', (_, lead, kind, may) => {
    expect(messageAt({ ...P1, kind, lead }, 'lead')).toMatch(new RegExp(`may lead: ${may}$`));
  });

  it('needs a registration that tells the type, where its kind depends on it', () => {
    const untyped = { type: 'OrganisationRegistered', data: { id: 'x', name: 'X', kinds: ['partner'] } };
    const by = (kind: ProposalKind) =>
      fund(partnerOf('x'))
        .platform(untyped)
        .when(full({ ...T1, kind, lead: 'x' }));
    expect(by('project').events).toHaveLength(1);
    expect(by('assistance-request').refused('incomplete').rejection).toMatchObject({
      detail: { en: expect.stringContaining('tells no type') },
    });
  });

  it('is led by a registered partner', () => {
    expect(messageAt({ ...P1, lead: 'state-a', kind: 'marketplace' }, 'lead')).toBe(
      'must be an organisation registered as a partner',
    );
  });

  it('says where it was born, if at the Marketplace, and only then', () => {
    const { marketplace, ...unborn } = P5;
    expect(messageAt(unborn, 'marketplace')).toMatch(/^is required/);
    expect(messageAt({ ...P1, marketplace }, 'marketplace')).toMatch(/^is for the kind marketplace/);
  });

  it('contains in full what can be decided, mandated and paid', () => {
    for (const { contains } of Object.values(KINDS))
      expect(contains).toEqual(
        expect.arrayContaining(['mandate', 'dates', 'budget', 'financing', 'results']),
      );
  });
});

describe('a pilot', () => {
  it('of any kind has a plan of its evaluation', () => {
    expect(partsOfKind({ kind: 'project', pilot: true })).toContain('evaluation');
    expect(messageAt({ ...P1, pilot: true }, 'evaluation')).toMatch(/^is required: a pilot is tried/);
    expect(messageAt({ ...P1, pilot: true, evaluation: [] }, 'evaluation')).toMatch(/^is required/);
    expect(submitted({ ...P1, pilot: true, evaluation: P5.evaluation }).events).toHaveLength(1);
    expect(submitted({ ...P1, pilot: false }).events).toHaveLength(1);
  });

  it('is not evaluated before it starts, nor for more than its whole budget', () => {
    const [step] = P5.evaluation ?? [];
    const evaluation = (more: object) => ({ ...P5, evaluation: [{ ...step, ...more }] }) as ProposalContent;
    expect(messageAt(evaluation({ when: '2008-05-31' }), 'evaluation.0.when')).toMatch(/2008-06-01$/);
    expect(submitted(evaluation({ when: '2008-06-01' })).events).toHaveLength(1);
    const cost = (amount: string) => evaluation({ cost: { amount, currency: 'USD' } });
    expect(messageAt(cost('684800.01'), 'evaluation')).toBe('must not cost more than the whole budget');
    expect(submitted(cost('684800.00')).events).toHaveLength(1);
    submitted(evaluation({ cost: { amount: '1.00', currency: 'EUR' } })).refused('wrong-currency');
  });
});
