import { people, usd } from './fund.ts';
import type { Scene } from './scene.ts';

const PERIOD = { from: '2008-01-01', to: '2008-03-31' };

/** A partner reports on an activity, in words, money or results, and somebody judges it. */
export async function report({ random, proposals, ...scene }: Scene): Promise<void> {
  if (proposals.length === 0) return;
  const { id: activityId } = random.pick(proposals);
  const reportId = scene.newId('report');
  const by = random.chance(0.8) ? people.partner : people.chair;
  const about = { activityId, reportId, period: PERIOD };
  const kind = random.pick(['Progress', 'Financial', 'Result'] as const);
  if (kind === 'Result') {
    const result = {
      activityId,
      resultId: reportId,
      statement: 'Done',
      value: '4',
      unit: 'surveys',
      disaggregation: [],
    };
    await scene.ask('reporting', 'RecordResult', { ...result, observedOn: '2008-03-31' }, by);
    return;
  }
  const content =
    kind === 'Progress'
      ? { narrative: 'As planned' }
      : {
          lines: [{ category: 1, amount: usd(random.between(1, 100_000)) }],
          provisional: random.chance(0.5),
        };
  if (!(await scene.ask('reporting', `Submit${kind}Report`, { ...about, ...content }, by))) return;
  const accepted = random.chance(0.8);
  const judgement = {
    activityId,
    reportId,
    accepted,
    ...(accepted ? {} : { reason: 'Figures are missing' }),
  };
  const judge = random.chance(0.1) ? by : people.secretariat;
  await scene.ask('reporting', `Judge${kind}Report`, judgement, judge);
}
