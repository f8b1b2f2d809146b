import { setTimeout as sleep } from 'node:timers/promises';
import { allocationRoutes as routes } from '@mdtf/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AllocationUnderTest, allocationUnderTest, establish } from '../test/demonstration.ts';
import { BELIEVED_MS } from './committee-current.ts';
import { approval, part } from './testing/imdp.ts';

const params = { fundId: 'imdp' };
const asked = { params, body: { decisionId: 'dec-X' } };

const blocked = {
  type: 'OrganisationFlagged',
  data: {
    flagId: 'f',
    organisation: 'iom',
    level: 'blocked',
    reason: 'An audit is open',
    evidence: [],
    until: null,
    role: 'secretariat',
  },
};

let under: AllocationUnderTest;

beforeAll(async () => {
  under = await allocationUnderTest();
  await establish(under, 'imdp');
  await under.told('committee', 'imdp', [approval('dec-X', 'X', [part('pooled', 'W1', '1.00')])]);
});

afterAll(() => under?.[Symbol.asyncDispose]());

describe('money', () => {
  it('is let out while the committee’s log is known to the last minute', async () => {
    expect(await under.refused('secretariat', routes.allocate, asked)).toMatchObject({
      code: 'insufficient-funds',
    });
  });

  it('is not let out while it is known only up to an earlier hour', async () => {
    const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
    await under.service.setClock('imdp', inAnHour);
    await sleep(BELIEVED_MS);
    const tranche = { params: { ...params, mandateId: 'M', trancheId: 'T' } };
    const answers = await Promise.all([
      under.refused('secretariat', routes.allocate, asked),
      under.refused('treasurer-1', routes.approveTranche, tranche),
      under.refused('treasurer-1', routes.disburseTranche, { ...tranche, body: { reference: 'wire' } }),
    ]);
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 503, code: 'committee-not-current', retryAfterSeconds: 2 });
    }
  });

  it('is not let out to a partner that was flagged meanwhile, neither before nor after the flag is heard of', async () => {
    expect(await under.refused('secretariat', routes.allocate, asked)).toMatchObject({ status: 503 });
    await under.setClockOf('committee', 'imdp', new Date(Date.now() + 3_600_000).toISOString());
    await under.told('committee', 'imdp', [blocked]);
    await sleep(BELIEVED_MS);
    const answer = await under.refused('secretariat', routes.allocate, asked);
    expect(answer).toMatchObject({ status: 422, code: 'organisation-blocked' });
    expect(answer.detail).toContain('by the secretariat (flag f)');
  });
});
