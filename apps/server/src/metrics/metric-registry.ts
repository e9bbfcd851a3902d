import { Counter, Gauge, Histogram, type Metric, Summary } from './metric.ts';
import { type AnyFamily, MetricFamily, type MetricType } from './metric-family.ts';

/**
 * All metrics of a process, printed in the text format of Prometheus (version 0.0.4) as etcd prints it: families by name, labels
 * in alphabetical order with `le` last, whole numbers without a point. Families without series are left out.
 */
export class MetricRegistry {
  readonly #families = new Map<string, AnyFamily>();
  readonly #collectors: (() => void)[] = [];

  counter(name: string, help: string): Counter {
    return this.#single(name, 'counter', help, () => new Counter());
  }

  gauge(name: string, help: string): Gauge {
    return this.#single(name, 'gauge', help, () => new Gauge());
  }

  histogram(name: string, help: string, bounds: readonly number[]): Histogram {
    return this.#single(name, 'histogram', help, () => new Histogram(bounds));
  }

  /** `window` is how many observations the quantiles look back. */
  summary(name: string, help: string, quantiles: readonly number[], window: number): Summary {
    return this.#single(name, 'summary', help, () => new Summary(quantiles, window));
  }

  counters<Name extends string>(name: string, help: string, labels: readonly Name[]): MetricFamily<Name, Counter> {
    return this.register(new MetricFamily(name, 'counter', help, labels, () => new Counter()));
  }

  gauges<Name extends string>(name: string, help: string, labels: readonly Name[]): MetricFamily<Name, Gauge> {
    return this.register(new MetricFamily(name, 'gauge', help, labels, () => new Gauge()));
  }

  histograms<Name extends string>(
    name: string,
    help: string,
    labels: readonly Name[],
    bounds: readonly number[],
  ): MetricFamily<Name, Histogram> {
    return this.register(new MetricFamily(name, 'histogram', help, labels, () => new Histogram(bounds)));
  }

  /** Adds a family of another kind. Throws when the name is taken. */
  register<Family extends AnyFamily>(family: Family): Family {
    if (this.#families.has(family.name)) throw new Error(`metric ${family.name} is registered twice`);
    this.#families.set(family.name, family);
    return family;
  }

  /** Calls `collect` before every scrape, to bring numbers up to date that are kept elsewhere. */
  beforeScrape(collect: () => void): void {
    this.#collectors.push(collect);
  }

  /** Every family, by name. */
  families(): readonly AnyFamily[] {
    return [...this.#families.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** The text of a scrape. */
  text(): string {
    for (const collect of this.#collectors) collect();
    const lines: string[] = [];
    for (const family of this.families()) {
      const before = lines.length;
      lines.push(`# HELP ${family.name} ${family.help}`, `# TYPE ${family.name} ${family.type}`);
      family.write(lines);
      if (lines.length === before + 2) lines.length = before;
    }
    return `${lines.join('\n')}\n`;
  }

  #single<Series extends Metric>(name: string, type: MetricType, help: string, make: () => Series): Series {
    return this.register(new MetricFamily(name, type, help, [], make)).with({});
  }
}

/** The media type of what `text` returns. */
export const metricsContentType = 'text/plain; version=0.0.4; charset=utf-8';
