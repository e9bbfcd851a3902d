import { type CallMetricsSnapshot, type MethodMetrics, statusCodeNames } from '@quorate/grpc-server';
import { formatGoFloat } from './go-float.ts';
import type { Histogram } from './metric.ts';
import { type AnyFamily, labelText, type MetricFamily } from './metric-family.ts';
import type { MetricRegistry } from './metric-registry.ts';

/** What go-grpc-prometheus uses: Prometheus' default buckets. */
const handlingSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const methodLabels = ['grpc_method', 'grpc_service', 'grpc_type'] as const;
const handledLabels = ['grpc_code', ...methodLabels] as const;

function labelsOf(method: MethodMetrics): [string, string, string] {
  return [method.method, method.service, method.kind];
}

/** A family whose numbers stay in the gRPC server, which counts in flat arrays. */
function counted(
  name: string,
  help: string,
  methods: () => readonly MethodMetrics[],
  count: (method: MethodMetrics) => number,
): AnyFamily {
  return {
    name,
    type: 'counter',
    help,
    labelNames: methodLabels,
    write(lines) {
      const rows = methods().map(
        (method) => `${name}{${labelText(methodLabels, labelsOf(method))}} ${formatGoFloat(count(method))}`,
      );
      lines.push(...rows.sort());
    },
  };
}

/** Every code of every method is there from the start, zero, so that rates have a beginning. */
function handledFamily(methods: () => readonly MethodMetrics[]): AnyFamily {
  const name = 'grpc_server_handled_total';
  return {
    name,
    type: 'counter',
    help: 'Calls that ended, by their code.',
    labelNames: handledLabels,
    write(lines) {
      const rows = methods().flatMap((method) =>
        statusCodeNames.map(
          (code) =>
            `${name}{${labelText(handledLabels, [code, ...labelsOf(method)])}} ${formatGoFloat(method.handled[code] ?? 0)}`,
        ),
      );
      lines.push(...rows.sort());
    },
  };
}

/** The `grpc_server_*` families over what a gRPC server counts. */
export function registerGrpcMetrics(registry: MetricRegistry, snapshot: () => CallMetricsSnapshot): void {
  let methods: readonly MethodMetrics[] = [];
  registry.beforeScrape(() => {
    methods = snapshot().methods;
  });
  const read = () => methods;
  registry.register(counted('grpc_server_started_total', 'Calls that began.', read, (method) => method.started));
  registry.register(
    counted('grpc_server_msg_received_total', 'Messages received.', read, (method) => method.messagesReceived),
  );
  registry.register(counted('grpc_server_msg_sent_total', 'Messages sent.', read, (method) => method.messagesSent));
  registry.register(handledFamily(read));
}

/** The histogram of `--metrics=extensive`. */
export function grpcHandlingSeconds(registry: MetricRegistry): MetricFamily<(typeof methodLabels)[number], Histogram> {
  return registry.histograms('grpc_server_handling_seconds', 'Time calls took.', methodLabels, handlingSeconds);
}
