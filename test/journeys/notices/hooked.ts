import { committeeRoutes, logRoutes, reportingRoutes } from '@mdtf/contracts';
import type { HookReceiver } from '@mdtf/testing/hook-receiver';
import { Webhook } from 'standardwebhooks';
import type { People } from '../people-of-system.ts';

const SOURCES = ['committee', 'proposals', 'allocation', 'reporting'] as const;
const WEBHOOK = 'all-there-is';

/** Has everything of a fund sent to a receiver, as its auditor sees it; answers the secret. */
export async function subscribe(people: People, fundId: string, url: string): Promise<string> {
  const { secret } = await people.need('auditor', reportingRoutes.setWebhook, {
    params: { fundId, webhookId: WEBHOOK },
    body: { url },
    ifMatch: '"0"',
  });
  return secret ?? '';
}

/** Where the webhook of a fund stands, by log. */
export async function sentTo(people: People, fundId: string): Promise<ReadonlyMap<string, number>> {
  const { cursors } = await people.need('auditor', reportingRoutes.getWebhook, {
    params: { fundId, webhookId: WEBHOOK },
  });
  return new Map(cursors.map(({ source, sequence }) => [source, Number(sequence)]));
}

/** What came to a receiver, each request's signature checked as anybody would. */
export const cameWith = (secret: string, { received }: HookReceiver): readonly string[] =>
  received.map(({ headers, body }) => {
    const message = new Webhook(secret).verify(body, headers as Record<string, string>);
    return (message as { data: { position: string } }).data.position;
  });

/** The positions of everything recorded of a fund beyond where a webhook began, log by log. */
export async function recordedBeyond(
  people: People,
  fundId: string,
  began: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const all = new Map<string, readonly string[]>();
  for (const service of SOURCES) {
    const after = began.get(service) ?? 0;
    const { head } = await people.need('auditor', logRoutes.listLogEntries, {
      params: { fundId, service },
      query: { after: '0', limit: 1 },
    });
    const last = Number(head?.sequence ?? 0);
    const positions = Array.from({ length: last - after }, (_, n) => `${service}/${fundId}/${after + 1 + n}`);
    all.set(service, positions);
  }
  return all;
}

/** Convenes so many sessions, numbered from one on. */
export const conveneSessions = (people: People, fundId: string, from: number, count: number) =>
  people.needAll(
    'secretariat',
    committeeRoutes.conveneSession,
    Array.from({ length: count }, (_, n) => ({
      params: { fundId },
      body: {
        id: `s${from + n}`,
        number: from + n,
        startsAt: '2031-03-04T09:00:00.000Z',
        place: 'Geneva',
        title: `Session ${from + n}`,
      },
    })),
  );
