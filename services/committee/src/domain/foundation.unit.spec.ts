import { type Access, type Actor, holdingsOf } from '@mdtf/domain';
import { specification } from '@mdtf/domain/testing';
import { describe, expect, it } from 'vitest';
import type { AdoptedCharter } from './charter.ts';
import { committeeModel } from './model.ts';
import { organisationAggregate } from './organisations/organisation.ts';
import { demonstrationCharter as charter } from './testing/demonstration-charter.ts';
import * as history from './testing/demonstration-history.ts';

// The committee's own platform documents are what its decisions read of the platform.
const model = { ...committeeModel, facts: [...committeeModel.facts, organisationAggregate] };
const NOW = '2007-11-16T08:00:00.000Z';
const admin: Actor = history.person('admin', ['admin']);

const empty = specification(model, { now: NOW, actor: admin }).platform(
  ...['state-a', 'state-b', 'iom'].map(history.registered),
);
const fund = empty.given(...history.established());

const establish = (more: object = {}) => ({
  type: 'EstablishFund',
  data: { id: 'imdp', charter, grants: [], ...more },
});

describe('a fund', () => {
  it('is established under version 1 of its charter, with its first roles', () => {
    const grants = [
      { person: 'chair', role: 'chair' },
      { person: 'seat-1', role: 'seat-holder', seat: '1', organisation: 'state-a' },
    ];
    const done = empty.when(establish({ grants }));
    expect(done.events.map(({ type }) => type)).toEqual([
      'FundEstablished',
      'CharterAdopted',
      'RoleGranted',
      'RoleGranted',
    ]);
    expect(done.state('grant', 'first-2')).toMatchObject({
      status: 'granted',
      requestedBy: 'admin',
      approvedBy: 'admin',
    });
    expect(holdingsOf(done.state<Access>('access', 'seat-1'))).toEqual({
      roles: ['seat-holder'],
      organisations: [],
      seats: ['1'],
    });
    done.answers({
      fundId: 'imdp',
      title: charter.title,
      currency: 'USD',
      timeZone: 'Europe/Zurich',
      charterVersion: 1,
      publishes: true,
      establishedAt: NOW,
      now: NOW,
    });
  });

  it('keeps every rule’s parameters spelt out, so that a later catalogue changes nothing', () => {
    const adopted = empty.when(establish()).state<AdoptedCharter>('charter', 'current');
    expect(adopted?.charter.rules.R8).toMatchObject({ parameters: { maximumMonths: 36 } });
    expect(adopted?.charter.rules.R1?.severities).toMatchObject({
      decision: 'block',
      'facility-formal': 'block',
    });
  });

  it('is established once', () => {
    fund.when(establish()).refused('already-exists');
  });

  it('is never called platform', () => {
    empty.when(establish({ id: 'platform' })).refused('fund-id-reserved', { field: 'body.id' });
  });

  it('is not established under a charter that does not fit itself', () => {
    empty
      .when(establish({ charter: { ...charter, timeZone: 'none' } }))
      .refused('charter-invalid', { field: 'body.charter.timeZone' });
  });

  it.each([
    ['a seat holder without seat', { role: 'seat-holder' }, 'role-needs-seat', 'seat'],
    ['a chair with a seat of that role', { role: 'chair', seat: '1' }, 'role-without-seat', 'seat'],
    ['a seat that the charter does not have', { role: 'alternate', seat: '99' }, 'seat-not-found', 'seat'],
    ['a partner of nobody', { role: 'partner' }, 'role-needs-organisation', 'organisation'],
    [
      'a donor that is not registered',
      { role: 'donor', organisation: 'none' },
      'organisation-not-found',
      'organisation',
    ],
  ])('has no %s among its first roles', (_, grant, code, field) => {
    const grants = [
      { person: 'chair', role: 'chair' },
      { person: 'x', ...grant },
    ];
    empty.when(establish({ grants })).refused(code, { field: `body.grants.1.${field}` });
  });

  it('gives one person at most fifty roles', () => {
    const fifty = Array.from({ length: 51 }, () => ({ person: 'chair', role: 'chair' }));
    empty.when(establish({ grants: fifty })).refused('too-many-roles', { field: 'body.grants.50.person' });
  });

  it('has nobody among its first roles who recommends and moves the money', () => {
    const grants = [
      { person: 'both', role: 'treasurer' },
      { person: 'other', role: 'secretariat' },
      { person: 'both', role: 'secretariat' },
    ];
    empty.when(establish({ grants })).refused('roles-kept-apart', { field: 'body.grants.2.role' });
    expect(empty.when(establish({ grants: grants.slice(0, 2) })).events).toHaveLength(4);
  });

  it('is listed once', () => {
    const data = { fundId: 'imdp', title: charter.title, currency: 'USD' };
    const listed = empty.when({ type: 'ListFund', data });
    expect(listed.events).toEqual([{ type: 'FundListed', data }]);
    expect(empty.given(...listed.events).when({ type: 'ListFund', data }).events).toEqual([]);
  });
});

