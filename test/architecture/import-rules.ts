import { importsOf } from './imports.ts';
import { file, isCode, isProduction, type Rule, unitOf } from './rule.ts';
import type { SourceFile } from './source-files.ts';

/** Who may import whom: what files at `from` may reach besides their own folder, or what they may never reach. */
interface Layer {
  readonly sentence: string;
  readonly from: RegExp;
  /** Files matched by `from` that the sentence does not mean. */
  readonly except?: RegExp;
  readonly only?: readonly RegExp[];
  readonly never?: readonly RegExp[];
  readonly broken: readonly (readonly SourceFile[])[];
  readonly kept: SourceFile;
}

const domain = /^@mdtf\/domain$/;
const rules = /^@mdtf\/rules$/;
const contracts = /^@mdtf\/contracts$/;
const fundLog = /^@mdtf\/fund-log$/;
const postgres = /^@mdtf\/postgres$/;
const ours = /^@mdtf\//;
const aService = /^@mdtf\/(proposals|committee|allocation|reporting|portal|all-in-one)(\/|$)/;

const layers: readonly Layer[] = [
  {
    sentence: 'packages/domain imports nothing, so that every decision can be replayed anywhere',
    from: /^packages\/domain\/src\//,
    only: [/^packages\/domain\/src\//],
    broken: [
      [file('packages/domain/src/money.ts', "import { z } from 'zod';")],
      [file('packages/domain/src/time.ts', "import { performance } from 'node:perf_hooks';")],
      [file('packages/domain/src/money.ts', "import type { Amount } from '@mdtf/contracts';")],
    ],
    kept: file('packages/domain/src/money.ts', "import { divideHalfUp } from './shares.ts';"),
  },
  {
    sentence: 'packages/rules imports only the domain: one rule means the same wherever it is asked',
    from: /^packages\/rules\/src\//,
    only: [/^packages\/rules\/src\//, domain],
    broken: [[file('packages/rules/src/cap.ts', "import { Pool } from 'pg';")]],
    kept: file('packages/rules/src/cap.ts', "import { percentHalfUp } from '@mdtf/domain';"),
  },
  {
    sentence: "a service's domain imports only the domain, the rules and its own folder",
    from: /^services\/[^/]+\/src\/domain\//,
    only: [/^services\/[^/]+\/src\/domain\//, domain, rules],
    broken: [
      [file('services/allocation/src/domain/mandate.ts', "import { z } from 'zod';")],
      [file('services/allocation/src/domain/mandate.ts', "import { readMandate } from '../queries.ts';")],
      [file('services/allocation/src/domain/mandate.ts', "import type { Deposit } from '@mdtf/contracts';")],
      [file('services/allocation/src/domain/mandate.ts', "import { randomUUID } from 'node:crypto';")],
    ],
    kept: file(
      'services/allocation/src/domain/mandate.ts',
      "import { accept } from '@mdtf/domain';\nimport { cap } from '@mdtf/rules';\nimport type { Tranche } from './tranche.ts';",
    ),
  },
  {
    sentence: 'packages/contracts imports only zod: what is promised outside does not hang on how it is kept',
    from: /^packages\/contracts\/src\//,
    only: [/^packages\/contracts\/src\//, /^npm:zod$/],
    broken: [[file('packages/contracts/src/problem.ts', "import type { Rejection } from '@mdtf/domain';")]],
    kept: file('packages/contracts/src/problem.ts', "import { z } from 'zod';"),
  },
  {
    sentence: "packages/verifier imports only Node's own modules: an auditor need not trust our code",
    from: /^packages\/verifier\/src\//,
    only: [/^packages\/verifier\/src\//, /^node:/],
    broken: [[file('packages/verifier/src/leaf.ts', "import { leafHash } from '@mdtf/fund-log';")]],
    kept: file('packages/verifier/src/leaf.ts', "import { createHash } from 'node:crypto';"),
  },
  {
    sentence: 'packages/postgres imports nothing of ours',
    from: /^packages\/postgres\/src\//,
    never: [ours],
    broken: [[file('packages/postgres/src/pool.ts', "import { formatInstant } from '@mdtf/domain';")]],
    kept: file('packages/postgres/src/pool.ts', "import pg from 'pg';"),
  },
  {
    sentence: 'packages/fund-log knows the domain and the database, nothing of HTTP, Kafka or one service',
    from: /^packages\/fund-log\/src\//,
    except: /conformance/,
    only: [/^packages\/fund-log\//, domain, postgres, /^node:/, /^npm:pg$/],
    broken: [
      [file('packages/fund-log/src/committer.ts', "import Fastify from 'fastify';")],
      [file('packages/fund-log/src/committer.ts', "import { service } from '@mdtf/allocation/service';")],
    ],
    kept: file('packages/fund-log/src/committer.ts', "import { withTransaction } from '@mdtf/postgres';"),
  },
  {
    sentence: 'packages/messaging carries entries and knows none of those who write or read them',
    from: /^packages\/messaging\/src\//,
    except: /conformance/,
    only: [/^packages\/messaging\//, domain, fundLog, postgres, /^node:/, /^npm:kafkajs$/],
    broken: [[file('packages/messaging/src/relay.ts', "import { createHttpServer } from '@mdtf/runtime';")]],
    kept: file('packages/messaging/src/relay.ts', "import type { StoredEntry } from '@mdtf/fund-log';"),
  },
  {
    sentence:
      'kafkajs is imported by packages/messaging/src/kafka*.ts alone, so that it can be replaced in one place',
    from: /./,
    except: /^packages\/messaging\/src\/kafka[^/]*\.ts$/,
    // The containers' library only starts a broker.
    never: [/^npm:(kafkajs|(?!@testcontainers\/).*\/kafka[^/]*)$/],
    broken: [
      [file('packages/messaging/src/relay.ts', "import { Kafka } from 'kafkajs';")],
      [file('test/resilience/broker.ts', "import type { Admin } from 'kafkajs';")],
    ],
    kept: file('packages/messaging/src/kafka-bus.ts', "import { Kafka } from 'kafkajs';"),
  },
  {
    sentence: "a service's routes turn a contract into a command: they reach no database and no broker",
    from: /^services\/[^/]+\/src\/http(\/.*)?[^/]*\.ts$/,
    only: [
      /^services\/[^/]+\/src\/(domain\/|http\/|http[^/]*\.ts$|queries\/|queries[^/]*\.ts$|files\/)/,
      contracts,
      /^@mdtf\/runtime$/,
      domain,
      rules,
      fundLog,
    ],
    broken: [
      [file('services/committee/src/http.ts', "import type { Pool } from 'pg';")],
      [file('services/committee/src/http/votes.ts', "import { withTransaction } from '@mdtf/postgres';")],
      [file('services/committee/src/http.ts', "import Fastify from 'fastify';")],
    ],
    kept: file(
      'services/committee/src/http.ts',
      "import { routes } from '@mdtf/contracts';\nimport { implement } from '@mdtf/runtime';\nimport { seats } from './queries.ts';",
    ),
  },
  {
    sentence: "a service's reactions turn an entry into a command: they reach no HTTP and no database",
    from: /^services\/[^/]+\/src\/reactions(\/.*)?[^/]*\.ts$/,
    only: [/^services\/[^/]+\/src\/(domain\/|reactions\/|reactions[^/]*\.ts$)/, contracts, domain, fundLog],
    broken: [
      [file('services/allocation/src/reactions.ts', "import { balances } from './queries.ts';")],
      [file('services/allocation/src/reactions.ts', "import type { PoolClient } from 'pg';")],
      [file('services/allocation/src/reactions.ts', "import { implement } from '@mdtf/runtime';")],
    ],
    kept: file(
      'services/allocation/src/reactions.ts',
      "import type { CommitteeEvent } from '@mdtf/contracts';",
    ),
  },
  {
    sentence: 'a service imports packages and never another service',
    from: /^services\/(?!all-in-one\/)/,
    never: [aService],
    broken: [
      [file('services/proposals/src/service.ts', "import { service } from '@mdtf/allocation/service';")],
    ],
    kept: file('services/proposals/src/service.ts', "import { createCommitter } from '@mdtf/fund-log';"),
  },
  {
    sentence: 'a package imports no service; only the command line starts the whole',
    from: /^packages\/(?!cli\/)/,
    never: [aService],
    broken: [[file('packages/testing/src/world.ts', "import { service } from '@mdtf/committee/service';")]],
    kept: file('packages/cli/src/demo.ts', "import { start } from '@mdtf/all-in-one';"),
  },
  {
    sentence: "whoever starts a service uses its './service' export and not its insides",
    from: /./,
    never: [
      /^@mdtf\/(proposals|committee|allocation|reporting|portal)(?!\/service$)(\/|$)/,
      /^@mdtf\/all-in-one\/(?!demonstration$)/,
    ],
    broken: [
      [
        file(
          'services/all-in-one/src/system.ts',
          "import { decide } from '@mdtf/allocation/src/domain/mandate.ts';",
        ),
      ],
      [file('test/journeys/journey.ts', "import { model } from '@mdtf/allocation';")],
    ],
    kept: file('services/all-in-one/src/system.ts', "import { service } from '@mdtf/allocation/service';"),
  },
  {
    sentence: "nobody reaches into another package's files: a package is what its index exports",
    from: /./,
    never: [/^@mdtf\/[^/]+\/(src|test)\//],
    broken: [[file('services/portal/src/pages.ts', "import { z } from '@mdtf/contracts/src/problem.ts';")]],
    kept: file('test/database.ts', "import setup from '@mdtf/testing/database-setup';"),
  },
];

const layerRules = layers.map((layer): Rule => {
  const { sentence, from, except, only, never, broken, kept } = layer;
  return {
    sentence,
    findings: (files) =>
      files
        .filter((source) => from.test(source.path) && !except?.test(source.path) && isMeant(source, layer))
        .flatMap((source) =>
          importsOf(source)
            .filter(({ target }) => {
              const outside = only !== undefined && !only.some((allowed) => allowed.test(target));
              return outside || (never ?? []).some((forbidden) => forbidden.test(target));
            })
            .map(({ line, specifier }) => `${source.path}:${line} imports ${specifier}`),
        ),
    broken,
    kept: [kept],
  };
});

// A layer's own specs may use the tools of tests; what is forbidden by name is forbidden to them too.
function isMeant(source: SourceFile, layer: Layer): boolean {
  return layer.only === undefined ? isCode(source) : isProduction(source);
}

const ownFolder: Rule = {
  sentence: 'a relative import stays inside its own package or service, or inside test/',
  findings: (files) =>
    files.filter(isCode).flatMap((source) => {
      const home = unitOf(source.path) ?? 'test';
      return importsOf(source)
        .filter(({ specifier, target }) => specifier.startsWith('.') && !target.startsWith(`${home}/`))
        .map(({ line, specifier }) => `${source.path}:${line} imports ${specifier}`);
    }),
  broken: [
    [file('services/portal/src/pages.ts', "import { a } from '../../committee/src/queries.ts';")],
    [file('test/journeys/a.ts', "import { a } from '../../packages/domain/src/money.ts';")],
  ],
  kept: [file('services/portal/src/pages/front.ts', "import { a } from '../service.ts';")],
};

/** DESIGN's table of who may import whom, one rule a line. */
export const importRules: readonly Rule[] = [...layerRules, ownFolder];
