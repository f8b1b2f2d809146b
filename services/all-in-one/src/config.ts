import { parseArgs } from 'node:util';
import { readScanner, type ScannerSettings } from '@mdtf/proposals/service';
import { type NoticeSettings, readNoticeSettings } from '@mdtf/reporting/service';
import { readEnvironment } from '@mdtf/runtime';

/** How the all-in-one is started. */
export interface AllInOneConfig {
  /** The folder that holds everything; made at the first start. */
  readonly dataFolder: string;
  readonly host: string;
  readonly port: number;
  /** Whether the demonstration fund is made at the first start. */
  readonly demonstration: boolean;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  /** What is sent by itself. */
  readonly notices: NoticeSettings;
  /** What documents pass before anyone reads them. */
  readonly scanner: ScannerSettings | undefined;
}

/** A command line that cannot be understood; the message says what may be given. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const USAGE = 'Options: --empty (without the demonstration fund), --data FOLDER, --port NUMBER.';

/** The configuration from the command line and the environment: `MDTF_PORT`, `MDTF_HOST`, `MDTF_DATA`, `MDTF_LOG`, `MDTF_SMTP_URL` … */
export function readConfig(args: readonly string[], env: NodeJS.ProcessEnv = process.env): AllInOneConfig {
  const given = parse(args);
  const reader = readEnvironment({
    ...env,
    ...(given.port === undefined ? {} : { MDTF_PORT: given.port }),
    ...(given.data === undefined ? {} : { MDTF_DATA: given.data }),
  });
  const config: AllInOneConfig = {
    dataFolder: reader.text('MDTF_DATA', '.mdtf'),
    host: reader.oneOf('MDTF_HOST', ['127.0.0.1', '::1', 'localhost'], '127.0.0.1'),
    port: reader.port('MDTF_PORT', 8080),
    demonstration: given.empty !== true,
    logLevel: reader.oneOf('MDTF_LOG', ['silent', 'error', 'warn', 'info', 'debug'], 'error'),
    notices: readNoticeSettings(reader, true),
    scanner: readScanner(reader),
  };
  reader.done();
  return config;
}

function parse(args: readonly string[]) {
  try {
    const options = {
      empty: { type: 'boolean' },
      data: { type: 'string' },
      port: { type: 'string' },
    } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}. ${USAGE}`);
  }
}
