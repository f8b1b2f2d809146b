import { runProcess } from '@mdtf/runtime';
import { startAllInOne } from './all-in-one.ts';
import { readConfig } from './config.ts';
import { welcome } from './screen.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

await runProcess({
  start: async () => {
    const config = readConfig(process.argv.slice(2));
    const system = await startAllInOne({
      ...config,
      onProgress: say,
      onAlarm: (text) => process.stderr.write(`${text}\n`),
    });
    say(welcome(system, config.demonstration));
    return system;
  },
});
