import { existsSync, readFileSync } from 'node:fs';
import { CallMetrics } from '@quorate/grpc-server';
import { describe, expect, it } from 'vitest';
import { createEtcdMetrics } from './etcd-metrics.ts';
import { formatGoFloat } from './go-float.ts';
import { grpcHandlingSeconds, registerGrpcMetrics } from './grpc-metrics.ts';
import { exponentialBounds } from './metric.ts';
import { MetricRegistry } from './metric-registry.ts';
import { registerRuntimeMetrics } from './runtime-metrics.ts';
import { scrapeHandler } from './scrape-handler.ts';

function completeRegistry() {
  const registry = new MetricRegistry();
  const etcd = createEtcdMetrics(registry);
  const calls = new CallMetrics();
  registerGrpcMetrics(registry, () => calls.snapshot());
  const runtime = registerRuntimeMetrics(registry);
  return { registry, etcd, calls, runtime, scrape: scrapeHandler(registry) };
}

interface Row {
  readonly name: string;
  readonly type: string;
  readonly labels: string[];
  readonly bounds: number[];
  readonly optional: boolean;
}

/** The table in the description of etcd's metrics that stands beside the repository. */
function contractRows(path: URL): Row[] {
  const fullList = readFileSync(path, 'utf8').split('## Full list')[1] ?? '';
  const rows = [...fullList.matchAll(/^\| `([a-z_]+)`( †)? \| (gauge|counter|histogram) \|([^|]*)\|([^|]*)\|$/gm)];
  return rows.map(([, name = '', dagger, type = '', labels = '', buckets = '']) => {
    const [start, factor, count] = [...buckets.matchAll(/[\d.]+/g)].map(Number);
    return {
      name,
      type,
      optional: dagger !== undefined,
      labels: labels
        .split(',')
        .map((label) => label.trim())
        .filter((label) => label !== '')
        .sort(),
      bounds: type === 'histogram' ? exponentialBounds(start ?? 0, factor ?? 0, count ?? 0) : [],
    };
  });
}

const contract = new URL('../../../../../shared/contract/metrics.md', import.meta.url);

describe('etcd’s metric families', () => {
  it('are all there, with their types, labels and buckets', () => {
    const { registry, runtime } = completeRegistry();
    runtime.stop();
    const families = new Map(registry.families().map((family) => [family.name, family]));
    expect(families.size).toBeGreaterThan(140);
    if (!existsSync(contract)) {
      console.warn(
        'the description of etcd’s metrics is not beside the repository: only the number of families was checked',
      );
      return;
    }
    const rows = contractRows(contract);
    expect(rows.length).toBeGreaterThan(90);
    const text = registry.text();
    for (const row of rows) {
      const family = families.get(row.name);
      expect(family, row.name).toMatchObject({ type: row.type, labelNames: row.labels });
      if (row.type !== 'histogram' || row.labels.length > 0) continue;
      const bounds = [...text.matchAll(new RegExp(`^${row.name}_bucket\\{le="(.*)"\\} 0$`, 'gm'))].map(
        (match) => match[1],
      );
      expect(bounds, row.name).toEqual([...row.bounds.map(formatGoFloat), '+Inf']);
    }
    for (const row of rows.filter((candidate) => !candidate.optional && candidate.labels.length === 0)) {
      expect(text).toContain(`\n${row.name}${row.type === 'histogram' ? '_count' : ''} `);
    }
  });

  it('of the runtime carry the names that dashboards know', () => {
    const { scrape, runtime } = completeRegistry();
    const text = scrape();
    runtime.stop();
    for (const name of [
      'go_goroutines',
      'go_threads',
      'go_memstats_heap_sys_bytes',
      'process_open_fds',
      'os_fd_used',
    ]) {
      expect(Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1]), name).toBeGreaterThan(0);
    }
    expect(text).toContain(`go_info{version="node-${process.version}"} 1\n`);
    expect(text).toContain('go_gc_duration_seconds_count ');
    expect(text).toMatch(/^quorate_event_loop_delay_seconds\{quantile="0.99"\} /m);
  });

  it('of gRPC count every method and code from zero', () => {
    const { registry, calls, runtime } = completeRegistry();
    const slot = calls.addMethod({
      service: 'etcdserverpb.Watch',
      method: 'Watch',
      kind: 'bidi_stream',
      path: '/etcdserverpb.Watch/Watch',
    });
    calls.started(slot);
    calls.handled(slot, 1);
    calls.received(slot, 10);
    const text = registry.text();
    runtime.stop();
    const labels = 'grpc_method="Watch",grpc_service="etcdserverpb.Watch",grpc_type="bidi_stream"';
    expect(text).toContain(`grpc_server_started_total{${labels}} 1\n`);
    expect(text).toContain(`grpc_server_handled_total{grpc_code="Canceled",${labels}} 1\n`);
    expect(text).toContain(`grpc_server_handled_total{grpc_code="OK",${labels}} 0\n`);
    expect(text).toContain(`grpc_server_msg_received_total{${labels}} 1\n`);
  });

  it('of gRPC durations exist for extensive metrics', () => {
    const registry = new MetricRegistry();
    const family = grpcHandlingSeconds(registry);
    family.with({ grpc_method: 'Put', grpc_service: 'etcdserverpb.KV', grpc_type: 'unary' }).observe(0.02);
    expect(registry.text()).toContain(
      'grpc_server_handling_seconds_bucket{grpc_method="Put",grpc_service="etcdserverpb.KV",grpc_type="unary",le="0.025"} 1\n',
    );
  });

  it('show whole numbers without a point', () => {
    const { registry, etcd, runtime } = completeRegistry();
    etcd.mvcc.puts.add(2);
    etcd.server.version.with({ server_version: '3.7.1' }).set(1);
    const text = registry.text();
    runtime.stop();
    expect(text).toContain('etcd_mvcc_put_total 2\n');
    expect(text).toContain('etcd_server_version{server_version="3.7.1"} 1\n');
  });
});
