import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { METRICS, type MetricDeclaration, prometheusLabel, prometheusNames } from './metrics.ts';

const INFRA = fileURLToPath(new URL('../../../../infra/', import.meta.url));
const read = (path: string): string => readFileSync(`${INFRA}${path}`, 'utf8');

/** A question to Prometheus and where it stands. */
interface Query {
  readonly at: string;
  readonly expr: string;
}

interface Dashboard {
  readonly title: string;
  readonly templating: { readonly list: readonly { readonly query: string }[] };
  readonly panels: readonly {
    readonly title: string;
    readonly targets: readonly { readonly expr: string; readonly legendFormat: string }[];
  }[];
}

const dashboards = readdirSync(`${INFRA}grafana/dashboards`).map(
  (file) => JSON.parse(read(`grafana/dashboards/${file}`)) as Dashboard,
);
const panels = dashboards.flatMap(({ title, panels }) =>
  panels.flatMap((panel) => panel.targets.map((target) => ({ ...target, at: `${title}: ${panel.title}` }))),
);
const alerts = (
  parse(read('prometheus/alerts.yml')) as {
    groups: { rules: { alert: string; expr: string; annotations: { summary: string } }[] }[];
  }
).groups.flatMap(({ rules }) => rules);

const queries: readonly Query[] = [
  ...panels,
  ...dashboards.flatMap(({ title, templating }) =>
    templating.list.map(({ query }) => ({ at: `${title}: variable`, expr: query })),
  ),
  ...alerts.map(({ alert, expr }) => ({ at: alert, expr })),
];

const declared = new Map(
  Object.values<MetricDeclaration>(METRICS).flatMap((metric) =>
    prometheusNames(metric).map((name) => [name, metric]),
  ),
);

/** Every word that could be a metric's name; labels begin in the same way and are told apart by where they stand. */
const metricsIn = (expr: string): string[] => withoutLabels(expr).match(/\b(mdtf|http)_[a-z_]+\b/g) ?? [];

const withoutLabels = (expr: string): string =>
  expr
    .replace(/\{[^}]*\}/g, '')
    .replace(/\bby \([^)]*\)/g, '')
    .replace(/, mdtf_\w+\)$/, ')');

function labelsIn(expr: string): string[] {
  const matched = [...expr.matchAll(/\{([^}]*)\}/g)].flatMap(([, inside = '']) =>
    [...inside.matchAll(/([a-z_]+)\s*[=!]~?/g)].map(([, label]) => label),
  );
  const grouped = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, inside = '']) => inside.split(/,\s*/));
  return [...matched, ...grouped].filter((label) => label !== undefined);
}

describe('what dashboards and alerts ask for', () => {
  it.each(queries)('$at names metrics that exist, by labels that they have', ({ expr }) => {
    const metrics = metricsIn(expr);
    expect(metrics.length).toBeGreaterThan(0);
    expect(metrics.filter((name) => !declared.has(name))).toEqual([]);
    const labels = new Set(['le', ...metrics.flatMap((name) => labelsOf(name))]);
    expect(labelsIn(expr).filter((label) => !labels.has(label))).toEqual([]);
  });

  it('says of whom it tells by labels that the question asks for', () => {
    const unknown = [
      ...panels.map(({ at, expr, legendFormat }) => ({ at, expr, text: legendFormat })),
      ...alerts.map(({ alert, expr, annotations }) => ({ at: alert, expr, text: annotations.summary })),
    ].filter(({ expr, text }) => {
      const shown = [...text.matchAll(/\{\{\s*(?:\$labels\.)?(\w+)\s*\}\}/g)].map(
        ([, label]) => label as string,
      );
      return !shown.every((label) => labelsIn(expr).includes(label));
    });
    expect(unknown).toEqual([]);
  });

  it('leaves out no metric', () => {
    const asked = new Set(queries.flatMap(({ expr }) => metricsIn(expr)));
    const unasked = Object.values<MetricDeclaration>(METRICS).filter(
      (metric) => !prometheusNames(metric).some((name) => asked.has(name)),
    );
    expect(unasked.map(({ name }) => name)).toEqual([]);
  });

  it('two dashboards are provisioned, from the data source that is', () => {
    expect(dashboards.map(({ title }) => title).sort()).toEqual([
      'Fund flow',
      'Health of log, relay, cursors and parked streams',
    ]);
    const { datasources } = parse(read('grafana/provisioning/datasources/prometheus.yaml'));
    const asked = [
      ...JSON.stringify(dashboards).matchAll(/"datasource":\{"type":"prometheus","uid":"(\w+)"/g),
    ];
    expect(new Set(asked.map(([, uid]) => uid))).toEqual(new Set([datasources[0].uid]));
  });
});

function labelsOf(name: string): string[] {
  return (declared.get(name)?.attributes ?? []).map(prometheusLabel);
}

describe('the way of a figure', () => {
  it('ends where Prometheus looks for it', () => {
    const collector = parse(read('otel/collector.yaml'));
    const { scrape_configs: jobs } = parse(read('prometheus/prometheus.yml'));
    const port = (address: string): string | undefined => address.split(':').at(-1);
    expect(
      jobs.flatMap((job: { static_configs: { targets: string[] }[] }) => job.static_configs[0]?.targets),
    ).toEqual([`otel-collector:${port(collector.exporters.prometheus.endpoint)}`]);
    for (const pipeline of Object.values<{ receivers: string[]; processors: string[]; exporters: string[] }>(
      collector.service.pipelines,
    )) {
      expect(Object.keys(collector.receivers)).toEqual(expect.arrayContaining(pipeline.receivers));
      expect(Object.keys(collector.processors)).toEqual(expect.arrayContaining(pipeline.processors));
      expect(Object.keys(collector.exporters)).toEqual(expect.arrayContaining(pipeline.exporters));
    }
  });

  it('carries no attribute that could have any number of values', () => {
    const all = Object.values<MetricDeclaration>(METRICS).flatMap(({ attributes }) => attributes);
    expect(all.filter((attribute) => /fund$|actor|person|id$|path|sequence/.test(attribute))).toEqual([]);
  });
});
