import { createWriteStream } from 'node:fs';
import { access, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { connect, seed } from '@mdtf/all-in-one/demonstration';
import { runProcess } from '@mdtf/runtime';
import { type ApartConfig, readApartConfig } from './config.ts';
import { apartScreen } from './screen.ts';
import { type Apart, startApart } from './start-apart.ts';
import { PROCESSES, type ProcessName } from './topology.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Runs the system as separate processes until it is told to stop; the exit code is 0 when all of it stopped in order. */
export async function apart(args: readonly string[]): Promise<number> {
  await runProcess({ start: async () => startAndShow(readApartConfig(args)) });
  return Number(process.exitCode ?? 0);
}

async function startAndShow(config: ApartConfig): Promise<Apart> {
  const dataFolder = resolve(config.dataFolder);
  const logs = join(dataFolder, 'logs');
  await mkdir(logs, { recursive: true });
  const files = new Map(PROCESSES.map((name) => [name, createWriteStream(join(logs, `${name}.log`))]));
  const system = await startApart({
    ...config,
    dataFolder,
    onProgress: say,
    onOutput: (name, text) => void files.get(name)?.write(text),
  });
  try {
    if (config.demonstration) await seedOnce(system.url, join(dataFolder, 'demonstration-is-complete'));
  } catch (error) {
    await system[Symbol.asyncDispose]();
    throw error;
  }
  say(apartScreen(system, { dataFolder, logs, demonstration: config.demonstration }));
  let stopping = false;
  for (const { name, ended } of system.processes) {
    void ended.then(() => stopping || tellOfEnd(name as ProcessName, logs));
  }
  return {
    ...system,
    async [Symbol.asyncDispose]() {
      stopping = true;
      await system[Symbol.asyncDispose]();
      for (const file of files.values()) file.end();
    },
  };
}

/** The same keys each time: a seeding that was cut short goes on where it stopped. */
async function seedOnce(url: string, marker: string): Promise<void> {
  const isSeeded = await access(marker).then(
    () => true,
    () => false,
  );
  if (isSeeded) return;
  say('Making the demonstration fund: 16 November 2007 to 20 May 2008 …');
  await seed(connect(url, 'demonstration'));
  await writeFile(marker, '');
}

const tellOfEnd = (name: ProcessName, logs: string): void =>
  say(
    `${name} has ended by itself: see ${join(logs, `${name}.log`)}. The others go on; stop and start to have it back.`,
  );
