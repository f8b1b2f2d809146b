import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { type Figure, isKept, tableOf } from './figures.ts';
import { commandFigures } from './lines/commands.ts';
import { everythingOnFigures } from './lines/everything-on.ts';
import { kafkaFigures } from './lines/kafka.ts';
import { projectionFigure } from './lines/projection.ts';
import { needPrograms } from './load/programs.ts';
import { setStage } from './stage/stage.ts';

const { values } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'string' } } });
const quick = values.quick === true;
const say = (text: string): void => void process.stderr.write(`${text}\n`);

// Decisions to allocate must outlast each run.
const size = quick
  ? { rounds: 1, secondsEach: 3, funds: 1_000, decisions: 60_000 }
  : { rounds: 3, secondsEach: 8, funds: 1_000, decisions: 400_000 };

await needPrograms(say);
say('Preparing the funds …');
const figures: Figure[] = [];
{
  await using stage = await setStage(size);
  figures.push(...(await commandFigures(stage, { ...size, say })));
  say('Projecting what the commands have left …');
  figures.push(await projectionFigure(stage));
  say('The same over Kafka …');
  figures.push(...(await kafkaFigures(stage)));
}
figures.push(...(await everythingOnFigures({ ...size, withImport: !quick, say })));

console.log(
  `\n${availableParallelism()} cores, Node ${process.version}, fsync on; medians of ${size.rounds} rounds of ${size.secondsEach} s\n`,
);
console.log(tableOf(figures));
if (values.json !== undefined) {
  const told = figures.map((figure) => ({ ...figure, kept: isKept(figure) ?? null }));
  await writeFile(
    values.json,
    `${JSON.stringify({ node: process.version, cores: availableParallelism(), ...size, figures: told }, null, 2)}\n`,
  );
}
