import { randomUUID } from 'node:crypto';
import { reportingRoutes as routes } from '@mdtf/contracts';
import { type HookReceiver, startHookReceiver } from '@mdtf/testing/hook-receiver';
import { type ServiceUnderTest, serviceUnderTest } from '@mdtf/testing/service-under-test';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openReporting } from '../src/service.ts';
import { charterAdopted } from './events.ts';
import { decisionTaken, granted, sessionConvened } from './notice-events.ts';

const FUND = 'imdp';
const SOON = { timeout: 10_000, interval: 20 };
const MAX_ATTEMPTS = 4;
const of = (webhookId = 'mine') => ({ params: { fundId: FUND, webhookId } });
const vote = {
  type: 'VoteCast',
  data: { agendaItemId: 'P1', seat: '1', ballot: 'for', reason: null },
};

let receiver: HookReceiver;
let under: ServiceUnderTest<'committee'>;

beforeEach(async () => {
  receiver = await startHookReceiver();
  const limits = { lookEveryMs: 20, retryAfterMs: 20, retryAfterMostMs: 50, maxAttempts: MAX_ATTEMPTS };
  const webhooks = { allowHttp: true, allowedNetworks: ['127.0.0.0/8'], limits };
  under = await serviceUnderTest(
    (options) => openReporting({ ...options, notices: { webhooks } }),
    ['committee'],
  );
  await told(charterAdopted(1), granted('donor-1', 'donor'), granted('auditor', 'auditor'));
});

afterEach(async () => {
  await under?.[Symbol.asyncDispose]();
  await receiver?.[Symbol.asyncDispose]();
});

const told = (...events: Parameters<typeof under.told>[2][number][]) => under.told('committee', FUND, events);

async function subscribe(person: string, eventTypes: string[] = [], webhookId = 'mine'): Promise<string> {
  const made = await under.ask(person, routes.setWebhook, {
    ...of(webhookId),
    body: { url: receiver.url, eventTypes },
    ifMatch: '"0"',
  });
  return made.secret ?? '';
}

/** What came, each request's signature checked against a secret as any receiver would. */
const came = (secret: string) =>
  receiver.received.map(({ headers, body }) => {
    const message = new Webhook(secret).verify(body, headers as Record<string, string>) as {
      type: string;
      data: { position: string; payload: string };
    };
    return { type: message.type, position: message.data.position, id: headers['webhook-id'] };
  });

const arrived = (number: number) =>
  vi.waitFor(() => expect(receiver.received.length).toBeGreaterThanOrEqual(number), SOON);
const stands = (person = 'donor-1') => under.ask(person, routes.getWebhook, of());
const deliveries = async () => (await under.ask('donor-1', routes.listWebhookDeliveries, of())).items;

