import { constants, monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import type { MetricRegistry } from './metric-registry.ts';
import { readProcessFacts } from './proc-file.ts';

const quantiles = [0, 0.25, 0.5, 0.75, 1];
/** Quantiles look back this many collections: minutes on a busy member, and two kilobytes. */
const gcWindow = 256;

/** Stops what measures in the background. */
export interface RuntimeMetrics {
  stop(): void;
}

/**
 * Families about the process and what it runs on. Dashboards and checks ask for Go's names, so those carry the nearest number that
 * Node and V8 have; what has no counterpart (numbers of single objects, spans, stacks) is zero. Node's own are `quorate_*`.
 */
export function registerRuntimeMetrics(registry: MetricRegistry): RuntimeMetrics {
  const gc = observeCollections(registry);
  registerHeap(registry);
  registerProcess(registry);
  const loop = registerEventLoop(registry);
  return {
    stop() {
      gc.disconnect();
      loop.disable();
    },
  };
}

function observeCollections(registry: MetricRegistry): PerformanceObserver {
  const pauses = registry.summary('go_gc_duration_seconds', 'Pauses of garbage collections (V8).', quantiles, gcWindow);
  const byKind = registry.counters('quorate_gc_duration_seconds_total', 'Time spent collecting garbage.', ['kind']);
  const last = registry.gauge('go_memstats_last_gc_time_seconds', 'Unix time of the last garbage collection.');
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      pauses.observe(entry.duration / 1_000);
      byKind.with({ kind: kindName(entry) }).add(entry.duration / 1_000);
      last.set((performance.timeOrigin + entry.startTime + entry.duration) / 1_000);
    }
  });
  observer.observe({ entryTypes: ['gc'] });
  return observer;
}

function kindName(entry: object): string {
  const detail: unknown = Reflect.get(entry, 'detail');
  const kind = typeof detail === 'object' && detail !== null ? Reflect.get(detail, 'kind') : undefined;
  switch (kind) {
    case constants.NODE_PERFORMANCE_GC_MINOR:
      return 'minor';
    case constants.NODE_PERFORMANCE_GC_MAJOR:
      return 'major';
    case constants.NODE_PERFORMANCE_GC_INCREMENTAL:
      return 'incremental';
    default:
      return 'other';
  }
}

function registerHeap(registry: MetricRegistry): void {
  const gauge = (name: string, help: string) => registry.gauge(`go_memstats_${name}`, help);
  const alloc = gauge('alloc_bytes', 'Bytes in use on the heap.');
  const allocTotal = registry.counter('go_memstats_alloc_bytes_total', 'Bytes ever allocated on the heap.');
  const heapAlloc = gauge('heap_alloc_bytes', 'Bytes in use on the heap.');
  const heapIdle = gauge('heap_idle_bytes', 'Bytes of the heap not in use.');
  const heapInuse = gauge('heap_inuse_bytes', 'Bytes of the heap in memory.');
  const heapSys = gauge('heap_sys_bytes', 'Bytes of the heap.');
  const nextGc = gauge('next_gc_bytes', 'Size limit of the heap.');
  const otherSys = gauge('other_sys_bytes', 'Bytes of buffers outside the heap.');
  const sys = gauge('sys_bytes', 'Bytes taken from the system.');
  const memoryLimit = registry.gauge('go_gc_gomemlimit_bytes', 'Size limit of the heap.');
  for (const name of [
    'buck_hash_sys_bytes',
    'gc_sys_bytes',
    'heap_objects',
    'heap_released_bytes',
    'mcache_inuse_bytes',
    'mcache_sys_bytes',
    'mspan_inuse_bytes',
    'mspan_sys_bytes',
    'stack_inuse_bytes',
    'stack_sys_bytes',
  ]) {
    gauge(name, 'Has no counterpart in Node.');
  }
  registry.counter('go_memstats_mallocs_total', 'Has no counterpart in Node.');
  registry.counter('go_memstats_frees_total', 'Has no counterpart in Node.');
  registry.gauge('go_gc_gogc_percent', 'Has no counterpart in Node.');
  registry.beforeScrape(() => {
    const memory = process.memoryUsage();
    const heap = getHeapStatistics();
    alloc.set(memory.heapUsed);
    heapAlloc.set(memory.heapUsed);
    allocTotal.value = Number(Reflect.get(heap, 'total_allocated_bytes') ?? memory.heapUsed);
    heapIdle.set(memory.heapTotal - memory.heapUsed);
    heapInuse.set(heap.total_physical_size);
    heapSys.set(memory.heapTotal);
    nextGc.set(heap.heap_size_limit);
    memoryLimit.set(heap.heap_size_limit);
    otherSys.set(memory.external);
    sys.set(memory.heapTotal + memory.external);
  });
}

