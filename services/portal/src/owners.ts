import { ALL_ROUTES, type Route, type ServiceName } from '@mdtf/contracts';
import { RouteTable } from '@mdtf/runtime';

/** The services that own data, in the order in which what they say is joined. */
export const OWNERS = ['committee', 'proposals', 'allocation', 'reporting'] as const;

/** A service that owns data. */
export type Owner = (typeof OWNERS)[number];

/** Every declared route by method and path. */
export function allRoutes(): RouteTable<Route> {
  const table = new RouteTable<Route>();
  for (const route of ALL_ROUTES) table.add(route.method, route.path, route);
  return table;
}

/** Who answers a request: the route's own service, or the one whose log the path names; undefined where several do. */
export function ownerOf(route: Route, params: Readonly<Record<string, string>>): Owner | undefined {
  return isOwner(route.service) ? route.service : ownerNamed(params.service);
}

/** A service by its name, if it owns data. */
export const ownerNamed = (name: string | undefined): Owner | undefined =>
  OWNERS.find((owner) => owner === name);

const isOwner = (name: ServiceName): name is Owner => ownerNamed(name) !== undefined;
