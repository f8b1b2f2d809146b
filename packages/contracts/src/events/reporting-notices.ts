import { z } from 'zod';
import { id, instant, text } from '../primitives.ts';

const aboutSeat = { nonObjectionId: id, seat: id };

/** What came of notices to seats, without any address: delivered is accepted by the mail server, bounced refused there. */
export const noticeEvents = {
  NoticeDelivered: z.object(aboutSeat),
  NoticeBounced: z.object({
    ...aboutSeat,
    code: text(20).nullable().describe('Of the mail server, such as 550'),
  }),
  NoticeOutageRecorded: z.object({
    nonObjectionId: id,
    from: instant,
    until: instant.describe('By when the mail server was away still, or until it was back'),
  }),
};
