import type { Apart } from './start-apart.ts';

interface Shown {
  readonly dataFolder: string;
  readonly logs: string;
  readonly demonstration: boolean;
}

/** What is shown once every process is ready: what to open, what runs where, and how it ends. */
export function apartScreen(system: Apart, { dataFolder, logs, demonstration }: Shown): string {
  const { url, processes, bus } = system;
  const fund = demonstration
    ? [
        '',
        '  The demonstration fund imdp is there; any persona, any password:',
        `  A token:   curl -s ${url}/dev/token -d client_id=chair`,
        `  The story: npm run demo -- --url ${url}`,
      ]
    : [];
  return [
    '',
    '  mdtf runs as five processes.',
    '',
    `  ${url}/                the funds and their figures`,
    `  ${url}/documentation   every route, to try`,
    `  ${url}/health/ready    how each service is`,
    ...fund,
    '',
    ...processes.map(({ name, pid, url: at }) => `  ${name.padEnd(12)}${at.padEnd(26)}process ${pid}`),
    `  ${'bus'.padEnd(12)}${bus}`,
    `  ${'databases'.padEnd(12)}one for each service, each with a role that can add to its log and never change it`,
    '',
    `  The data is in ${dataFolder}, the processes’ logs in ${logs}. Ctrl-C stops everything.`,
    '',
  ].join('\n');
}