describe('a webhook', () => {
  it('brings what is recorded from then on, in order, signed, as the log itself has it', async () => {
    const secret = await subscribe('donor-1');
    expect(secret).toMatch(/^whsec_/);
    await told(
      sessionConvened('s1', '2030-01-01T09:00:00.000Z'),
      sessionConvened('s2', '2030-02-01T09:00:00.000Z'),
    );
    await arrived(2);
    expect(came(secret).map(({ type, position }) => [type, position])).toEqual([
      ['mdtf.committee.session-convened.v1', 'committee/imdp/4'],
      ['mdtf.committee.session-convened.v1', 'committee/imdp/5'],
    ]);
    const [first] = receiver.received;
    const { data } = JSON.parse(first?.body ?? '{}') as {
      data: { envelope: string; payload: string; salt: string };
    };
    expect(JSON.parse(data.envelope)).toMatchObject({ sequence: '4', id: first?.headers['webhook-id'] });
    expect(JSON.parse(data.payload)).toMatchObject({ data: { sessionId: 's1' } });
    await vi.waitFor(async () => expect(await deliveries()).toHaveLength(2), SOON);
    expect((await deliveries())[0]).toMatchObject({
      deliveryId: 'committee/imdp/5',
      state: 'delivered',
      status: 200,
      attempts: 1,
    });
  });

  it('brings only the types it is for, and only what its owner may see', async () => {
    const secret = await subscribe('donor-1');
    const audits = await subscribe('auditor', ['mdtf.committee.vote-cast.v1'], 'votes');
    await told(vote, sessionConvened('s1', '2030-01-01T09:00:00.000Z'));
    await arrived(2);
    const types = (key: string) =>
      receiver.received.flatMap(({ headers, body }) => {
        try {
          return [
            (new Webhook(key).verify(body, headers as Record<string, string>) as { type: string }).type,
          ];
        } catch {
          return [];
        }
      });
    expect(types(secret)).toEqual(['mdtf.committee.session-convened.v1']);
    expect(types(audits)).toEqual(['mdtf.committee.vote-cast.v1']);
  });

  it('waits for a receiver that fails and loses nothing; after too many failures it is disabled until it is set active', async () => {
    const secret = await subscribe('donor-1');
    receiver.answer(500);
    await told(
      sessionConvened('s1', '2030-01-01T09:00:00.000Z'),
      sessionConvened('s2', '2030-02-01T09:00:00.000Z'),
    );
    await vi.waitFor(async () => expect((await stands()).state).toBe('disabled'), SOON);
    expect(await stands()).toMatchObject({ disabledReason: 'failing', attempts: MAX_ATTEMPTS });
    expect(came(secret).map(({ position }) => position)).toEqual(
      Array.from({ length: MAX_ATTEMPTS }, () => 'committee/imdp/4'),
    );
    expect(new Set(came(secret).map(({ id }) => id)).size).toBe(1);
    expect(await deliveries()).toMatchObject([{ state: 'failing', status: 500, attempts: MAX_ATTEMPTS }]);
    receiver.answer(204);
    await under.ask('donor-1', routes.setWebhook, { ...of(), body: { url: receiver.url }, ifMatch: '*' });
    await arrived(MAX_ATTEMPTS + 2);
    expect(
      came(secret)
        .map(({ position }) => position)
        .slice(MAX_ATTEMPTS),
    ).toEqual(['committee/imdp/4', 'committee/imdp/5']);
  });

  it('ends when the receiver says it is gone, and when its owner has no role any more', async () => {
    await subscribe('donor-1');
    receiver.answer(410);
    await told(sessionConvened('s1', '2030-01-01T09:00:00.000Z'));
    await vi.waitFor(async () => expect((await stands()).disabledReason).toBe('gone'), SOON);
    receiver.answer(200);
    await under.ask('donor-1', routes.setWebhook, { ...of(), body: { url: receiver.url }, ifMatch: '*' });
    await arrived(2);
    const grant = {
      grantId: 'donor-1-donor',
      person: 'donor-1',
      role: 'donor',
      organisation: null,
      seat: null,
    };
    await told({ type: 'RoleRevoked', data: { ...grant, reason: 'Left' } }, decisionTaken('d9'));
    await vi.waitFor(async () => {
      const { rows } = await under.database.pool.query('SELECT disabled_reason FROM webhook');
      expect(rows).toEqual([{ disabled_reason: 'no-role' }]);
    }, SOON);
    expect(receiver.received).toHaveLength(2);
  });

  it('does not follow redirects', async () => {
    await subscribe('donor-1');
    receiver.answer(302);
    await told(sessionConvened('s1', '2030-01-01T09:00:00.000Z'));
    await vi.waitFor(async () => expect((await stands()).state).toBe('disabled'), SOON);
    expect(receiver.received).toHaveLength(MAX_ATTEMPTS);
  });
});

