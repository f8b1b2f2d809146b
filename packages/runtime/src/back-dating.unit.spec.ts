import { expect, it } from 'vitest';
import { checkBackDating } from './back-dating.ts';

const actor = (...roles: string[]) => ({ id: 'p', roles, organisations: [], seats: [] });
const given = { time: '2008-05-20T07:00:00Z', provenance: { source: 'minutes' } };

it('only the secretariat, treasurers and the administrator may record with an earlier time or a source', () => {
  for (const role of ['secretariat', 'treasurer', 'admin']) {
    expect(checkBackDating(given, actor(role))).toEqual({ ...given, time: '2008-05-20T07:00:00.000Z' });
  }
  for (const role of ['partner', 'chair', 'auditor', 'service', 'donor']) {
    expect(checkBackDating(given, actor(role))).toMatchObject({ problem: { status: 403 } });
    const sourceOnly = { time: undefined, provenance: { source: 'x' } };
    expect(checkBackDating(sourceOnly, actor(role))).toMatchObject({ problem: { status: 403 } });
  }
});

it('anyone may record without', () => {
  expect(checkBackDating({ time: undefined, provenance: undefined }, actor())).toEqual({});
});
