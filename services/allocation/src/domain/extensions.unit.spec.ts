import type { DecisionSubject } from '@mdtf/domain';
import { describe, expect, it } from 'vitest';
import { fundWithAllocations, partner, secretariat } from '../testing/history.ts';
import { usd } from '../testing/imdp.ts';

/** P1 on 30 September 2008: it ends on 31 May 2010. */
function running() {
  const history = fundWithAllocations('P1');
  history.ask('OfferMandate', { mandateId: 'M', allocationId: 'dec-P1' }, secretariat);
  history.ask('AcceptMandate', { mandateId: 'M' }, partner);
  return history;
}

const extend = (endDate: string, more: object = {}) => ({
  mandateId: 'M',
  endDate,
  reason: 'The surveys came later.',
  ...more,
});
const waived = (subject: Partial<DecisionSubject>, upTo?: string) => ({
  type: 'DecisionTaken' as const,
  data: {
    decisionId: 'w',
    decidedOn: '2008-09-01',
    subject: { kind: 'waiver' as const, id: 'P1', rule: 'R7', ...subject },
    title: 'Waiver',
    partner: null,
    outcome: 'approved' as const,
    amounts: [],
    conditions: [],
    expires: null,
    ...(upTo === undefined ? {} : { upTo: usd(upTo) }),
  },
});

describe('an extension without cost', () => {
  it('is granted once, by twelve months to the day, and the mandate then ends later', () => {
    const history = running();
    history.ask('ExtendMandate', extend('2011-06-01'), secretariat).refused('rule-not-kept');
    const { events } = history.ask('ExtendMandate', extend('2011-05-31'), secretariat);
    expect(events).toMatchObject([
      {
        type: 'MandateExtended',
        data: {
          before: '2010-05-31',
          endDate: '2011-05-31',
          askedOn: '2008-09-30',
          verdicts: [
            { rule: 'R6', outcome: 'pass' },
            { rule: 'R7', outcome: 'pass' },
          ],
        },
      },
    ]);
    const again = history.ask('ExtendMandate', extend('2011-06-30'), secretariat).refused('rule-not-kept');
    expect(again.rejection.verdicts).toMatchObject([
      { outcome: 'pass' },
      { rule: 'R7', outcome: 'needs-waiver' },
    ]);
  });

  it('is asked three months before the end, on the day that the partner asked', () => {
    const late = (askedOn: string) => {
      const history = running();
      history.now = '2010-05-01T09:00:00.000Z';
      return history.ask('ExtendMandate', extend('2010-12-31', { askedOn }), secretariat);
    };
    expect(late('2010-02-28').events).toMatchObject([{ data: { askedOn: '2010-02-28' } }]);
    expect(late('2010-03-01').refused('rule-not-kept').rejection.verdicts).toMatchObject([
      { rule: 'R6', outcome: 'needs-waiver' },
      { rule: 'R7', outcome: 'pass' },
    ]);
    late('2010-05-02').refused('date-not-come', { field: 'body.askedOn' });
  });

  it.each([
    ['for the project', {}, undefined, true],
    ['for all of its kind', { id: 'project', scope: 'kind' as const }, undefined, true],
    ['up to what it was allocated', {}, '1177000.00', true],
    ['up to a cent less', {}, '1176999.99', false],
    ['of another rule', { rule: 'R6' }, undefined, false],
    ['for another project', { id: 'P2' }, undefined, false],
  ])('under a waiver %s', (_, subject, upTo, lifts) => {
    const history = running();
    history.hear(waived(subject, upTo));
    const outcome = history.ask('ExtendMandate', extend('2011-06-01'), secretariat);
    if (lifts)
      expect(outcome.events).toMatchObject([
        { data: { verdicts: [{}, { rule: 'R7', outcome: 'waived', waiver: 'w' }] } },
      ]);
    else outcome.refused('rule-not-kept');
  });

  it('is of a running project, and later than its end', () => {
    const history = fundWithAllocations('P1');
    history.ask('ExtendMandate', extend('2011-05-31'), secretariat).refused('mandate-not-found');
    history.ask('OfferMandate', { mandateId: 'M', allocationId: 'dec-P1' }, secretariat);
    history.ask('ExtendMandate', extend('2011-05-31'), secretariat).refused('mandate-not-accepted');
    history.ask('AcceptMandate', { mandateId: 'M' }, partner);
    history
      .ask('ExtendMandate', extend('2010-05-31'), secretariat)
      .refused('not-an-extension', { field: 'body.endDate' });
  });
});
