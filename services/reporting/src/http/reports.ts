import { csvAnswer, notFound, notModified, type Refusal, refuse, type ServiceParts } from '@mdtf/runtime';
import { answer, type Report, type Understood, understand } from '../queries/ask.ts';
import type { Sources } from '../queries/sources.ts';
import type { Handlers } from './handlers.ts';

/** The fund's reports by name, as JSON or CSV. */
export function reportHandlers({
  pool,
  sources,
}: Pick<ServiceParts, 'pool'> & { readonly sources: Sources }): Handlers<'getReport'> {
  return {
    getReport: async ({ fund, params: { name }, query, format, unchanged }) => {
      const understood = await understand({ pool, sources }, name, fund, query);
      if ('problem' in understood) return refusalOf(understood, fund);
      const { question, positions, tag } = understood;
      // Weak: the instant that an answer prints moves on while what it says stays the same.
      const etag = `W/"${format}-${tag}"`;
      if (unchanged(etag)) return notModified(etag);
      const report = await answer(pool, name, question, positions);
      return format === 'csv' ? csvOf(report, etag) : { body: report, etag };
    },
  };
}

function csvOf({ report, fundId, asOf, columns, rows }: Report, etag: string) {
  return csvAnswer({
    name: `${fundId}-${report}-${asOf}.csv`,
    columns: columns.map(({ name, kind }) => ({
      title: name,
      kind: kind === 'text' ? ('text' as const) : ('plain' as const),
      value: (row: Report['rows'][number]) => row[name],
    })),
    rows,
    etag,
  });
}

function refusalOf(understood: Extract<Understood, { problem: string }>, fund: string): Refusal {
  switch (understood.problem) {
    case 'no-such-fund':
      return notFound('fund', fund);
    case 'nothing-read':
      return refuse(
        503,
        'not-yet-read',
        { en: 'Not caught up yet', fr: 'Pas encore à jour' },
        {
          en: 'The logs are being read; ask again in a second.',
          fr: 'Les journaux sont en cours de lecture ; redemandez dans une seconde.',
        },
        { retryAfterSeconds: 1 },
      );
    case 'not-yet-complete': {
      const { completeThrough } = understood;
      const message = {
        en: `must not be after ${completeThrough}`,
        fr: `ne doit pas être postérieur à ${completeThrough}`,
      };
      return refuse(
        422,
        'not-yet-complete',
        { en: 'Not everything is known yet', fr: 'Tout n’est pas encore connu' },
        {
          en: `Everything is known up to ${completeThrough}; ask for that instant or an earlier one, or leave knownAt out.`,
          fr: `Tout est connu jusqu’à ${completeThrough} ; demandez cet instant ou un instant antérieur, ou omettez knownAt.`,
        },
        { errors: [{ field: 'query.knownAt', message }] },
      );
    }
  }
}
