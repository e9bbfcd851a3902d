/**
 * The part of OpenTelemetry's API that is used, by its shape: whoever has `@opentelemetry/api` hands it over, and this package does not
 * depend on it.
 */
export interface Span {
  setAttribute(name: string, value: string | number): unknown;
  setStatus(status: { readonly code: number; readonly message?: string }): unknown;
  end(): void;
}

export interface Tracer<S extends Span = Span> {
  startSpan(name: string, options: { readonly kind: number; readonly attributes: Record<string, string | number> }): S;
}

export interface Meter {
  createHistogram(
    name: string,
    options: { readonly unit: string; readonly description: string },
  ): { record(value: number, attributes: Record<string, string | number>): void };
}

/** For handing the span's context on to the server. Contexts are only passed from one function to the next. */
export interface PropagationApi {
  readonly context: { active(): unknown };
  readonly trace: { setSpan(context: never, span: never): unknown };
  readonly propagation: { inject(context: never, carrier: Record<string, string>): void };
}

export interface InstrumentOptions {
  /** Makes spans; none without it. */
  readonly tracer?: Tracer | undefined;
  /** Measures calls; nothing is measured without it. */
  readonly meter?: Meter | undefined;
  /** `@opentelemetry/api` itself; without it the server is not told of the span. */
  readonly api?: PropagationApi | undefined;
}
