import type { MetricRegistry } from './metric-registry.ts';

/**
 * Returns the function that answers `/metrics`. It counts itself as Prometheus' Go handler does: by HTTP status, and how many are
 * under way (this one).
 */
export function scrapeHandler(registry: MetricRegistry): () => string {
  const inFlight = registry.gauge('promhttp_metric_handler_requests_in_flight', 'Scrapes under way.');
  const requests = registry.counters('promhttp_metric_handler_requests_total', 'Scrapes by HTTP status.', ['code']);
  const succeeded = requests.with({ code: '200' });
  const failed = requests.with({ code: '500' });
  requests.with({ code: '503' });
  return () => {
    inFlight.add(1);
    try {
      const text = registry.text();
      succeeded.add();
      return text;
    } catch (error) {
      failed.add();
      throw error;
    } finally {
      inFlight.add(-1);
    }
  };
}
