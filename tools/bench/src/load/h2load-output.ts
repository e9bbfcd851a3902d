import { LoadError } from './load-result.ts';

/** What h2load prints at its end. */
export interface H2loadSummary {
  readonly requestsPerSecond: number;
  /** Requests answered with HTTP status 2xx within the measured time. */
  readonly succeeded: number;
  /** Requests that failed, errored, timed out or had another HTTP status. */
  readonly failed: number;
}

/** Reads h2load's output; throws a `LoadError` when it holds no result. */
export function parseH2loadOutput(output: string): H2loadSummary {
  const rate = /^finished in .*?, ([\d.]+) req\/s/m.exec(output);
  const requests = /^requests: .* (\d+) done, (\d+) succeeded, (\d+) failed, (\d+) errored, (\d+) timeout$/m.exec(
    output,
  );
  const statuses = /^status codes: (\d+) 2xx, (\d+) 3xx, (\d+) 4xx, (\d+) 5xx$/m.exec(output);
  if (rate === null || requests === null || statuses === null)
    throw new LoadError(`h2load printed no result:\n${output}`);
  const [, , succeeded = 0, failed = 0, errored = 0, timedOut = 0] = requests.map(Number);
  const [, , redirected = 0, refused = 0, broken = 0] = statuses.map(Number);
  return {
    requestsPerSecond: Number(rate[1]),
    succeeded,
    failed: failed + errored + timedOut + redirected + refused + broken,
  };
}
