import {
  allocationRoutes,
  committeeRoutes,
  proposalsRoutes,
  type Route,
  reportingRoutes,
} from '@mdtf/contracts';

const commands: ReadonlyMap<string, Route> = new Map(
  [committeeRoutes, proposalsRoutes, allocationRoutes, reportingRoutes]
    .flatMap((routes): Route[] => Object.values(routes))
    .filter(({ command, method }) => command && method === 'POST')
    .map((route) => [route.id, route]),
);

/** The command of the contracts with this route id, or undefined. */
export const commandNamed = (id: string): Route | undefined => commands.get(id);
