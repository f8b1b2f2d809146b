import { committeeRoutes as routes } from '@mdtf/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMONSTRATION, FUND, organisationsRegistered } from '../../test/demonstration-committee.ts';
import { demonstrationCharter } from '../domain/testing/demonstration-charter.ts';
import { HOLDERS, SESSION_3_BEGINS } from '../domain/testing/demonstration-history.ts';

const params = { fundId: FUND };
const { charter } = DEMONSTRATION;

let committee: Awaited<ReturnType<typeof organisationsRegistered>>;

beforeAll(async () => {
  committee = await organisationsRegistered();
});

afterAll(() => committee?.[Symbol.asyncDispose]());

describe('a fund over HTTP', () => {
  it('is established once, by the administrator, and then found by all', async () => {
    const body = DEMONSTRATION;
    const fund = await committee.ask('admin', routes.establishFund, { body });
    expect(fund).toMatchObject({ fundId: FUND, currency: 'USD', charterVersion: 1, publishes: true });
    expect(fund.establishedAt >= SESSION_3_BEGINS).toBe(true);
    expect(await committee.refused('admin', routes.establishFund, { body })).toMatchObject({
      status: 409,
      code: 'already-exists',
    });
    expect(await committee.refused('secretariat', routes.establishFund, { body })).toMatchObject({
      status: 403,
    });

    const found = await committee.ask(undefined, routes.getFund, { params });
    expect(found).toMatchObject({ fundId: FUND });
    expect(found.now.slice(0, 10)).toBe('2008-05-20');
    expect((await committee.ask(undefined, routes.listFunds, {})).items.map(({ fundId }) => fundId)).toEqual([
      FUND,
    ]);
    expect(await committee.refused(undefined, routes.getFund, { params: { fundId: 'none' } })).toMatchObject({
      status: 404,
      code: 'fund-not-found',
    });
  });

  it('is listed in the platform’s log because it was established', async () => {
    const listed = async () => {
      const { rows } = await committee.database.pool.query(
        "SELECT subject FROM entry WHERE fund = 'platform' AND type = 'FundListed'",
      );
      return rows;
    };
    await expect.poll(listed, { timeout: 5_000 }).toEqual([{ subject: `fund/${FUND}` }]);
  });

  it('cannot be called platform, and every field of its charter at fault is named', async () => {
    const reserved = { id: 'platform', charter, grants: [] };
    expect(await committee.refused('admin', routes.establishFund, { body: reserved })).toMatchObject({
      status: 400,
      code: 'fund-id-reserved',
      errors: [{ field: 'body.id' }],
    });
    const unfit = { ...demonstrationCharter, timeZone: 'Mars/Olympus', currency: 'XXX' } as never;
    const problem = await committee.refused('admin', routes.establishFund, {
      body: { id: 'unfit', charter: unfit, grants: [] },
    });
    expect(problem).toMatchObject({ status: 400, code: 'charter-invalid' });
    expect(problem.errors?.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['body.charter.timeZone', 'body.charter.currency']),
    );
  });

  it('has its charter in versions, each adopted on something', async () => {
    const first = await committee.ask(undefined, routes.getCharter, { params });
    expect(first).toMatchObject({ version: 1, decisionId: null, document: null });
    const note = 'After the letter of the Troika';
    const second = { ...first.charter, note };
    expect(
      await committee.refused('secretariat', routes.adoptCharter, {
        params,
        body: { charter: second, decisionId: 'on-charter' },
      }),
    ).toMatchObject({ status: 422, code: 'decision-not-found' });
    const document = { reference: 'Letter of the Troika', date: '2008-03-18' };
    for (const decisionId of ['on-charter', 'on-charter-again'])
      await committee.ask('secretariat', routes.takeDecision, {
        params,
        body: {
          id: decisionId,
          onPaper: document,
          subject: { kind: 'charter', id: 'v2' },
          title: 'The second charter',
          outcome: 'approved',
          reason: 'The Troika sees W2 outside the Forum',
        },
      });
    const adopted = await committee.ask('secretariat', routes.adoptCharter, {
      params,
      body: { charter: second, decisionId: 'on-charter', document },
    });
    expect(adopted).toMatchObject({ version: 2, document, charter: { note } });
    expect(
      await committee.refused('secretariat', routes.adoptCharter, {
        params,
        body: { charter: second, decisionId: 'on-charter-again', document },
      }),
    ).toMatchObject({
      status: 409,
      code: 'charter-unchanged',
    });
    expect((await committee.ask(undefined, routes.getCharter, { params })).version).toBe(2);
    expect(await committee.ask(undefined, routes.getCharter, { params, query: { version: 1 } })).toEqual(
      first,
    );
    expect(
      await committee.refused(undefined, routes.getCharter, { params, query: { version: 9 } }),
    ).toMatchObject({ status: 404 });
    expect((await committee.ask(undefined, routes.getFund, { params })).charterVersion).toBe(2);
    const changes = [{ path: 'note', before: null, after: note }];
    const versions = await committee.ask(undefined, routes.listCharterVersions, { params });
    expect(versions.items.map((item) => [item.version, item.decisionId, item.changes])).toEqual([
      [1, null, []],
      [2, 'on-charter', changes],
    ]);
    const { nextCursor } = await committee.ask(undefined, routes.listCharterVersions, {
      params,
      query: { limit: 1 },
    });
    const rest = { params, query: { cursor: nextCursor as string } };
    expect((await committee.ask(undefined, routes.listCharterVersions, rest)).items).toEqual(
      versions.items.slice(1),
    );
    const between = (from: number, to: number) => ({ params, query: { from, to } });
    expect(await committee.ask(undefined, routes.compareCharters, between(1, 2))).toEqual({
      from: 1,
      to: 2,
      changes,
    });
    expect(await committee.refused(undefined, routes.compareCharters, between(1, 3))).toMatchObject({
      status: 404,
    });
  });

  it('adopts the very text that was decided on, and says beforehand what it would change', async () => {
    const inForce = await committee.ask(undefined, routes.getCharter, { params });
    const text = { ...inForce.charter, note: 'Decided on by its hash' };
    const checked = await committee.ask('secretariat', routes.checkCharter, {
      params,
      body: { charter: text },
    });
    expect(checked).toMatchObject({ errors: [], changes: [{ path: 'note', after: text.note }] });
    const unfit = { ...text, currency: 'XXQ' };
    const { errors } = await committee.ask('secretariat', routes.checkCharter, {
      params,
      body: { charter: unfit },
    });
    expect(errors.map(({ field }) => field)).toContain('body.charter.currency');
    const paper = (id: string, subject: object) => ({
      params,
      body: {
        id,
        onPaper: { reference: 'Minutes', date: '2008-03-18' },
        subject: { kind: 'charter' as const, id: 'v3', ...subject },
        title: 'The third charter',
        outcome: 'approved' as const,
        reason: 'As in the minutes',
      },
    });
    await committee.ask('secretariat', routes.takeDecision, paper('on-v3', { sha256: checked.sha256 }));
    const other = { ...text, note: 'Another word' };
    expect(
      await committee.refused('secretariat', routes.adoptCharter, {
        params,
        body: { charter: other, decisionId: 'on-v3' },
      }),
    ).toMatchObject({ status: 422, code: 'another-text' });
    const adopted = await committee.ask('secretariat', routes.adoptCharter, {
      params,
      body: { charter: text, decisionId: 'on-v3' },
    });
    expect(adopted.charter.note).toBe(text.note);
    const stray = paper('on-other', { kind: 'other', sha256: checked.sha256 });
    expect(await committee.refused('secretariat', routes.takeDecision, stray)).toMatchObject({
      status: 400,
      code: 'hash-only-for-charter',
    });
  });

  it('knows the organisations that all funds share, page by page', async () => {
    const body = {
      id: 'iom',
      name: 'Migration organisation',
      kinds: ['partner' as const],
      type: 'international' as const,
    };
    expect(await committee.ask('admin', routes.registerOrganisation, { body })).toEqual(body);
    expect(await committee.refused('admin', routes.registerOrganisation, { body })).toMatchObject({
      status: 409,
      code: 'already-exists',
    });
    const registered = {
      ...body,
      id: 'unicef',
      name: 'Children’s organisation',
      kinds: ['stakeholder' as const],
    };
    expect(await committee.ask('secretariat', routes.registerOrganisation, { body: registered })).toEqual(
      registered,
    );
    expect(await committee.refused('seat-1', routes.registerOrganisation, { body })).toMatchObject({
      status: 403,
    });
    expect(
      (await committee.ask('seat-1', routes.getOrganisation, { params: { organisationId: 'iom' } })).name,
    ).toBe('Migration organisation');
    expect(
      await committee.refused('seat-1', routes.getOrganisation, { params: { organisationId: 'none' } }),
    ).toMatchObject({ status: 404 });
    const partners = await committee.ask('seat-1', routes.listOrganisations, { query: { kind: 'partner' } });
    expect(partners.items.map(({ id }) => id)).toEqual(['iom']);

    const seen: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 10 && (page === 0 || cursor !== undefined); page += 1) {
      const query: { limit: number; cursor?: string } = { limit: 4 };
      if (cursor !== undefined) query.cursor = cursor;
      const answer = await committee.ask('seat-1', routes.listOrganisations, { query });
      seen.push(...answer.items.map(({ id }) => id));
      cursor = answer.nextCursor ?? undefined;
    }
    expect(seen).toEqual([...Object.values(HOLDERS), 'diaspora-health', 'iom', 'unicef'].sort());
    expect(
      await committee.refused('seat-1', routes.listOrganisations, { query: { cursor: 'none-of-ours' } }),
    ).toMatchObject({ status: 400 });
  });
});

