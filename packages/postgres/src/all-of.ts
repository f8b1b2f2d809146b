type Results<T extends readonly Promise<unknown>[]> = { -readonly [P in keyof T]: Awaited<T[P]> };

/** Like Promise.all, but waits for all of them, so that none is left running on the connection; throws the first failure. */
export async function allOf<const T extends readonly Promise<unknown>[]>(promises: T): Promise<Results<T>> {
  const results = await Promise.allSettled(promises);
  const values = results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
  return values as Results<T>;
}
