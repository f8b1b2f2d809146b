import type { proposalsRoutes } from '@mdtf/contracts';
import { type Handler, isRefusal, type ListPage, type Refusal, type Reply } from '@mdtf/runtime';

type Routes = typeof proposalsRoutes;

/** Handlers of some of the proposals' routes. */
export type Handlers<K extends keyof Routes> = { readonly [N in K]: Handler<Routes[N]> };

/** A page as an answer; a refused cursor as its refusal. */
export function answerPage<T>(page: ListPage<T> | Refusal): Reply<ListPage<T>> {
  return isRefusal(page) ? page : { body: page };
}

/** An instant of the wire with its milliseconds. */
export function instantOf(given: string): string {
  return new Date(given).toISOString();
}
