import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startAllInOne } from '@mdtf/all-in-one';
import { mandateOf } from '../../journeys/mandate-of-demonstration.ts';
import { peopleOf, tokenFor } from '../../journeys/people-of-system.ts';
import { needSchemathesis, type RoleRun, runSchemathesis } from './schemathesis.ts';

const ROLES = [
  'secretariat',
  'chair',
  'seat-1',
  'treasurer-1',
  'partner-iom',
  'donor-1',
  'auditor',
  'admin',
  'none',
] as const;

const { values } = parseArgs({
  options: {
    roles: { type: 'string', default: ROLES.join(',') },
    examples: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
  },
});
const say = (text: string): void => void process.stderr.write(`${text}\n`);

const command = await needSchemathesis();
const folder = await mkdtemp(join(tmpdir(), 'mdtf-fuzz-'));
const runs: RoleRun[] = [];
{
  say('Starting a system with the demonstration fund …');
  const dataFolder = join(folder, 'data');
  await using system = await startAllInOne({
    dataFolder,
    port: 0,
    durable: false,
    demonstration: true,
    checkAnswers: true,
    onAlarm: say,
  });
  const people = peopleOf(system.url, 'fuzz');
  await mandateOf(people, 'P1', 'partner-iom');
  await mandateOf(people, 'P4', 'partner-remit');
  for (const role of values.roles.split(',')) {
    say(`As ${role} …`);
    const token = role === 'none' ? undefined : await tokenFor(system.url, role);
    const { examples, seed } = values;
    runs.push(await runSchemathesis({ command, folder, role, token, url: system.url, examples, seed }));
  }
}

console.log(tableOf(runs));
const failed = runs.filter(({ failures }) => failures.length > 0);
for (const { role, failures, log } of failed) {
  for (const failure of failures) console.log(`${role}: ${failure}`);
  console.log(`${role}: how to repeat each is in ${log}`);
}
if (failed.length === 0) await rm(folder, { recursive: true, force: true });
else process.exitCode = 1;

function tableOf(all: readonly RoleRun[]): string {
  const rows = all.map(({ role, operations, cases, accepted, failures, seconds }) =>
    [role.padEnd(12), operations, cases, accepted, failures.length, seconds.toFixed(0)]
      .map((cell) => String(cell).padStart(10))
      .join(''),
  );
  const total = all.reduce((sum, { cases }) => sum + cases, 0);
  return [
    '  as          operations     cases  accepted  failures   seconds',
    ...rows,
    `${total} requests in all`,
  ].join('\n');
}
