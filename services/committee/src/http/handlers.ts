import type { committeeRoutes } from '@mdtf/contracts';
import type { Handler, Reply } from '@mdtf/runtime';
import { isRefusal, type ListPage, type Refusal } from '@mdtf/runtime';

type Routes = typeof committeeRoutes;

/** Handlers of some of the committee's routes. */
export type Handlers<K extends keyof Routes> = { readonly [N in K]: Handler<Routes[N]> };

/** A page as an answer; a refused cursor as its refusal. */
export function answerPage<T>(page: ListPage<T> | Refusal): Reply<ListPage<T>> {
  return isRefusal(page) ? page : { body: page };
}