describe('what was sent', () => {
  it('is sent again one by one, or all after a sequence, once for each key', async () => {
    const secret = await subscribe('donor-1');
    await told(sessionConvened('s1', '2030-01-01T09:00:00.000Z'));
    await arrived(1);
    await vi.waitFor(async () => expect(await deliveries()).toHaveLength(1), SOON);
    const again = { ...of(), body: { deliveryId: 'committee/imdp/4' }, idempotencyKey: randomUUID() };
    await under.ask('donor-1', routes.replayWebhook, again);
    await arrived(2);
    await under.ask('donor-1', routes.replayWebhook, again);
    await under.ask('donor-1', routes.replayWebhook, { ...of(), body: { source: 'committee', after: '0' } });
    await arrived(6);
    expect(came(secret).map(({ position }) => position.slice(-1))).toEqual(['4', '4', '1', '2', '3', '4']);
    const ids = came(secret).map(({ id }) => id);
    expect(ids[0]).toBe(ids[1]);
    const reused = { ...again, body: { source: 'committee' as const, after: '0' } };
    expect(await under.refused('donor-1', routes.replayWebhook, reused)).toMatchObject({
      code: 'idempotency-key-reused',
    });
    const unknown = { ...of(), body: { deliveryId: 'committee/imdp/99' } };
    expect(await under.refused('donor-1', routes.replayWebhook, unknown)).toMatchObject({
      code: 'webhook-delivery-not-found',
    });
  });

  it('is signed by the new secret and, for a day, by the one before', async () => {
    const before = await subscribe('donor-1');
    const { secret } = await under.ask('donor-1', routes.rotateWebhookSecret, of());
    expect(secret).not.toBe(before);
    await told(sessionConvened('s1', '2030-01-01T09:00:00.000Z'));
    await arrived(1);
    expect(came(before)).toEqual(came(secret));
    await under.database.pool.query("UPDATE webhook SET previous_until = '2000-01-01'");
    await told(sessionConvened('s2', '2030-02-01T09:00:00.000Z'));
    await arrived(2);
    expect(came(secret)).toHaveLength(2);
    expect(() => came(before)).toThrow(/signature/i);
  });
});

describe('whose a webhook is', () => {
  it('is its owner’s alone to see and to change, and its secret is never shown again', async () => {
    await subscribe('donor-1');
    expect((await stands()).secret).toBeNull();
    expect(await under.refused('auditor', routes.getWebhook, of())).toMatchObject({
      code: 'webhook-not-found',
    });
    const edit = { ...of(), body: { url: receiver.url }, ifMatch: '*' };
    expect(await under.refused('auditor', routes.setWebhook, edit)).toMatchObject({ status: 409 });
    expect(await under.refused('auditor', routes.deleteWebhook, of())).toMatchObject({ status: 404 });
    expect((await under.ask('auditor', routes.listWebhooks, { params: { fundId: FUND } })).items).toEqual([]);
    expect(await under.refused('donor-1', routes.setWebhook, { ...edit, ifMatch: '"0"' })).toMatchObject({
      status: 412,
    });
    expect(await under.refused('nobody', routes.listWebhooks, { params: { fundId: FUND } })).toMatchObject({
      status: 403,
    });
    await under.ask('donor-1', routes.deleteWebhook, of());
    expect(await under.refused('donor-1', routes.getWebhook, of())).toMatchObject({ status: 404 });
  });

  it.each([
    [{ url: 'http://10.0.0.1/' }, 'body.url'],
    [{ url: 'https://example.org', eventTypes: ['mdtf.committee.nothing.v1'] }, 'body.eventTypes.0'],
  ])('is refused with the field at fault: %j', async (body, field) => {
    const refused = await under.refused('donor-1', routes.setWebhook, { ...of(), body, ifMatch: '"0"' });
    expect(refused).toMatchObject({ status: 422, code: 'not-a-webhook', errors: [{ field }] });
  });

  it('may name a host that leads into a private network, and nothing goes there', async () => {
    const webhooks = { allowHttp: true, allowedNetworks: [], limits: { lookEveryMs: 20, retryAfterMs: 20 } };
    await using other = await serviceUnderTest(
      (options) => openReporting({ ...options, notices: { webhooks } }),
      ['committee'],
    );
    await other.told('committee', FUND, [charterAdopted(1), granted('donor-1', 'donor')]);
    await other.ask('donor-1', routes.setWebhook, {
      ...of(),
      body: { url: `http://localhost:${receiver.port}/` },
      ifMatch: '"0"',
    });
    await other.told('committee', FUND, [sessionConvened('s1', '2030-01-01T09:00:00.000Z')]);
    const tried = await vi.waitFor(async () => {
      const { items } = await other.ask('donor-1', routes.listWebhookDeliveries, of());
      expect(items).toHaveLength(1);
      return items[0];
    }, SOON);
    expect(tried).toMatchObject({ state: 'failing', status: null, error: 'address-not-allowed' });
    expect(receiver.received).toEqual([]);
  });
});
