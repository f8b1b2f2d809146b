import { changesBetween, textIn } from '@mdtf/domain';
import { PLATFORM } from '@mdtf/fund-log';
import { canonicalSha256, invalid, languageHeaders, newId, notFound, type Refusal } from '@mdtf/runtime';
import { CANNOT_BE_ADOPTED, pinned } from '../domain/charter.ts';
import { charterProblems } from '../domain/charter-check.ts';
import { organisationAggregate } from '../domain/organisations/organisation.ts';
import type { Charter } from '../domain/shapes.ts';
import type { CommitteeQueries } from '../queries.ts';
import { answerPage, type Handlers } from './handlers.ts';

/** Funds, their charters, and the organisations that all funds share. */
export function fundHandlers(
  queries: CommitteeQueries,
): Handlers<
  | 'establishFund'
  | 'listFunds'
  | 'getFund'
  | 'getCharter'
  | 'checkCharter'
  | 'adoptCharter'
  | 'listCharterVersions'
  | 'compareCharters'
  | 'registerOrganisation'
  | 'listOrganisations'
  | 'getOrganisation'
> {
  return {
    establishFund: ({ body, submit }) =>
      refuseUnfit(body.charter) ??
      submit('EstablishFund', body, { fund: body.id, location: () => `/v1/funds/${body.id}` }),
    listFunds: async ({ query }) => answerPage(await queries.funds(query)),
    async getFund({ params: { fundId } }) {
      const body = await queries.fund(fundId);
      return body === undefined ? notFound('fund', fundId) : { body };
    },
    async getCharter({ params: { fundId }, query: { version } }) {
      const body = await queries.charter(fundId, version);
      return body === undefined ? notFound('charter version', String(version ?? 'in force')) : { body };
    },
    async checkCharter({ params: { fundId }, body: { charter }, language }) {
      const current = await queries.charter(fundId);
      if (current === undefined) return notFound('fund', fundId);
      const errors = charterProblems(charter).map(({ field, message }) => ({
        field: `body.charter.${field}`,
        message: textIn(message, language),
      }));
      const changes = changesBetween(current.charter, pinned(charter));
      const body = { sha256: canonicalSha256(charter), errors, changes };
      return { body, headers: languageHeaders(language) };
    },
    adoptCharter: ({ params: { fundId }, body, submit }) =>
      refuseUnfit(body.charter) ??
      submit<{ version: number }>(
        'AdoptCharter',
        { ...body, sha256: canonicalSha256(body.charter) },
        {
          location: ({ version }) => `/v1/funds/${fundId}/charter?version=${version}`,
        },
      ),
    listCharterVersions: async ({ params: { fundId }, query }) =>
      answerPage(await queries.charters(fundId, query)),
    async compareCharters({ params: { fundId }, query: { from, to } }) {
      const [before, after] = await Promise.all([queries.charter(fundId, from), queries.charter(fundId, to)]);
      if (before === undefined) return notFound('charter version', String(from));
      if (after === undefined) return notFound('charter version', String(to));
      return { body: { from, to, changes: changesBetween(before.charter, after.charter) } };
    },
    registerOrganisation: ({ body, submit }) =>
      submit(
        'RegisterOrganisation',
        { ...body, id: body.id ?? newId() },
        { location: ({ id }) => `/v1/organisations/${id}` },
      ),
    listOrganisations: async ({ query: { kind, ...paging } }) =>
      answerPage(
        await queries.list(
          PLATFORM,
          organisationAggregate,
          paging,
          (organisation) => organisation,
          kind === undefined ? {} : { kinds: [kind] },
        ),
      ),
    async getOrganisation({ params: { organisationId } }) {
      const body = await queries.one(PLATFORM, organisationAggregate, organisationId);
      return body === undefined ? notFound('organisation', organisationId) : { body };
    },
  };
}

/** 400 with every field of a charter at fault; the decision itself would name them in words alone. */
function refuseUnfit(charter: Charter): Refusal | undefined {
  const problems = charterProblems(charter).slice(0, MAX_FIELD_ERRORS);
  if (problems.length === 0) return undefined;
  return invalid(
    problems.map(({ field, message }) => ({ field: `body.charter.${field}`, message })),
    CANNOT_BE_ADOPTED,
    'charter-invalid',
  );
}

const MAX_FIELD_ERRORS = 100;
