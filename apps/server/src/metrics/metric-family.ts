import type { Metric } from './metric.ts';

export type MetricType = 'counter' | 'gauge' | 'histogram' | 'summary';

/** Everything under one metric name. */
export interface AnyFamily {
  readonly name: string;
  readonly type: MetricType;
  readonly help: string;
  readonly labelNames: readonly string[];
  /** Adds the lines of all its series; none when there are none. */
  write(lines: string[]): void;
}

/** The text between the braces of a series; names must be in alphabetical order, as Prometheus clients print them. */
export function labelText(names: readonly string[], values: readonly string[]): string {
  return names.map((name, index) => `${name}="${escapeLabel(values[index] ?? '')}"`).join(',');
}

function escapeLabel(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

/** A family whose series are told apart by labels. A series exists from its first use on. */
export class MetricFamily<Name extends string, Series extends Metric> implements AnyFamily {
  readonly name: string;
  readonly type: MetricType;
  readonly help: string;
  readonly labelNames: readonly Name[];
  readonly #make: () => Series;
  readonly #series = new Map<string, Series>();

  constructor(name: string, type: MetricType, help: string, labelNames: readonly Name[], make: () => Series) {
    this.name = name;
    this.type = type;
    this.help = help;
    this.labelNames = [...labelNames].sort();
    this.#make = make;
  }

  /** The series with these labels. Hot paths keep what they get. */
  with(labels: Readonly<Record<Name, string>>): Series {
    const text = labelText(
      this.labelNames,
      this.labelNames.map((name) => labels[name]),
    );
    let series = this.#series.get(text);
    if (series === undefined) {
      series = this.#make();
      this.#series.set(text, series);
    }
    return series;
  }

  /** Forgets a series, for instance that of a member that was removed. */
  remove(labels: Readonly<Record<Name, string>>): void {
    this.#series.delete(
      labelText(
        this.labelNames,
        this.labelNames.map((name) => labels[name]),
      ),
    );
  }

  write(lines: string[]): void {
    for (const text of [...this.#series.keys()].sort()) this.#series.get(text)?.write(this.name, text, lines);
  }
}
