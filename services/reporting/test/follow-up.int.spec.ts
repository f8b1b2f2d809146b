import { type CallInput, reportingRoutes as routes } from '@mdtf/contracts';
import { calendarEvents } from '@mdtf/testing/calendar-events';
import { type ServiceUnderTest, serviceUnderTest } from '@mdtf/testing/service-under-test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReporting } from '../src/service.ts';
import { charterAdopted, proposal } from './events.ts';
import { granted } from './notice-events.ts';

const FUND = 'imdp';
const params = { fundId: FUND };

const workshop = {
  number: 7,
  title: { en: 'Workshop on migration data', fr: 'Atelier sur les données migratoires' },
  startsOn: '2008-06-17',
  endsOn: '2008-06-19',
  venue: 'Accra',
  organisations: ['Migration organisation', 'Statistical service'],
  category: 'workshop' as const,
};
const { number: _, ...content } = workshop;

let under: ServiceUnderTest<'committee' | 'proposals'>;
const about = (eventId: string) => ({ params: { ...params, eventId } });
/** The secretariat's command; what is read afterwards waits for it. */
async function publish<R extends (typeof routes)[PublishingRoute]>(route: R, input: CallInput<R>) {
  const answer = await under.call('secretariat', route, input);
  if (!answer.ok) throw new Error(JSON.stringify(answer.body));
  published = answer.position ?? undefined;
  return answer.body;
}
type PublishingRoute = 'announceFollowUpEvent' | 'changeFollowUpEvent' | 'cancelFollowUpEvent';
let published: string | undefined;
const after = () => (published === undefined ? {} : { after: [published] });
const calendar = async (query: object = {}) =>
  (await under.ask(undefined, routes.listFollowUpEvents, { params, query, ...after() })).items;

beforeAll(async () => {
  under = await serviceUnderTest(openReporting, ['committee', 'proposals']);
  await under.told('committee', FUND, [
    charterAdopted(1),
    granted('secretariat', 'secretariat'),
    granted('partner-iom', 'partner', { organisation: 'iom' }),
  ]);
});
afterAll(() => under?.[Symbol.asyncDispose]());

