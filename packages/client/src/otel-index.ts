/** Spans and measurements of a client's calls, by an OpenTelemetry API that the caller hands over. */
export { instrument } from './otel/instrument.ts';
export type { InstrumentOptions, Meter, PropagationApi, Span, Tracer } from './otel/telemetry.ts';
