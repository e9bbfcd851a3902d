import { describe, expect, it } from 'vitest';
import { exponentialBounds } from './metric.ts';
import { MetricRegistry } from './metric-registry.ts';
import { scrapeHandler } from './scrape-handler.ts';

describe('a scrape', () => {
  it('prints families by name, and leaves out those without series', () => {
    const registry = new MetricRegistry();
    registry.counter('b_total', 'B.').add(3);
    registry.gauge('a', 'A.').set(0.5);
    registry.counters('c_total', 'C.', ['x']);
    expect(registry.text()).toBe(
      '# HELP a A.\n# TYPE a gauge\na 0.5\n# HELP b_total B.\n# TYPE b_total counter\nb_total 3\n',
    );
  });

  it('prints labels in alphabetical order, escaped, and series by their labels', () => {
    const registry = new MetricRegistry();
    const family = registry.counters('c', 'C.', ['type', 'code']);
    family.with({ type: 'z', code: 'b' }).add();
    family.with({ code: 'a', type: 'say "hi"\n\\' }).add(2);
    family.with({ code: 'b', type: 'z' }).add();
    family.with({ code: 'gone', type: 'z' });
    family.remove({ type: 'z', code: 'gone' });
    expect(registry.text().split('\n').slice(2, -1)).toEqual([
      'c{code="a",type="say \\"hi\\"\\n\\\\"} 2',
      'c{code="b",type="z"} 2',
    ]);
  });

  it('prints histograms cumulatively, with le last', () => {
    const registry = new MetricRegistry();
    const histogram = registry.histograms('h', 'H.', ['To'], exponentialBounds(0.001, 2, 3)).with({ To: 'x' });
    for (const value of [0.0005, 0.001, 0.003, 9]) histogram.observe(value);
    expect(registry.text().split('\n').slice(2, -1)).toEqual([
      'h_bucket{To="x",le="0.001"} 2',
      'h_bucket{To="x",le="0.002"} 2',
      'h_bucket{To="x",le="0.004"} 3',
      'h_bucket{To="x",le="+Inf"} 4',
      'h_sum{To="x"} 9.0045',
      'h_count{To="x"} 4',
    ]);
  });

  it('prints quantiles of the latest observations and the sum of all', () => {
    const registry = new MetricRegistry();
    const summary = registry.summary('s', 'S.', [0, 0.5, 1], 3);
    expect(registry.text()).toContain('s{quantile="0.5"} 0\n');
    for (const value of [100, 3, 1, 2]) summary.observe(value);
    expect(registry.text().split('\n').slice(2, -1)).toEqual([
      's{quantile="0"} 1',
      's{quantile="0.5"} 2',
      's{quantile="1"} 3',
      's_sum 106',
      's_count 4',
    ]);
  });

  it('brings numbers up to date first, and counts itself', () => {
    const registry = new MetricRegistry();
    const gauge = registry.gauge('g', 'G.');
    registry.beforeScrape(() => gauge.add(1));
    const scrape = scrapeHandler(registry);
    expect(scrape()).toContain('g 1\n');
    const second = scrape();
    expect(second).toContain('g 2\n');
    expect(second).toContain('promhttp_metric_handler_requests_in_flight 1\n');
    expect(second).toContain('promhttp_metric_handler_requests_total{code="200"} 1\n');
  });

  it('has each name once', () => {
    const registry = new MetricRegistry();
    registry.gauge('g', 'G.');
    expect(() => registry.counter('g', 'G.')).toThrow('registered twice');
  });
});