function registerProcess(registry: MetricRegistry): void {
  const gauge = (name: string, help: string) => registry.gauge(name, help);
  registry.gauges('go_info', 'What the server runs on.', ['version']).with({ version: runtimeName() }).set(1);
  const goroutines = gauge('go_goroutines', 'Things that keep the event loop alive.');
  const threads = gauge('go_threads', 'Threads of the process.');
  const loops = gauge('go_sched_gomaxprocs_threads', 'Threads that run JavaScript.');
  loops.set(1);
  const cpu = registry.counter('process_cpu_seconds_total', 'Processor time, user and system.');
  const resident = gauge('process_resident_memory_bytes', 'Memory in use.');
  const virtual = gauge('process_virtual_memory_bytes', 'Size of the address space.');
  const virtualMax = gauge('process_virtual_memory_max_bytes', 'Limit of the address space; -1 when unlimited.');
  const openFiles = gauge('process_open_fds', 'Open files.');
  const openFilesMax = gauge('process_max_fds', 'Files that may be open.');
  const osUsed = gauge('os_fd_used', 'Open files.');
  const osLimit = gauge('os_fd_limit', 'Files that may be open.');
  gauge('process_start_time_seconds', 'Unix time of the start.').set(performance.timeOrigin / 1_000);
  const received = registry.counter('process_network_receive_bytes_total', 'Bytes the network namespace received.');
  const sent = registry.counter('process_network_transmit_bytes_total', 'Bytes the network namespace sent.');
  registry.beforeScrape(() => {
    const facts = readProcessFacts();
    const { user, system } = process.cpuUsage();
    cpu.value = (user + system) / 1e6;
    goroutines.set(process.getActiveResourcesInfo().length);
    threads.set(facts.threads);
    resident.set(process.memoryUsage.rss());
    virtual.set(facts.virtualMemoryBytes);
    virtualMax.set(facts.virtualMemoryBytesMax);
    openFiles.set(facts.openFiles);
    osUsed.set(facts.openFiles);
    openFilesMax.set(facts.openFilesMax);
    osLimit.set(facts.openFilesMax);
    received.value = facts.networkReceivedBytes;
    sent.value = facts.networkSentBytes;
  });
}

/** What `go_info` and `etcd_server_go_version` say instead of Go's version. */
export function runtimeName(): string {
  return `node-${process.version}`;
}

function registerEventLoop(registry: MetricRegistry) {
  // 10 ms is Node's default resolution: finer would wake the process more often than the member does.
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const family = registry.gauges('quorate_event_loop_delay_seconds', 'Delay of the event loop since the last scrape.', [
    'quantile',
  ]);
  const utilization = registry.gauge(
    'quorate_event_loop_utilization',
    'Busy share of the event loop, 0 to 1, since the last scrape.',
  );
  let before = performance.eventLoopUtilization();
  registry.beforeScrape(() => {
    for (const quantile of [0.5, 0.99, 1]) {
      family.with({ quantile: String(quantile) }).set(delay.percentile(quantile * 100) / 1e9);
    }
    delay.reset();
    const current = performance.eventLoopUtilization();
    utilization.set(performance.eventLoopUtilization(current, before).utilization);
    before = current;
  });
  return delay;
}
