import { specification } from '@mdtf/domain/testing';
import { describe, expect, it } from 'vitest';
import type { FundRole, RoleGranted, RoleRevoked } from '../events.ts';
import { committeeModel } from '../model.ts';
import { organisationAggregate } from '../organisations/organisation.ts';
import { demonstrationCharter } from '../testing/demonstration-charter.ts';
import * as history from '../testing/demonstration-history.ts';

const model = { ...committeeModel, facts: [...committeeModel.facts, organisationAggregate] };
const granted = (grantId: string, person: string, role: FundRole): RoleGranted => ({
  type: 'RoleGranted',
  data: { grantId, person, role, organisation: null, seat: null, requestedBy: 'a', approvedBy: 'b' },
});
const revoked = (grant: RoleGranted): RoleRevoked => ({
  type: 'RoleRevoked',
  data: { ...grant.data, reason: 'Left' },
});
const first = granted('s-1', 'secretariat', 'secretariat');
const second = granted('s-2', 'secretariat-2', 'secretariat');
const chair = granted('c-1', 'chair', 'chair');

const fund = specification(model, { now: history.SESSION_3_BEGINS, actor: history.CHAIR }).given(
  ...history.established(),
  first,
  second,
  chair,
);
const revoke = (grantId: string) => ({ type: 'RevokeGrant', data: { grantId, reason: 'Left' } });

describe('a fund', () => {
  it('is never left without a secretariat or a chair', () => {
    const one = fund.given(...fund.when(revoke('s-1')).events);
    one.when(revoke('s-2')).refused('last-of-role', { params: { role: 'secretariat' } });
    fund.when(revoke('c-1')).refused('last-of-role', { params: { role: 'chair' } });
    const two = fund.given(granted('c-2', 'other', 'chair'));
    expect(two.when(revoke('c-1')).events).toHaveLength(1);
    expect(fund.given(granted('r', 'rita', 'reviewer')).when(revoke('r')).events).toHaveLength(1);
  });

  it('drops a request for a role though it has nobody else in it', () => {
    const data = { grantId: 'x', person: 'x', role: 'chair' as const, organisation: null, seat: null };
    expect(fund.given({ type: 'RoleRequested', data }).when(revoke('x')).events).toHaveLength(1);
  });
});

describe('a role that was asked for', () => {
  const asked = (more: object) =>
    fund.given({
      type: 'RoleRequested',
      data: { grantId: 'g', person: 'rita', role: 'seat-holder', organisation: null, seat: '9', ...more },
    } as never);
  const approve = { type: 'ApproveGrant', data: { grantId: 'g' } };

  it('is given for a seat of the charter in force alone', () => {
    expect(asked({}).as(history.SECRETARIAT).when(approve).events).toHaveLength(1);
    const without = { ...demonstrationCharter, seats: demonstrationCharter.seats.slice(0, 8) };
    asked({})
      .given({
        type: 'CharterAdopted',
        data: { version: 2, charter: without, decisionId: null, document: null },
      })
      .as(history.SECRETARIAT)
      .when(approve)
      .refused('seat-not-found');
  });

  it('is given for an organisation that is registered', () => {
    const partner = asked({ role: 'partner', seat: null, organisation: 'iom' }).as(history.SECRETARIAT);
    partner.when(approve).refused('organisation-not-found');
    expect(partner.platform(history.registered('iom')).when(approve).events).toHaveLength(1);
  });
});

describe('secretariat and treasurers', () => {
  const wanted = (person: string, role: FundRole) => ({
    type: 'RequestGrant',
    data: { id: 'new', person, role },
  });
  const treasurer = fund.given(granted('t-1', 'tom', 'treasurer'));

  it('are different people: the one role is not asked for whom the other is given', () => {
    treasurer.when(wanted('tom', 'secretariat')).refused('roles-kept-apart', {
      field: 'body.role',
      params: { person: 'tom', role: 'secretariat', other: 'treasurer' },
    });
    treasurer.when(wanted('secretariat', 'treasurer')).refused('roles-kept-apart', {
      field: 'body.role',
      params: { person: 'secretariat', role: 'treasurer', other: 'secretariat' },
    });
    expect(treasurer.when(wanted('tom', 'chair')).events).toHaveLength(1);
    expect(treasurer.when(wanted('other', 'secretariat')).events).toHaveLength(1);
  });

  it('are so when the role is given as well: of two that wait for one person, the second is refused', () => {
    const asked = (grantId: string, role: FundRole) => ({
      type: 'RoleRequested' as const,
      data: { grantId, person: 'tina', role, organisation: null, seat: null },
    });
    const approve = (grantId: string) => ({ type: 'ApproveGrant', data: { grantId } });
    const both = treasurer
      .given(asked('one', 'secretariat'), asked('two', 'treasurer'))
      .as(history.SECRETARIAT);
    const first = both.given(...both.when(approve('one')).events);
    first.when(approve('two')).refused('roles-kept-apart', {
      params: { person: 'tina', role: 'treasurer', other: 'secretariat' },
    });
    const taken = first.given(revoked(granted('one', 'tina', 'secretariat')));
    expect(taken.when(approve('two')).events).toHaveLength(1);
  });
});

