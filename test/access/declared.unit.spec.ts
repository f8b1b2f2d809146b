import { ALL_ROUTES, type Role, type Route } from '@mdtf/contracts';
import { describe, expect, it } from 'vitest';
import { admits } from './own/cases.ts';
import { FUND_WIDE, NARROW_ROLES, type NarrowRole } from './own/fund-wide.ts';
import { NAMELESS_ROUTES } from './own/nameless.ts';
import { QUESTIONS } from './own/questions.ts';

const FOR_ALL: readonly Route['access'][] = ['public', 'fund-public', 'authenticated'];

const isTold = ({ id, own }: Route, role: NarrowRole): boolean =>
  own[role] !== undefined ||
  FUND_WIDE.some(({ roles, routes }) => roles.includes(role) && routes.includes(id));

describe('a route that admits a role which may have things of its own', () => {
  it('declares what is its own, or is meant for the whole fund with a reason', () => {
    const untold = ALL_ROUTES.filter(({ access }) => !FOR_ALL.includes(access)).flatMap((route) =>
      NARROW_ROLES.filter((role) => admits(route, role) && !isTold(route, role)).map(
        (role) => `${route.id} by ${role}: declare \`own\`, or give the reason in own/fund-wide.ts`,
      ),
    );
    expect(untold).toEqual([]);
  });

  it('is meant for the whole fund only where it is there, admits the role and declares nothing else', () => {
    const wrong = FUND_WIDE.flatMap(({ roles, routes }) =>
      routes.flatMap((id) =>
        roles.flatMap((role) => {
          const route = ALL_ROUTES.find((one) => one.id === id);
          return route !== undefined && admits(route, role) && route.own[role] === undefined
            ? []
            : [`${id} by ${role}`];
        }),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('declares something as own only to roles that it admits', () => {
    const wrong = ALL_ROUTES.flatMap(({ id, access, own }) =>
      (Object.keys(own) as Role[])
        .filter((role) => typeof access !== 'string' && !access.includes(role))
        .map((role) => `${id} by ${role}`),
    );
    expect(wrong).toEqual([]);
  });

  it('is asked by the own matrix, by every role to which it declares something as own', () => {
    const asks = (route: Route, role: NarrowRole): boolean =>
      NAMELESS_ROUTES.some(({ id }) => id === route.id) ||
      QUESTIONS.some((one) => one.route.id === route.id && (one.roles?.includes(role) ?? true));
    const unasked = ALL_ROUTES.flatMap((route) =>
      NARROW_ROLES.filter((role) => route.own[role] !== undefined && !asks(route, role)).map(
        (role) => `${route.id} by ${role}`,
      ),
    );
    expect(unasked).toEqual([]);
  });
});
