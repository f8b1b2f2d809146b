import { z } from 'zod';

const word = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, {
  error: 'must be lower-case letters, digits and dashes',
});
const columnName = z.string().min(1).max(100);

/** What a column's text is read as; amounts in cents, dates without a zone in UTC. */
export const columnKind = z.enum([
  'text',
  'name',
  'integer',
  'decimal',
  'us-date-time',
  'iso-date',
  'counts',
  'boolean',
]);

const columnInFull = z.strictObject({
  kind: columnKind,
  about: z.string().max(500).optional(),
  optional: z.boolean().default(false).describe('May be blank or absent: what is made of it is left out'),
  blank: z.string().max(100).optional().describe('What a blank stands for'),
  parts: z.array(z.string().max(60)).min(1).max(20).optional().describe('Of counts: their names, in order'),
  scale: z
    .int()
    .min(-12)
    .max(12)
    .optional()
    .describe('Of a decimal: the power of ten of its unit; 6: millions'),
});

export type Column = z.output<typeof columnInFull>;

const column = z.union([columnKind.transform((kind): Column => ({ kind, optional: false })), columnInFull]);

const table = z.strictObject({
  about: z.string().max(500).optional(),
  file: word.optional().describe('The name its files are given under; absent: its own'),
  named: z.string().max(200).optional().describe('How its files are called in a folder; * is any text'),
  optional: z.boolean().default(false),
  json: z
    .strictObject({
      where: z.record(z.string(), z.string()).optional(),
      at: z.string().optional(),
    })
    .optional()
    .describe(
      'In a JSON file: the records that have these values, and the member of them that holds the rows',
    ),
  columns: z.record(columnName, column),
});

const step = z.strictObject({
  step: word,
  about: z.string().max(500).optional(),
  from: word,
  group: z.array(columnName).min(1).max(10).optional().describe('One command for all rows equal in these'),
  distinct: z
    .array(columnName)
    .min(1)
    .max(10)
    .optional()
    .describe('Of rows equal in these only the first counts'),
  when: z.array(z.unknown()).max(10).default([]).describe('Only rows of which all of these hold'),
  as: word.describe('The persona that sends it'),
  command: z.string().max(60).describe('The id of the route, such as openCall'),
  params: z.record(z.string(), z.unknown()).default({}),
  body: z.unknown().optional(),
  time: z.unknown().optional().describe('When it happened'),
});

/** A profile: which columns files must have, and which commands are made of their rows, in which order. */
export const profileSchema = z.strictObject({
  profile: word,
  title: z.string().min(1).max(200),
  about: z.string().max(2_000).optional(),
  source: z.string().min(1).max(200).describe('Named in the provenance of every record'),
  currency: z.string().regex(/^[A-Z]{3}$/),
  parameters: z
    .record(
      word,
      z.strictObject({ about: z.string().max(500), kind: columnKind, default: z.string().max(500) }),
    )
    .default({}),
  tables: z.record(word, table),
  steps: z.array(step).min(1).max(60),
});

export type Profile = z.output<typeof profileSchema>;
export type Table = Profile['tables'][string];
export type Step = Profile['steps'][number];

/** A profile that cannot be used: where the mistake is, and what is wrong there. */
export class ProfileMistake extends Error {
  override readonly name = 'ProfileMistake';

  constructor(at: string, what: string) {
    super(`The profile is wrong at ${at}: ${what}.`);
  }
}

/** Checks a profile's form; throws `ProfileMistake` with the path of the first mistake. */
export function checkProfile(given: unknown): Profile {
  const parsed = profileSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ProfileMistake(
    issue?.path.map(String).join('.') || 'its root',
    issue?.message ?? 'it is no profile',
  );
}
