/** How many segments a path may have to be looked up. */
export const MAX_SEGMENTS = 20;

interface Node<T> {
  readonly literals: Map<string, Node<T>>;
  parameter: Node<T> | undefined;
  readonly byMethod: Map<string, { readonly value: T; readonly names: readonly string[] }>;
}

/** What a path leads to: the methods it has, and for one of them the value and the decoded parameters. */
export interface Match<T> {
  readonly methods: readonly string[];
  readonly found: { readonly value: T; readonly params: Record<string, string> } | undefined;
}

/** Paths with `{name}` parameters; literal segments go before parameters. Serves 405 and the bulk route. */
export class RouteTable<T> {
  readonly #root: Node<T> = newNode();

  /** Adds a route; the same method and path twice throws. */
  add(method: string, path: string, value: T): void {
    const names: string[] = [];
    let node = this.#root;
    for (const segment of path.split('/').slice(1)) {
      if (segment.startsWith('{')) {
        names.push(segment.slice(1, -1));
        node.parameter ??= newNode();
        node = node.parameter;
      } else {
        const next = node.literals.get(segment) ?? newNode<T>();
        node.literals.set(segment, next);
        node = next;
      }
    }
    if (node.byMethod.has(method)) throw new Error(`${method} ${path} is declared twice`);
    node.byMethod.set(method, { value, names });
  }

  /** Looks a path up (without query); undefined where no route has it or its percent-encoding is broken. */
  match(method: string, path: string): Match<T> | undefined {
    const segments = path.split('/', MAX_SEGMENTS + 2).slice(1);
    if (segments.length > MAX_SEGMENTS) return undefined;
    const values: string[] = [];
    const node = find(this.#root, segments, 0, values);
    if (node === undefined) return undefined;
    const methods = [...node.byMethod.keys()];
    const entry = node.byMethod.get(method);
    if (entry === undefined) return { methods, found: undefined };
    const params: Record<string, string> = {};
    for (const [i, name] of entry.names.entries()) {
      const value = decode(values[i] as string);
      if (value === undefined) return undefined;
      params[name] = value;
    }
    return { methods, found: { value: entry.value, params } };
  }
}

function newNode<T>(): Node<T> {
  return { literals: new Map(), parameter: undefined, byMethod: new Map() };
}

function find<T>(
  node: Node<T>,
  segments: readonly string[],
  at: number,
  values: string[],
): Node<T> | undefined {
  const segment = segments[at];
  if (segment === undefined) return node.byMethod.size > 0 ? node : undefined;
  const literal = node.literals.get(segment);
  const byLiteral = literal && find(literal, segments, at + 1, values);
  if (byLiteral !== undefined) return byLiteral;
  if (node.parameter === undefined || segment === '') return undefined;
  values[values.length] = segment;
  const byParameter = find(node.parameter, segments, at + 1, values);
  if (byParameter === undefined) values.length -= 1;
  return byParameter;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
