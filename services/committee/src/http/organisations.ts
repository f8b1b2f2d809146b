import { type Actor, localDate, organisationRecord } from '@mdtf/domain';
import { PLATFORM } from '@mdtf/fund-log';
import { decodeCursor, isRefusal, newId, notFound, pageOf } from '@mdtf/runtime';
import { correctionsAggregate } from '../domain/organisations/correction.ts';
import { type DueDiligence, dueDiligenceAggregate } from '../domain/organisations/due-diligence.ts';
import { type FlagAnswer, flagAggregate, flagAnswer } from '../domain/organisations/flag.ts';
import { organisationAggregate } from '../domain/organisations/organisation.ts';
import { standingAnswer } from '../domain/organisations/standing-answer.ts';
import type { CommitteeQueries } from '../queries.ts';
import { answerPage, type Handlers } from './handlers.ts';

/** Corrections of the register, and what a fund has on record of an organisation. */
export function organisationHandlers(
  queries: CommitteeQueries,
): Handlers<
  | 'correctOrganisation'
  | 'listOrganisationCorrections'
  | 'getStanding'
  | 'recordDueDiligence'
  | 'confirmDueDiligence'
  | 'listDueDiligence'
  | 'flagOrganisation'
  | 'liftFlag'
  | 'listFlags'
> {
  const pathOf = (fundId: string, organisationId: string) =>
    `/v1/funds/${fundId}/organisations/${organisationId}`;
  const registered = (id: string) => queries.one(PLATFORM, organisationAggregate, id);

  return {
    correctOrganisation: ({ params: { organisationId }, body: { reason, ...organisation }, submit }) =>
      submit(
        'CorrectOrganisation',
        { organisation: { id: organisationId, ...organisation }, reason },
        { location: () => `/v1/organisations/${organisationId}` },
      ),
    async listOrganisationCorrections({ params: { organisationId }, query: { cursor, limit } }) {
      if ((await registered(organisationId)) === undefined) return notFound('organisation', organisationId);
      const after = decodeCursor(cursor, 'text');
      if (after !== undefined && isRefusal(after)) return after;
      const { made = [] } = (await queries.one(PLATFORM, correctionsAggregate, organisationId)) ?? {};
      const wanted = made.filter(({ number }) => number > Number(after?.[0] ?? 0)).slice(0, limit + 1);
      const key = ({ number }: { readonly number: number }) => [String(number)];
      return { body: pageOf(wanted, limit, { key, item: (correction) => correction }) };
    },
    async getStanding({ params: { fundId, organisationId }, actor }) {
      const fund = await queries.fund(fundId);
      if (fund === undefined) return notFound('fund', fundId);
      const known = maySee(actor, organisationId) ? await registered(organisationId) : undefined;
      if (known === undefined) return notFound('organisation', organisationId);
      const [record, adopted] = await Promise.all([
        queries.one(fundId, organisationRecord, organisationId),
        queries.charter(fundId),
      ]);
      return {
        body: standingAnswer({
          organisation: organisationId,
          known,
          record,
          at: fund.now,
          timeZone: fund.timeZone,
          terms: adopted?.charter.dueDiligence,
        }),
      };
    },
    recordDueDiligence: ({ params: { fundId, organisationId }, body, submit }) =>
      submit<DueDiligence>(
        'RecordDueDiligence',
        { ...body, id: body.id ?? newId(), organisation: organisationId },
        { location: () => `${pathOf(fundId, organisationId)}/due-diligence` },
      ),
    confirmDueDiligence: ({ params: { organisationId, recordId }, submit }) =>
      submit('ConfirmDueDiligence', { recordId, organisation: organisationId }),
    listDueDiligence: async ({ params: { fundId, organisationId }, query }) =>
      (await registered(organisationId)) === undefined
        ? notFound('organisation', organisationId)
        : answerPage(
            await queries.list(fundId, dueDiligenceAggregate, query, (state) => state, {
              organisation: organisationId,
            }),
          ),
    flagOrganisation: ({ params: { fundId, organisationId }, body, submit }) =>
      submit<FlagAnswer>(
        'FlagOrganisation',
        { ...body, id: body.id ?? newId(), organisation: organisationId },
        { location: () => `${pathOf(fundId, organisationId)}/flags` },
      ),
    liftFlag: ({ params: { organisationId, flagId }, body: { reason }, submit }) =>
      submit('LiftFlag', { flagId, organisation: organisationId, reason }),
    async listFlags({ params: { fundId, organisationId }, query: { level, ...paging } }) {
      const fund = await queries.fund(fundId);
      if (fund === undefined) return notFound('fund', fundId);
      if ((await registered(organisationId)) === undefined) return notFound('organisation', organisationId);
      const today = localDate(fund.now, fund.timeZone);
      const filter = { organisation: organisationId, ...(level === undefined ? {} : { level }) };
      return answerPage(
        await queries.list(fundId, flagAggregate, paging, (flag) => flagAnswer(flag, today), filter),
      );
    },
  };
}

/** Who acts for organisations alone sees its own. */
function maySee({ roles, organisations }: Actor, organisation: string): boolean {
  return roles.some((role) => SEE_ALL.has(role)) || organisations.includes(organisation);
}

const SEE_ALL: ReadonlySet<string> = new Set([
  'secretariat',
  'chair',
  'seat-holder',
  'alternate',
  'treasurer',
  'auditor',
]);
