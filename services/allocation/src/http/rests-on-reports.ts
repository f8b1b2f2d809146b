import type { ServiceParts } from '@mdtf/runtime';
import { allocation, made } from '../domain/allocation.ts';
import { CURRENT, knownCharter } from '../domain/known/charter.ts';
import { mandate } from '../domain/mandate.ts';
import { stopsOnSpending } from '../domain/payment-practice.ts';
import { findDocument } from '../queries/documents.ts';

/** True where the charter that binds a mandate lets what partners reported stop its payments: they wait for reporting's log then. */
export async function restsOnReports(
  { pool, view }: Pick<ServiceParts, 'pool' | 'view'>,
  fund: string,
  mandateId: string,
): Promise<boolean> {
  const under = await findDocument(pool, mandate, fund, mandateId);
  if (under === undefined) return false;
  const granted = made(await findDocument(pool, allocation, fund, under.allocationId));
  const version = granted?.charterVersion ?? null;
  const pinned = version === null ? undefined : await view.read(fund, knownCharter, `${version}`);
  const charter = pinned ?? (await view.read(fund, knownCharter, CURRENT));
  return charter !== undefined && stopsOnSpending(charter);
}
