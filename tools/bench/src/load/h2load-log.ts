import { LatencyHistogram } from '../statistics/latency-histogram.ts';

const TAB = 9;
const NEWLINE = 10;
const ZERO = 48;

/** Reads the latencies of `h2load --log-file`: a line a request, whose third column is microseconds. A cut-off last line does not count. */
export function parseH2loadLog(log: Uint8Array): LatencyHistogram {
  const histogram = new LatencyHistogram();
  let column = 0;
  let micros = 0;
  // By bytes: a run of a few seconds has a million lines.
  for (let at = 0; at < log.length; at++) {
    const byte = log[at] ?? 0;
    if (byte === NEWLINE) {
      if (column === 2) histogram.record(micros);
      column = 0;
      micros = 0;
    } else if (byte === TAB) column++;
    else if (column === 2) micros = micros * 10 + byte - ZERO;
  }
  return histogram;
}
