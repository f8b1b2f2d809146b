import { randomUUID } from 'node:crypto';
import type { CallInput, CallOptions, Problem, Route } from '@mdtf/contracts';
import { expect } from 'vitest';
import { leftInEnglish } from '../french.ts';
import type { Governed } from './fund.ts';

/** The code with which a call is refused, once the same refusal was read in French; `accepted` where it is not. */
export async function refusalTo<R extends Route>(
  { people }: Governed,
  person: string,
  route: R,
  input: CallInput<R> & Pick<CallOptions, 'ifMatch'>,
): Promise<string> {
  const key = `refused-${randomUUID()}`;
  const answer = await people.ask(person, route, input, key);
  if (answer.ok) return 'accepted';
  const french = await people.ask(person, route, { ...input, language: 'fr' }, key);
  expect(leftInEnglish(answer.body, french.body as Problem)).toEqual([]);
  return answer.body.type.replace(/^.*:/, '');
}
