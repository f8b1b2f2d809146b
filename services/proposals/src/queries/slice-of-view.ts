import {
  type AnyAggregate,
  type Context,
  MAX_NEEDS_ROUNDS,
  type Needs,
  type Slice,
  type StateRef,
  UnnamedDocument,
} from '@mdtf/domain';
import { PLATFORM } from '@mdtf/fund-log';
import type { ServiceParts } from '@mdtf/runtime';

type Asked = (slice: Slice | undefined) => Needs;

/**
 * The documents that a decision names, as last committed: what a check looks at. The same `needs` as the command's, so
 * that a check sees what the decision would see.
 */
export async function sliceOfView(
  { view }: Pick<ServiceParts, 'view'>,
  fund: string,
  needs: Asked,
): Promise<Slice> {
  const found = new Map<string, unknown>();
  const load = async (from: string, refs: readonly StateRef[] = []): Promise<void> => {
    for (const { kind, id } of refs) {
      const key = keyOf(from, kind, id);
      if (!found.has(key)) found.set(key, await view.read(from, { kind } as AnyAggregate, id));
    }
  };
  const slice = sliceOf(found, fund);
  for (let round = 0; round < MAX_NEEDS_ROUNDS; round += 1) {
    const { own, facts, platform } = needs(round === 0 ? undefined : slice);
    const before = found.size;
    await load(fund, own);
    await load(fund, facts);
    await load(PLATFORM, platform);
    if (round > 0 && found.size === before) return slice;
  }
  throw new UnnamedDocument(`What the check needs still grows after ${MAX_NEEDS_ROUNDS} rounds`);
}

/** A check is of now, by the fund's clock. */
export async function contextOf(
  { store }: Pick<ServiceParts, 'store'>,
  fund: string,
  actor: Context['actor'],
): Promise<Context> {
  const now = await store.clock(fund);
  return { fund, now, time: now, backDated: false, actor };
}

function sliceOf(found: ReadonlyMap<string, unknown>, fund: string): Slice {
  const read = <S>(from: string, { kind }: AnyAggregate, id: string): S | undefined => {
    const key = keyOf(from, kind, id);
    if (!found.has(key)) throw new UnnamedDocument(`The check did not name ${kind} ${id}`);
    return found.get(key) as S | undefined;
  };
  return {
    get: (aggregate, id) => read(fund, aggregate, id),
    fact: (aggregate, id) => read(fund, aggregate, id),
    platformFact: (aggregate, id) => read(PLATFORM, aggregate, id),
    balance: (account) => {
      throw new UnnamedDocument(`A check of proposals looks at no account: ${account}`);
    },
  };
}

const keyOf = (from: string, kind: string, id: string): string => `${from}/${kind}/${id}`;
