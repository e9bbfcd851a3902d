import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type CallEvent, callChannelName } from '../connection/call-events.ts';
import { isEtcdError } from '../errors/etcd-error.ts';
import type { InstrumentOptions, Span } from './telemetry.ts';

/** OpenTelemetry's `SpanKind.CLIENT`. */
const clientKind = 2;

/** OpenTelemetry's `SpanStatusCode.ERROR`. */
const errorStatus = 2;

/**
 * Makes a span and a measurement of every call of every client in this process, until the function returned is called. The span's context
 * goes along with the call as metadata. Names are those of OpenTelemetry's conventions for rpcs.
 */
export function instrument({ tracer, meter, api }: InstrumentOptions): () => void {
  const spans = new WeakMap<CallEvent, Span>();
  const duration = meter?.createHistogram('rpc.client.duration', {
    unit: 'ms',
    description: 'Time of a call with its retries',
  });

  const onStart = (event: CallEvent) => {
    const { service, method } = namesOf(event.method);
    const attributes = { 'rpc.system': 'grpc', 'rpc.service': service, 'rpc.method': method, 'db.system.name': 'etcd' };
    const span = tracer?.startSpan(`${service}/${method}`, { kind: clientKind, attributes });
    if (span === undefined) return;
    spans.set(event, span);
    if (api === undefined) return;
    // Contexts and spans are opaque here: the API gets back what it gave.
    const context = api.trace.setSpan(api.context.active() as never, span as never);
    api.propagation.inject(context as never, event.headers);
  };

  const onEnd = (event: CallEvent) => {
    const { service, method } = namesOf(event.method);
    const { error } = event;
    const statusCode = isEtcdError(error) ? error.grpcCode : error === undefined ? 0 : 2;
    const attributes = {
      'rpc.system': 'grpc',
      'rpc.service': service,
      'rpc.method': method,
      'rpc.grpc.status_code': statusCode,
    };
    duration?.record(event.durationMs, attributes);
    const span = spans.get(event);
    if (span === undefined) return;
    span.setAttribute('rpc.grpc.status_code', statusCode);
    span.setAttribute('quorate.attempts', event.attempts);
    if (event.endpoint !== undefined) span.setAttribute('server.address', event.endpoint);
    if (error !== undefined) {
      const message = error instanceof Error ? error.message : String(error);
      span.setAttribute('error.type', isEtcdError(error) ? error.code : 'unknown');
      span.setStatus({ code: errorStatus, message });
    }
    span.end();
  };

  const onCall = (event: unknown) => {
    const call = event as CallEvent;
    if (call.phase === 'start') onStart(call);
    else onEnd(call);
  };
  subscribe(callChannelName, onCall);
  return () => {
    unsubscribe(callChannelName, onCall);
  };
}

/** `/etcdserverpb.KV/Put` taken apart. */
function namesOf(path: string): { readonly service: string; readonly method: string } {
  const [, service = '', method = ''] = path.split('/');
  return { service, method };
}
