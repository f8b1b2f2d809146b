/** A finished span as exported. */
export interface TracedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  /** The process it comes from, by its `service.name`. */
  readonly process: string;
  readonly startNs: bigint;
  readonly durationMs: number;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A trace as a tree of text: one line a span, with its service, when it began after the first, and how long it took. */
export function traceTree(spans: readonly TracedSpan[], traceId: string): string {
  const own = spans.filter((span) => span.traceId === traceId).sort((a, b) => Number(a.startNs - b.startNs));
  const [first] = own;
  if (first === undefined) return `trace ${traceId}: no span`;
  const ids = new Set(own.map(({ spanId }) => spanId));
  const roots = own.filter(({ parentSpanId }) => parentSpanId === undefined || !ids.has(parentSpanId));
  const lines = roots.flatMap((root) => linesOf(root, { own, zeroNs: first.startNs }, '', ''));
  return [`trace ${traceId}`, ...lines].join('\n');
}

function linesOf(
  span: TracedSpan,
  trace: { readonly own: readonly TracedSpan[]; readonly zeroNs: bigint },
  indent: string,
  below: string,
): string[] {
  const children = trace.own.filter(({ parentSpanId }) => parentSpanId === span.spanId);
  const afterMs = Number(span.startNs - trace.zeroNs) / 1e6;
  const outcome = span.attributes['mdtf.outcome'] ?? span.attributes['http.response.status_code'];
  const what = `${serviceOf(span)}: ${span.name}${outcome === undefined ? '' : ` → ${outcome}`}`;
  const line = `${indent}${what}  +${afterMs.toFixed(1)} ms, ${span.durationMs.toFixed(1)} ms`;
  return [
    line,
    ...children.flatMap((child, at) => {
      const isLast = at === children.length - 1;
      return linesOf(child, trace, `${below}${isLast ? '└─ ' : '├─ '}`, `${below}${isLast ? '   ' : '│  '}`);
    }),
  ];
}

const serviceOf = ({ attributes, process }: TracedSpan): string => attributes['mdtf.service'] ?? process;

/** The traces that a list of spans belongs to, in the order of their first spans. */
export function traceIdsOf(spans: readonly TracedSpan[]): readonly string[] {
  return [...new Set(spans.map(({ traceId }) => traceId))];
}
