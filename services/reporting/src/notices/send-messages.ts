import type { ServiceParts } from '@mdtf/runtime';
import { mailText } from '../domain/notices/mail-texts.ts';
import { type ClaimedMessage, claimMessages, postponeMessage, settleMessage } from '../queries/outbox.ts';
import { letterOf } from '../queries/told.ts';
import type { MailSender } from './mail-sender.ts';
import { recordDelivery } from './record-deliveries.ts';
import { type NoticeLimits, retryAfter } from './settings.ts';

/** Messages sent at once. */
const AT_ONCE = 10;

/** Sends what waits and may be sent now, at most so many at once; answers how many were tried. */
export async function sendMessages(
  parts: Pick<ServiceParts, 'pool' | 'committer'>,
  sender: MailSender,
  limits: NoticeLimits,
): Promise<number> {
  const claimed = await claimMessages(parts.pool, AT_ONCE, limits.leaseMs);
  await Promise.all(claimed.map((message) => send(parts, sender, limits, message)));
  return claimed.length;
}

async function send(
  parts: Pick<ServiceParts, 'pool' | 'committer'>,
  sender: MailSender,
  limits: NoticeLimits,
  message: ClaimedMessage,
): Promise<void> {
  const { pool } = parts;
  const { fund, about, person, kind, attempts } = message;
  const letter = await letterOf(pool, message);
  if (letter === undefined) return settleMessage(pool, message, 'skipped', null);
  const { address, language, fundTitle, told } = letter;
  const id = JSON.stringify([fund, about, person, kind]);
  const sent = await sender.send(address, mailText(fundTitle, told, language), id);
  if (sent.outcome === 'accepted') return settleMessage(pool, message, 'accepted', null);
  if (sent.outcome === 'refused') return settleMessage(pool, message, 'refused', sent.code);
  if (attempts >= limits.maxAttempts) return settleMessage(pool, message, 'given-up', sent.code);
  await postponeMessage(pool, message, { ...sent, afterMs: retryAfter(limits, attempts) });
  // While the mail server is away nobody can be asked: the term is lengthened as the outage goes on.
  if (kind === 'notice' && sent.away) await recordDelivery(parts, fund, about);
}
