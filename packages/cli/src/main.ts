import { FAILED } from './command-line.ts';
import { commands, help } from './commands.ts';

// Whoever reads the output may stop reading, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const [name = 'help', ...args] = process.argv.slice(2);
const command = commands[name];

if (name === 'help' || name === '--help' || args.includes('--help')) {
  process.stdout.write(`${command === undefined ? help() : `Usage: ${command.usage}`}\n`);
} else if (command === undefined) {
  process.stderr.write(`There is no command ${name}.\n\n${help()}\n`);
  process.exitCode = FAILED;
} else {
  try {
    process.exitCode = await command.run(args);
  } catch (error) {
    process.stderr.write(`mdtf ${name}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = FAILED;
  }
}
