import {
  type EnvironmentReader,
  readEnvironment,
  readServiceSettings,
  type ServiceSettings,
} from '@mdtf/runtime';
import { DEFAULT_NOTICE_LIMITS, type NoticeSettings } from './notices/settings.ts';
import { isNetwork } from './webhooks/allowed-address.ts';

/** How the reporting service runs as a process of its own: what the environment says, whose logs it follows, what it sends. */
export function readConfig(
  environment: NodeJS.ProcessEnv = process.env,
): ServiceSettings & { readonly notices: NoticeSettings } {
  const reader = readEnvironment(environment);
  const notices = readNoticeSettings(reader, reader.flag('MDTF_DEVELOPMENT', false));
  reader.done();
  const settings = readServiceSettings('reporting', ['committee', 'proposals', 'allocation'], environment);
  return { ...settings, notices };
}

/**
 * What is sent by itself: e-mail, where `MDTF_SMTP_URL` (or a file of it) and `MDTF_MAIL_FROM` are given, with a second
 * try after `MDTF_MAIL_RETRY_SECONDS`; webhooks, also into the private networks of `MDTF_WEBHOOK_NETWORKS`, and also
 * without TLS in development.
 */
export function readNoticeSettings(reader: EnvironmentReader, development: boolean): NoticeSettings {
  const allowedNetworks = reader.list('MDTF_WEBHOOK_NETWORKS');
  reader.taking(() => {
    const wrong = allowedNetworks.find((network) => !isNetwork(network));
    if (wrong !== undefined)
      throw new Error(`MDTF_WEBHOOK_NETWORKS must be networks such as 10.1.0.0/16, not "${wrong}"`);
  });
  const webhooks = { allowHttp: development, allowedNetworks };
  const mail = readMail(reader);
  if (mail === undefined) return { webhooks };
  const bounds = { min: 1, max: MAX_RETRY_SECONDS, fallback: DEFAULT_NOTICE_LIMITS.retryAfterMs / 1_000 };
  const limits = { retryAfterMs: reader.integer('MDTF_MAIL_RETRY_SECONDS', bounds) * 1_000 };
  return { mail, webhooks, limits };
}

/** The longest wait before a message's second try. */
const MAX_RETRY_SECONDS = 3_600;

function readMail(reader: EnvironmentReader): NoticeSettings['mail'] {
  const isGiven = (reader.optional('MDTF_SMTP_URL') ?? reader.optional('MDTF_SMTP_URL_FILE')) !== undefined;
  if (!isGiven) return undefined;
  const url = reader.secret('MDTF_SMTP_URL');
  reader.taking(() => {
    if (!/^smtps?:\/\/./.test(url)) throw new Error('MDTF_SMTP_URL must begin with smtp:// or smtps://');
  });
  return { url, from: reader.text('MDTF_MAIL_FROM') };
}
