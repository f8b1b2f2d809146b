import { describeResult, runStep, type Step } from './steps/step.ts';
import { staticSteps, unitStep } from './steps/steps.ts';
import { isGood, lastLine, sumOf } from './steps/tally.ts';

async function runAndTell(step: Step) {
  const result = await runStep(step);
  console.log(describeResult(result));
  return result.tally;
}

const total = sumOf(await Promise.all([...staticSteps, unitStep].map(runAndTell)));
console.log(lastLine(total));
process.exitCode = isGood(total) ? 0 : 1;
