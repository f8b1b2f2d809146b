import {
  type EnvironmentReader,
  readEnvironment,
  readServiceSettings,
  type ServiceSettings,
} from '@mdtf/runtime';
import type { NoticeSettings } from './notices/settings.ts';

/** How the reporting service runs as a process of its own: what the environment says, whose logs it follows, what it sends. */
export function readConfig(
  environment: NodeJS.ProcessEnv = process.env,
): ServiceSettings & { readonly notices: NoticeSettings } {
  const reader = readEnvironment(environment);
  const notices = readNoticeSettings(reader);
  reader.done();
  const settings = readServiceSettings('reporting', ['committee', 'proposals', 'allocation'], environment);
  return { ...settings, notices };
}

/** What is sent by itself: e-mail, where `MDTF_SMTP_URL` (or a file of it) and `MDTF_MAIL_FROM` are given. */
export function readNoticeSettings(reader: EnvironmentReader): NoticeSettings {
  const isGiven = (reader.optional('MDTF_SMTP_URL') ?? reader.optional('MDTF_SMTP_URL_FILE')) !== undefined;
  if (!isGiven) return {};
  const url = reader.secret('MDTF_SMTP_URL');
  reader.taking(() => {
    if (!/^smtps?:\/\/./.test(url)) throw new Error('MDTF_SMTP_URL must begin with smtp:// or smtps://');
  });
  return { mail: { url, from: reader.text('MDTF_MAIL_FROM') } };
}
