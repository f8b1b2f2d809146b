import { reportingRoutes } from '@mdtf/contracts';
import type { Api } from './api.ts';
import { params } from './fund.ts';

const category = 'forum-meeting' as const;

const manila = {
  title: {
    en: 'Second meeting of the Forum on Migration and Development',
    fr: 'Deuxième réunion du Forum sur la migration et le développement',
  },
  startsOn: '2008-10-27',
  endsOn: '2008-10-30',
  venue: 'Manila',
  organisations: ['Chair of the Forum'],
  category,
};

/** The calendar as first published: what the fund follows up, and where its results are due. */
export async function announceMeetings(api: Api): Promise<void> {
  await api.send('secretariat', reportingRoutes.announceFollowUpEvent, {
    params,
    body: {
      id: 'brussels',
      number: 1,
      title: {
        en: 'First meeting of the Forum on Migration and Development',
        fr: 'Première réunion du Forum sur la migration et le développement',
      },
      startsOn: '2007-07-09',
      endsOn: '2007-07-11',
      venue: 'Brussels',
      organisations: ['Chair of the Forum'],
      category,
    },
  });
  await api.send('secretariat', reportingRoutes.announceFollowUpEvent, {
    params,
    body: { id: 'manila', number: 2, ...manila },
  });
}

/** The second version of Manila: the days of civil society, before it, are no part of the meeting. */
export async function changeManila(api: Api): Promise<void> {
  await api.send('secretariat', reportingRoutes.changeFollowUpEvent, {
    params: { ...params, eventId: 'manila' },
    body: {
      ...manila,
      startsOn: '2008-10-29',
      reason: 'Civil society meets on 27 and 28 October by itself; governments meet on the 29th and 30th.',
    },
  });
}
