import { describe, expect, it } from 'vitest';
import { compileStep } from './compile-step.ts';
import { checkProfile } from './profile.ts';

const whole = {
  profile: 'p',
  title: 'P',
  source: 'S',
  currency: 'USD',
  tables: { gifts: { columns: { Fund: 'text', Amount: 'decimal', Day: 'iso-date' } } },
};

const good = {
  step: 'gifts',
  from: 'gifts',
  as: 'importer',
  command: 'recordContribution',
  params: { fundId: '{Fund}' },
  body: { donor: 'x', amount: { $money: 'Amount' } },
};

function compile(step: object) {
  const profile = checkProfile({ ...whole, steps: [step] });
  const [first] = profile.steps;
  if (first === undefined) throw new Error('no step');
  return compileStep({ profile, parameters: {}, now: '2026-01-01T00:00:00.000Z' }, first, 0);
}

describe('a mistake in a profile is told with its path', () => {
  it.each([
    ['steps.0.from', { ...good, from: 'presents' }, 'there is no table presents'],
    ['steps.0.command', { ...good, command: 'stealMoney' }, 'there is no command stealMoney'],
    ['steps.0.command', { ...good, command: 'listFunds' }, 'there is no command listFunds'],
    ['steps.0.group', { ...good, group: ['Fnd'] }, 'there is no column Fnd'],
    ['steps.0.params.fundId', { ...good, params: { fundId: '{Fnd}' } }, 'there is no column Fnd'],
    [
      'steps.0.body.amount.$money',
      { ...good, body: { amount: { $money: 'Fund' } } },
      'column Fund is text, not decimal',
    ],
    ['steps.0.body.amount', { ...good, body: { amount: { $mony: 'Amount' } } }, 'there is no function $mony'],
    ['steps.0.body.a.1', { ...good, body: { a: [1, '{Nope}'] } }, 'there is no column Nope'],
    [
      'steps.0.body.a.rounding',
      { ...good, body: { a: { $money: 'Amount', rounding: 1 } } },
      '$money takes no rounding',
    ],
    [
      'steps.0.body.a.$money.total',
      { ...good, body: { a: { $money: { total: 'Amount' } } } },
      'needs a step with a group',
    ],
    [
      'steps.0.body.a.$money.sum',
      { ...good, body: { a: { $money: { sum: 'Amount' } } } },
      'it takes a list of amounts',
    ],
    [
      'steps.0.body.a.$money',
      { ...good, body: { a: { $money: { product: [] } } } },
      'there is no amount called product',
    ],
    [
      'steps.0.time.$instant.of',
      { ...good, time: { $instant: 'Day', of: 'earliest' } },
      'it needs a step with a group',
    ],
    ['steps.0.body.a.$map.to', { ...good, body: { a: { $map: 'Fund' } } }, 'it is missing'],
    ['steps.0.when.0', { ...good, when: [{ blank: 'Fund' }] }, 'there is no condition blank'],
    ['steps.0.when.0.equals', { ...good, when: [{ equals: ['Fund'] }] }, 'it takes a column and a text'],
  ])('%s', (path, step, what) => {
    expect(() => compile(step)).toThrow(`The profile is wrong at ${path}: `);
    expect(() => compile(step)).toThrow(what);
  });

  it('in its form', () => {
    expect(() => checkProfile({ ...whole, steps: [{ ...good, colour: 'red' }] })).toThrow(
      'The profile is wrong at steps.0: Unrecognized key: "colour".',
    );
    expect(() => checkProfile({ ...whole, steps: [{ ...good, step: 'Gifts!' }] })).toThrow('at steps.0.step');
    expect(() => checkProfile([])).toThrow('The profile is wrong at its root');
  });
});

describe('a step', () => {
  it('leaves out what is made of a blank', () => {
    const { commandOf } = compile({
      ...good,
      body: { donor: 'x', amount: { $money: 'Amount' }, signedOn: { $date: 'Day' } },
    });
    const cells = {
      Fund: { kind: 'text', given: 'one' },
      Amount: { kind: 'decimal', given: '1', minor: 100n },
    } as const;
    expect(commandOf({ file: 'f', number: 2, cells }, undefined)).toMatchObject({
      path: '/v1/funds/one/contributions',
      body: { donor: 'x', amount: { amount: '1.00', currency: 'USD' } },
      provenance: { source: 'S, f', row: 2, given: { Fund: 'one', Amount: '1' } },
    });
  });
});
