import {
  type EnvironmentReader,
  readEnvironment,
  readServiceSettings,
  type ServiceSettings,
} from '@mdtf/runtime';
import type { ScannerSettings } from './files/scanner.ts';

/** How the proposals service runs as a process of its own. */
export interface ProposalsConfig {
  /** What every service is told, and whose logs this one follows. */
  readonly settings: ServiceSettings;
  /** Undefined: documents are taken unscanned, and recorded so. */
  readonly scanner: ScannerSettings | undefined;
}

/** Reads the environment; throws ConfigurationError naming what is wrong. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): ProposalsConfig {
  const reader = readEnvironment(environment);
  const scanner = readScanner(reader);
  reader.done();
  return { settings: readServiceSettings('proposals', ['committee', 'allocation'], environment), scanner };
}

/** `MDTF_DOCUMENT_SCAN_URL`, or `MDTF_DOCUMENT_SCAN_COMMAND`: a program and its words, divided by blanks. */
export function readScanner(reader: EnvironmentReader): ScannerSettings | undefined {
  if (reader.optional('MDTF_DOCUMENT_SCAN_URL') !== undefined)
    return { url: reader.url('MDTF_DOCUMENT_SCAN_URL') };
  const [program, ...words] = (reader.optional('MDTF_DOCUMENT_SCAN_COMMAND') ?? '').split(/\s+/);
  return program === undefined || program === '' ? undefined : { command: [program, ...words] };
}