describe('the calendar of follow-up events', () => {
  it('shows an announced event to everybody where the fund publishes', async () => {
    const announced = await publish(routes.announceFollowUpEvent, {
      params,
      body: { id: 'data', ...workshop },
    });
    expect(announced).toMatchObject({ eventId: 'data', version: 1, state: 'planned', reason: null });
    expect(await calendar()).toEqual([announced]);
  });

  it('is the secretariat’s to write', async () => {
    const body = { ...workshop, number: 8 };
    expect(await under.refused('partner-iom', routes.announceFollowUpEvent, { params, body })).toMatchObject({
      status: 403,
    });
  });

  it.each([
    ['an id twice', { id: 'data', number: 8 }, 409, 'already-exists'],
    ['a number twice', { id: 'other' }, 409, 'number-taken'],
    ['an end before its beginning', { number: 9, endsOn: '2008-06-16' }, 400, 'days-reversed'],
    ['nobody responsible', { number: 9, organisations: [] }, 400, 'invalid-request'],
  ])('does not take %s', async (_what, change, status, code) => {
    const body = { ...workshop, ...change };
    expect(await under.refused('secretariat', routes.announceFollowUpEvent, { params, body })).toMatchObject({
      status,
      code,
    });
  });

  it('keeps every version with its reason, and is read as it was published', async () => {
    const moved = { ...content, startsOn: '2008-07-01', endsOn: '2008-07-03', venue: 'Dakar' };
    const dated = { time: '2008-05-10T10:00:00.000Z', provenance: { source: 'Calendar of May 2008' } };
    await publish(routes.announceFollowUpEvent, {
      params,
      body: { ...workshop, id: 'old', number: 1 },
      ...dated,
    });
    await publish(routes.changeFollowUpEvent, {
      ...about('old'),
      body: { ...moved, reason: 'The hall was not free.' },
      time: '2008-05-20T10:00:00.000Z',
      provenance: { source: 'Calendar of June 2008' },
    });
    const [before] = await calendar({ asOf: '2008-05-19' });
    expect(before).toMatchObject({ eventId: 'old', version: 1, venue: 'Accra' });
    expect(await calendar({ asOf: '2008-05-09' })).toEqual([]);
    const now = (await calendar()).find(({ eventId }) => eventId === 'old');
    expect(now).toMatchObject({ version: 2, venue: 'Dakar', number: 1, reason: 'The hall was not free.' });
    const { items } = await under.ask(undefined, routes.listFollowUpVersions, {
      ...about('old'),
      ...after(),
    });
    expect(items.map(({ version, venue }) => [version, venue])).toEqual([
      [1, 'Accra'],
      [2, 'Dakar'],
    ]);
  });

  it('leaves what is cancelled where it was, and says so; a change makes it take place after all', async () => {
    const body = { reason: 'Merged with the expert meeting.' };
    const cancelled = await publish(routes.cancelFollowUpEvent, { ...about('data'), body });
    expect(cancelled).toMatchObject({ version: 2, state: 'cancelled', venue: 'Accra' });
    expect((await calendar()).find(({ eventId }) => eventId === 'data')).toEqual(cancelled);
    expect(
      await under.refused('secretariat', routes.cancelFollowUpEvent, { ...about('data'), body }),
    ).toMatchObject({ status: 409, code: 'already-cancelled' });
    const text = await (
      await under.send(undefined, routes.followUpCalendar, {
        accept: 'text/calendar',
        params,
        query: {},
        ...after(),
      })
    ).text();
    expect(calendarEvents(text).find(({ uid }) => uid === 'follow-up-data@imdp.mdtf')).toMatchObject({
      status: 'CANCELLED',
      sequence: 1,
      start: '2008-06-17',
      summary: '7. Workshop on migration data',
    });
    const again = { ...about('data'), body: { ...content, reason: 'It takes place after all.' } };
    expect(await publish(routes.changeFollowUpEvent, again)).toMatchObject({
      version: 3,
      state: 'planned',
    });
  });

  it('is listed by day, category and page', async () => {
    expect((await calendar({ from: '2008-06-20' })).map(({ eventId }) => eventId)).toEqual(['old']);
    expect(await calendar({ category: 'training' })).toEqual([]);
    const first = await under.ask(undefined, routes.listFollowUpEvents, { params, query: { limit: 1 } });
    expect(first.items.map(({ eventId }) => eventId)).toEqual(['data']);
    const query = { limit: 1, cursor: first.nextCursor ?? '' };
    const second = await under.ask(undefined, routes.listFollowUpEvents, { params, query });
    expect(second).toMatchObject({ items: [{ eventId: 'old' }], nextCursor: null });
  });

  it('knows no event that was not announced', async () => {
    expect(await under.refused(undefined, routes.listFollowUpVersions, about('none'))).toMatchObject({
      status: 404,
      code: 'follow-up-event-not-found',
    });
  });
});

describe('the register of recommendations', () => {
  it('is kept from meeting to meeting, with what was proposed under each', async () => {
    const text = { en: 'Improve data', fr: 'Améliorer les données' };
    const entered = (recommendationId: string, date: string) => ({
      type: 'RecommendationRecorded' as const,
      data: { recommendationId, meeting: `Forum of ${date.slice(0, 4)}`, date, session: '1', text },
    });
    const costs = { lead: 'iom', direct: '100.00', indirect: '7.00', requested: '107.00' };
    await under.told('proposals', FUND, [
      entered('second', '2008-10-30'),
      entered('first', '2007-07-11'),
      proposal('P1', { ...costs, recommendations: ['first', 'second'] }),
      proposal('P2', { ...costs, recommendations: ['first'] }),
    ]);
    const { rows, checks } = await under.ask(undefined, routes.getReport, {
      params: { ...params, name: 'recommendations' },
      query: {},
    });
    expect(
      rows.map(({ recommendationId, meeting, proposals }) => [recommendationId, meeting, proposals]),
    ).toEqual([
      ['first', 'Forum of 2007', 2],
      ['second', 'Forum of 2008', 1],
    ]);
    expect(checks.filter(({ holds }) => !holds)).toEqual([]);
  });
});