describe('a new charter', () => {
  const document = { reference: 'Letter of the Troika', date: '2008-03-18' };
  const changed = { ...charter, note: 'W2 is outside the Forum' };
  const adopt = (more: object = {}) => ({
    type: 'AdoptCharter',
    data: { charter: changed, decisionId: 'd', document, ...more },
  });
  const decided = fund.given(history.approvedOnPaper('d', { kind: 'charter', id: 'v2' }));

  it('is the next version, and the earlier one stays as it was', () => {
    const done = decided.when(adopt());
    expect(done.state<AdoptedCharter>('charter', 'current')).toMatchObject({ version: 2, document });
    expect(done.state<AdoptedCharter>('charter', '1')?.charter.note).toBeUndefined();
    expect(done.state('fund', 'fund')).toMatchObject({ charterVersion: 2 });
  });

  it('is adopted on the committee’s approval of it alone', () => {
    fund.when(adopt()).refused('decision-not-found');
    expect(decided.when(adopt()).events).toHaveLength(1);
    const onOther = fund.given(history.approvedOnPaper('d', { kind: 'other', id: 'x' }));
    onOther.when(adopt()).refused('not-a-decision-on-the-charter');
  });

  it('is adopted on one decision alone: an approval is used once', () => {
    const adopted = decided.given(...decided.when(adopt()).events);
    const again = { charter: { ...charter, note: 'Something else' } };
    adopted.when(adopt(again)).refused('decision-used', { field: 'body.decisionId' });
  });

  it('keeps the fund’s currency', () => {
    const euro = { ...changed, currency: 'EUR', windows: [] };
    decided.when(adopt({ charter: euro })).refused('currency-is-fixed', { field: 'body.charter.currency' });
  });

  it('changes something', () => {
    const adopted = decided.given(...decided.when(adopt()).events);
    const another = adopted.given(history.approvedOnPaper('e', { kind: 'charter', id: 'v3' }));
    another.when(adopt({ decisionId: 'e' })).refused('charter-unchanged');
  });

  it('is of a fund that is there', () => {
    empty.when(adopt()).refused('fund-not-found');
  });
});

describe('a role', () => {
  const request = { type: 'RequestGrant', data: { id: 'g', person: 'rita', role: 'reviewer' } };
  const approve = { type: 'ApproveGrant', data: { grantId: 'g' } };
  const revoke = { type: 'RevokeGrant', data: { grantId: 'g', reason: 'Left' } };
  const requested = fund.as(history.SECRETARIAT).given(...fund.as(history.SECRETARIAT).when(request).events);

  // The history above was told in the name of the scenario's actor, the secretariat.
  it('is given by another than who asked for it, and than who gets it', () => {
    requested.when(approve).refused('four-eyes');
    requested
      .as(history.person('rita', ['chair']))
      .when(approve)
      .refused('four-eyes');
    const given = requested.as(history.CHAIR).when(approve);
    expect(given.state('grant', 'g')).toMatchObject({
      status: 'granted',
      requestedBy: 'secretariat',
      approvedBy: 'chair',
    });
    expect(given.state<Access>('access', 'rita')?.grants).toHaveLength(1);
  });

  it('is given once and taken back once', () => {
    const asChair = requested.as(history.CHAIR);
    const given = asChair.given(...asChair.when(approve).events);
    given.when(approve).refused('grant-not-waiting');
    given.when(request).refused('already-exists');
    const taken = given.when(revoke);
    expect(taken.state<Access>('access', 'rita')?.grants).toEqual([]);
    const gone = given.given(...taken.events);
    gone.when(revoke).refused('grant-revoked');
    gone.when(approve).refused('grant-not-waiting');
  });

  it('that was asked for may be dropped, and is then not given', () => {
    const dropped = requested.given(...requested.when(revoke).events);
    dropped.as(history.CHAIR).when(approve).refused('grant-not-waiting');
  });
});

describe('an organisation and a seat', () => {
  const seat = (id: string, organisation: string) => ({
    type: 'SeatMember',
    data: { seat: id, organisation },
  });

  it('are registered and given once, whatever is in the second asking', () => {
    const iom = { id: 'iom', name: 'Migration organisation', kinds: ['partner'] };
    const registered = empty.when({ type: 'RegisterOrganisation', data: iom });
    empty
      .given(...registered.events)
      .when({ type: 'RegisterOrganisation', data: { ...iom, name: 'Another' } })
      .refused('already-exists');
    const seated = fund.given(...fund.when(seat('1', 'state-a')).events);
    expect(seated.when(seat('1', 'state-a')).events).toEqual([]);
    expect(seated.when(seat('1', 'state-b')).state('seats', 'committee')).toEqual({
      holders: {
        1: { organisation: 'state-b', organisationName: 'state-b', kinds: ['partner'], until: null },
      },
    });
  });

  it('exist before one is given to the other', () => {
    fund.when(seat('99', 'state-a')).refused('seat-not-found');
    fund.when(seat('1', 'none')).refused('organisation-not-found');
  });
});
