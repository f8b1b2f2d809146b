import type { Api } from '@mdtf/all-in-one';
import { type Route, urlOf } from '@mdtf/contracts';

const MAX_SHOWN = 300;

/** The same system, every request and answer told as it goes: who asked what, and what came back, cut to one line each. */
export function narrated(api: Api, say: (text: string) => void): Api {
  const asked = (person: string, route: Route, input: object): void => {
    const { body } = input as { body?: unknown };
    say(
      `  > ${person}: ${route.method} ${urlOf(route, input)}${body === undefined ? '' : ` ${oneLine(body)}`}`,
    );
  };
  return {
    async send(person, route, input) {
      asked(person, route, input);
      const answer = await api.send(person, route, input);
      say(`  < ${route.status} ${oneLine(answer)}`);
      return answer;
    },
    async read(person, route, input) {
      asked(person, route, input);
      const answer = await api.read(person, route, input);
      say(`  < ${route.status} ${oneLine(answer)}`);
      return answer;
    },
    async refused(person, route, input) {
      asked(person, route, input);
      const problem = await api.refused(person, route, input);
      say(`  < ${problem.status} ${problem.type.replace(/^.*:/, '')}: ${problem.detail ?? problem.title}`);
      return problem;
    },
    async clock(fundId, now) {
      say(`  > the clock of ${fundId} moves to ${now}`);
      await api.clock(fundId, now);
    },
    settle: (fundId) => api.settle(fundId),
  };
}

function oneLine(value: unknown): string {
  const text = JSON.stringify(value) ?? '';
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)} …` : text;
}
