import type { reportingRoutes } from '@mdtf/contracts';
import type { Handler } from '@mdtf/runtime';

type Routes = typeof reportingRoutes;

/** Handlers of some of this service's routes, by the routes' names. */
export type Handlers<N extends keyof Routes> = { readonly [K in N]: Handler<Routes[K]> };
