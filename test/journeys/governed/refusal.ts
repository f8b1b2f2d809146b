import type { CallInput, CallOptions, Route } from '@mdtf/contracts';
import type { Governed } from './fund.ts';

/** The code with which a call is refused; `accepted` where it is not. */
export async function refusalTo<R extends Route>(
  { people }: Governed,
  person: string,
  route: R,
  input: CallInput<R> & Pick<CallOptions, 'ifMatch'>,
): Promise<string> {
  const answer = await people.ask(person, route, input);
  return answer.ok ? 'accepted' : answer.body.type.replace(/^.*:/, '');
}
