import { type BodyOf, bulkRoutes } from '@mdtf/contracts';
import type { Actor, Language } from '@mdtf/domain';
import { admit } from './admission.ts';
import type { Identity } from './authentication.ts';
import { type Implementation, implement, type Reply } from './implementation.ts';
import { JsonText, textOfBody } from './json-text.ts';
import { languageHeaders } from './language.ts';
import type { Operation } from './operation.ts';
import { perform } from './perform.ts';
import { isRefusal, problemIn, type Refusal, refuse } from './refusal.ts';
import type { RouteTable } from './route-table.ts';
import { activeTraceparent } from './telemetry/trace-context.ts';

type BulkItem = BodyOf<typeof bulkRoutes.bulk>['items'][number];

interface BulkResult {
  readonly status: number;
  readonly body: unknown;
  readonly position: string | null;
  readonly location: string | null;
  readonly replayed: boolean;
}

/** The bulk route: each item goes through the pipeline of its own route, all at once; what is unexpected fails its item alone. */
export function bulkImplementation(
  table: RouteTable<Operation>,
  unexpected: (error: unknown) => Refusal,
): Implementation {
  return implement(bulkRoutes.bulk, async ({ body, actor, language }) => {
    const identity = identityOf(actor);
    const items = await Promise.all(
      body.items.map((item) =>
        answerItem(table, identity, item, language).catch((error: unknown) => unexpected(error)),
      ),
    );
    const results = items.map((reply) => textOf(resultOf(reply, language)));
    return {
      body: new JsonText(`{"items":[${results.join(',')}]}`) as never,
      headers: languageHeaders(language),
    };
  });
}

/** Bodies that are text already stay so. */
function textOf({ body, ...rest }: BulkResult): string {
  return `${JSON.stringify(rest).slice(0, -1)},"body":${textOfBody(body)}}`;
}

// Both roles come from the identity alone, never from a grant, so nothing is lost by reading them back.
function identityOf({ id, roles }: Actor): Identity {
  return { id, admin: roles.includes('admin'), service: roles.includes('service') };
}

async function answerItem(
  table: RouteTable<Operation>,
  identity: Identity,
  item: BulkItem,
  language: Language,
): Promise<Reply> {
  const found = table.match(item.method, item.path)?.found;
  const carried = found?.value.route;
  if (found === undefined || !carried?.command || carried.upload !== undefined) {
    return refuse(
      404,
      'no-such-command',
      { en: 'No such command', fr: 'Commande introuvable' },
      {
        en: `${item.method} ${item.path} is not a command with a JSON body.`,
        fr: `${item.method} ${item.path} n’est pas une commande au corps JSON.`,
      },
    );
  }
  const operation = found.value;
  const admission = await admit(operation, identity, found.params, undefined);
  if (isRefusal(admission)) return admission;
  const reply = await perform(
    operation,
    admission,
    { path: item.path, query: {}, body: item.body },
    {
      idempotencyKey: item.idempotencyKey,
      backDating: { time: item.time, provenance: item.provenance },
      ifMatch: undefined,
      ifNoneMatch: undefined,
      accept: undefined,
      language,
      traceparent: activeTraceparent(),
    },
  );
  const { status } = operation.route;
  return isRefusal(reply) || 'stream' in reply ? reply : { status, ...reply };
}

function resultOf(reply: Reply, language: Language): BulkResult {
  const { headers = {} } = reply;
  const isProblem = isRefusal(reply);
  return {
    status: isProblem ? reply.problem.status : 'status' in reply ? (reply.status ?? 200) : 200,
    body: isProblem ? problemIn(reply.problem, language) : 'body' in reply ? (reply.body ?? null) : null,
    position: headers['mdtf-position'] ?? null,
    location: headers.location ?? null,
    replayed: headers['idempotency-replayed'] === 'true',
  };
}
