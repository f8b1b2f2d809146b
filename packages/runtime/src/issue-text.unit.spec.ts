import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { issueText } from './issue-text.ts';

const said = (schema: z.ZodType, value: unknown) =>
  (schema.safeParse(value).error?.issues ?? []).map((issue) => issueText(issue, 'body', undefined));

describe('a value of several forms', () => {
  const forms = z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('gift') }),
    z.strictObject({ kind: z.literal('rule') }),
  ]);

  it('that names none of them is told which there are, in both languages', () => {
    const [message] = said(forms, { kind: 'loan' });
    for (const language of ['en', 'fr'] as const) {
      expect(message?.[language]).toContain('gift');
      expect(message?.[language]).toContain('rule');
    }
    expect(message?.en).not.toBe(message?.fr);
  });

  it('that nothing tells apart fits none of them', () => {
    expect(said(z.union([z.string(), z.int()]), {})).toEqual([
      { en: 'has none of the forms it may have', fr: 'n’a aucune des formes permises' },
    ]);
  });
});
