import { createBareServer, finishServer } from './bare-server.ts';
import { type DevelopmentIssuer, openDevelopmentIssuer } from './development-issuer.ts';
import { addDevelopmentRoutes } from './development-routes.ts';
import { RouteTable } from './route-table.ts';

/** The development issuer as a server of its own, in the place that an identity provider has elsewhere. */
export interface DevelopmentIssuerServer extends AsyncDisposable {
  readonly issuer: DevelopmentIssuer;
  readonly tokenUrl: string;
  readonly jwksUrl: string;
}

export interface DevelopmentIssuerServerOptions {
  readonly host: string;
  /** 0: one that is free. */
  readonly port: number;
  /** Where its key is kept. */
  readonly dataFolder: string;
  /** Clients whose tokens carry the role `service`. */
  readonly serviceClients: readonly string[];
  /** What its tokens name as their issuer, where it stands in for another one. */
  readonly issuer?: string;
}

/** Starts it; throws unless the host is a loopback address. */
export async function startDevelopmentIssuer(
  options: DevelopmentIssuerServerOptions,
): Promise<DevelopmentIssuerServer> {
  const { host, port } = options;
  const issuer = await openDevelopmentIssuer({ mode: 'apart', ...options });
  const app = createBareServer({}, new RouteTable());
  await finishServer(app, [], {
    plugins: [(scope) => addDevelopmentRoutes(scope, { mode: 'apart', host, issuer })],
  });
  const url = await app.listen({ host, port });
  return {
    issuer,
    tokenUrl: `${url}/dev/token`,
    jwksUrl: `${url}/dev/jwks`,
    [Symbol.asyncDispose]: () => app.close(),
  };
}
