import { runKafkaSuites } from './steps/kafka-suites.ts';
import { describeResult, runStep } from './steps/step.ts';
import { allTestsStep, staticSteps } from './steps/steps.ts';
import { isGood, lastLine, sumOf } from './steps/tally.ts';

const results = await Promise.all(staticSteps.map(runStep));
for (const result of results) console.log(describeResult(result));

const tests = await runStep(allTestsStep);
console.log(describeResult(tests));

const kafka = await runKafkaSuites();
const total = sumOf([...results, tests, kafka].map((result) => result.tally));
console.log(lastLine(total, kafka.skippedBecause));
process.exitCode = isGood(total) ? 0 : 1;
