import { z } from 'zod';
import { message } from '../../message.ts';
import { id, instant, list } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { language, noticeKind } from '../../schemas/deadline.ts';
import { fundParams, inFund, listOf, ofEachPerson, pageQuery } from '../common.ts';

const service = 'reporting' as const;

/** An address that SMTP carries as it is, in ASCII; other scripts by their punycode domain. */
export const emailAddress = z
  .string()
  .max(254)
  .regex(
    /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/,
    {
      error: message(
        'must be an e-mail address such as name@example.org',
        'doit être une adresse électronique telle que nom@example.org',
      ),
    },
  );

const contact = {
  email: emailAddress.nullable().describe('null: nothing is sent'),
  language: language.describe('The language of what is sent'),
  tell: list(noticeKind, noticeKind.options.length).describe('What to send; what is left out is not sent'),
};

const contactAnswer = z.object({
  person: id,
  ...contact,
  enteredBy: id.nullable().describe('null: nothing was entered'),
});

const path = '/v1/funds/{fundId}/contacts/{person}';
const params = inFund('person');

const getContact = defineRoute({
  id: 'getContact',
  service,
  method: 'GET',
  path,
  summary: 'How a person is reached in this fund; `me` is the caller',
  description: 'For the person and the secretariat. Kept beside the logs, never in them.',
  access: 'any-role',
  own: ofEachPerson('secretariat'),
  params,
  answer: contactAnswer,
  etag: true,
});

const setContact = defineRoute({
  id: 'setContact',
  service,
  method: 'PUT',
  path,
  summary: 'Enter or replace how a person is reached; the ETag of what was read is required',
  description: 'A person for itself; the secretariat for anybody who holds a role in the fund.',
  access: 'any-role',
  own: ofEachPerson('secretariat'),
  params,
  body: z.strictObject({
    email: contact.email,
    language: language.default('en'),
    tell: contact.tell.default([...noticeKind.options]),
  }),
  answer: contactAnswer,
  etag: true,
});

const eraseContact = defineRoute({
  id: 'eraseContact',
  service,
  method: 'DELETE',
  path,
  summary: 'Erase how a person is reached, and what waits to be sent there',
  access: 'any-role',
  own: ofEachPerson('secretariat'),
  params,
  answer: contactAnswer,
});

const listMessages = defineRoute({
  id: 'listMessages',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/messages',
  summary: 'What was sent by e-mail, the latest first: to whom, about what, and what the mail server said',
  description: 'The secretariat and auditors see all, others what was sent to them. No addresses.',
  access: 'any-role',
  own: ofEachPerson('secretariat', 'auditor'),
  params: fundParams,
  query: z.strictObject({
    ...pageQuery,
    state: z.enum(['waiting', 'accepted', 'refused', 'skipped', 'given-up']).optional(),
  }),
  answer: listOf(
    z.object({
      about: z.string().describe('The deadline or decision'),
      kind: z.string().describe('notice, decision, or reminder-7: seven days before'),
      person: id,
      state: z
        .enum(['waiting', 'accepted', 'refused', 'skipped', 'given-up'])
        .describe(
          'accepted: by the mail server; refused: bounced there; skipped: its date passed or it was settled before',
        ),
      attempts: z.int(),
      code: z.string().nullable().describe('Of the mail server’s last answer, such as 550'),
      madeAt: instant,
      settledAt: instant.nullable(),
    }),
  ),
});

/** Where people are reached, and what was sent. */
export const contactRoutes = { getContact, setContact, eraseContact, listMessages } as const;
