import { openAllocation } from '@mdtf/allocation/service';
import { createPostgresStore } from '@mdtf/fund-log';
import { createEmbeddedBus } from '@mdtf/messaging';
import { createPool } from '@mdtf/postgres';
import { createAuthentication, createHttpServer, openDevelopmentIssuer } from '@mdtf/runtime';

// The allocation service as a process of its own, as it runs apart from the others; told by its arguments where.
// It follows the committee, as it must to let money out; nobody follows it.

const NO_LIMITS = { requestsPerSecond: 1_000_000, burst: 1_000_000 };
const HOST = '127.0.0.1';

const [allocationUrl = '', committeeUrl = '', folder = ''] = process.argv.slice(2);

const issuer = await openDevelopmentIssuer({ mode: 'embedded', host: HOST, dataFolder: folder });
const service = await openAllocation({ databaseUrl: allocationUrl });
const committeePool = createPool(committeeUrl, { max: 2 });
const committee = createPostgresStore({ pool: committeePool, service: 'committee' });
const bus = createEmbeddedBus({ sources: [{ reader: committee.reader }] });
service.follow(bus, ['committee']);
const server = await createHttpServer({
  services: [service.mount],
  authentication: createAuthentication({
    issuer: issuer.issuer,
    audience: issuer.audience,
    keys: { jwks: issuer.jwks },
  }),
  limits: NO_LIMITS,
});
const url = await server.listen({ host: HOST, port: 0 });
process.send?.({ url });
// Whoever has started it is gone.
process.once('disconnect', () => process.exit());

process.once('SIGTERM', () => {
  void (async () => {
    await server.close();
    await bus[Symbol.asyncDispose]();
    await service[Symbol.asyncDispose]();
    await committee[Symbol.asyncDispose]();
    await committeePool.end();
    process.disconnect?.();
  })();
});