describe('roles over HTTP', () => {
  const wanted = { id: 'g-1', person: 'reviewer-1', role: 'reviewer' as const };
  const grant = { params: { ...params, grantId: 'g-1' } };

  it('are asked for by one person and given by another, and hold from the next request on', async () => {
    const requested = await committee.ask('secretariat', routes.requestGrant, { params, body: wanted });
    expect(requested).toMatchObject({
      grantId: 'g-1',
      status: 'requested',
      requestedBy: 'secretariat',
      approvedBy: null,
    });
    expect(
      await committee.refused('secretariat', routes.requestGrant, { params, body: wanted }),
    ).toMatchObject({ code: 'already-exists' });
    expect(await committee.refused('secretariat', routes.approveGrant, grant)).toMatchObject({
      status: 403,
      code: 'four-eyes',
    });
    expect(await committee.refused('reviewer-1', routes.listAgendaItems, { params })).toMatchObject({
      status: 403,
    });
    expect(await committee.ask('chair', routes.approveGrant, grant)).toMatchObject({
      status: 'granted',
      approvedBy: 'chair',
    });
    expect((await committee.ask('reviewer-1', routes.listAgendaItems, { params })).items).toEqual([]);
  });

  it('are taken back at once', async () => {
    const body = { reason: 'Left the organisation' };
    expect(await committee.ask('chair', routes.revokeGrant, { ...grant, body })).toMatchObject({
      status: 'revoked',
    });
    expect(await committee.refused('chair', routes.revokeGrant, { ...grant, body })).toMatchObject({
      status: 409,
    });
    expect(await committee.refused('reviewer-1', routes.listAgendaItems, { params })).toMatchObject({
      status: 403,
    });
    const revoked = await committee.ask('auditor', routes.listGrants, {
      params,
      query: { status: 'revoked' },
    });
    expect(revoked.items.map(({ grantId }) => grantId)).toEqual(['g-1']);
  });

  it('name a seat and an organisation that exist, in a fund that exists', async () => {
    const body = { person: 'x', role: 'alternate' as const, seat: '99' };
    expect(await committee.refused('chair', routes.requestGrant, { params, body })).toMatchObject({
      status: 422,
      code: 'seat-not-found',
    });
    const partner = { person: 'x', role: 'partner' as const, organisation: 'nobody' };
    expect(await committee.refused('chair', routes.requestGrant, { params, body: partner })).toMatchObject({
      code: 'organisation-not-found',
      errors: [{ field: 'body.organisation' }],
    });
    const elsewhere = { fundId: 'none' };
    expect(
      await committee.refused('admin', routes.requestGrant, { params: elsewhere, body: wanted }),
    ).toMatchObject({ status: 404, code: 'fund-not-found' });
    expect(
      await committee.refused('admin', routes.approveGrant, { params: { ...params, grantId: 'none' } }),
    ).toMatchObject({ status: 404 });
  });
});
