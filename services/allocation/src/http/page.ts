import { decodeCursor, isRefusal, type ListPage, pageOf, type Refusal } from '@mdtf/runtime';

/** A page of a list sorted by one id: reads one item more than asked for, to know whether there are more. */
export async function pageById<T>(
  query: { readonly cursor?: string | undefined; readonly limit: number },
  read: (after: string | undefined, limit: number) => Promise<readonly T[]>,
  idOf: (item: T) => string,
): Promise<{ readonly body: ListPage<T> } | Refusal> {
  const key = decodeCursor(query.cursor, 'text');
  if (key !== undefined && isRefusal(key)) return key;
  const items = await read(key?.[0], query.limit + 1);
  return { body: pageOf(items, query.limit, { key: (item) => [idOf(item)], item: (item) => item }) };
}