describe('a command', () => {
  const seat = { seat: '1', organisation: 'state-a' };
  const asked = (asker: string) => ({ type: 'SeatMember', data: { ...seat, asker } });
  const known = fund.platform(history.registered('state-a'));

  it('is refused when the role it came with was taken back before it is decided', () => {
    const as = known.as(history.SECRETARIAT);
    expect(as.when(asked('secretariat')).events).toHaveLength(1);
    as.given(revoked(first)).when(asked('secretariat')).refused('role-taken-back');
  });

  it('of whoever has its roles from configuration is not', () => {
    const admin = known.as(history.person('secretariat', ['admin']));
    expect(admin.given(revoked(first)).when(asked('secretariat')).events).toHaveLength(1);
  });

  it('never takes who asks into the record', () => {
    const organisation = { id: 'iom', name: 'Migration organisation', kinds: ['partner'] };
    const register = { type: 'RegisterOrganisation', data: { ...organisation, asker: 'secretariat' } };
    fund.when(register).then([{ type: 'OrganisationRegistered', data: organisation }]);
  });
});

describe('the facility request', () => {
  const formal = (revision: number) => ({
    type: 'FacilityRequestSubmitted' as const,
    data: {
      stage: 'formal' as const,
      totalSought: history.usd('8000000.00'),
      internal: history.usd('1200000.00'),
      revision,
    },
  });
  const subject = { kind: 'facility-request', id: 'formal' };
  const item = { id: 'F', sessionId: 'session-3', subject, title: 'The formal request', split: [] };
  const committee = fund
    .given(...history.seated, history.convened('session-3', 3))
    .given(history.attended('session-3', ...Object.keys(history.HOLDERS)))
    .facts(formal(1));
  const decide = (outcome: string) => ({
    type: 'DecideInSession',
    data: { id: 'd', agendaItemId: 'F', outcome, amounts: [], conditions: [], reason: 'Agreed' },
  });

  it('is endorsed in the revision that was put on the agenda, and in no other', () => {
    const add = { type: 'AddAgendaItem', data: item };
    const put = committee.given(...committee.when(add).events);
    expect(put.when(decide('approved')).state('decision', 'd')).toMatchObject({
      subject: { ...subject, revision: 1 },
    });
    const revised = put.facts(formal(2));
    revised.when(decide('approved')).refused('revised-since', { params: { revision: '1', last: '2' } });
    expect(revised.when(decide('returned')).events).toHaveLength(1);
    const old = { type: 'AddAgendaItem', data: { ...item, subject: { ...subject, revision: 1 } } };
    committee.facts(formal(2)).when(old).refused('revised-since');
  });
});

describe('a decision on paper', () => {
  const P1 = { kind: 'proposal' as const, id: 'P1' };
  const amounts = [history.part('pooled', 'W2', '1000.00')];
  const known = fund.facts(history.submitted('P1', '1000.00')).as(history.SECRETARIAT);
  const paper = (outcome = 'approved') => ({
    type: 'RecordPaperDecision',
    data: {
      id: 'paper',
      subject: P1,
      outcome,
      amounts: outcome === 'approved' ? amounts : [],
      conditions: [],
      reason: 'As in the minutes',
      onPaper: { reference: 'Minutes', date: '2008-05-19' },
    },
  });

  it('decides the item that is open on its subject', () => {
    const open = known.given(history.convened('session-3', 3), history.onAgenda('P1', P1, amounts));
    const decided = open.when(paper());
    expect(decided.state('agenda-item', 'P1')).toMatchObject({ status: 'decided', decisionId: 'paper' });
    expect(decided.state('subject', 'proposal:P1')).toMatchObject({ openItem: null });
    expect(open.when(paper('deferred')).state('agenda-item', 'P1')).toMatchObject({ status: 'open' });
  });

  it('ends what the seats are asked about its subject', () => {
    const asked = known.given(history.asked('P1', amounts));
    const decided = asked.when(paper());
    expect(decided.events.map(({ type }) => type)).toEqual(['NonObjectionClosed', 'DecisionTaken']);
    expect(asked.given(...decided.events).whenTimePasses('2008-07-01T00:00:00.000Z').events).toEqual([]);
  });
});
