import { describe, expect, it } from 'vitest';
import { parseH2loadLog } from './h2load-log.ts';
import { parseH2loadOutput } from './h2load-output.ts';

const output = `Application protocol: h2c
Warm-up phase is over for thread #0.
Stopped all clients for thread #0

finished in 3.00s, 34483.50 req/s, 2.15MB/s
requests: 68967 total, 68967 started, 68967 done, 68967 succeeded, 0 failed, 0 errored, 0 timeout
status codes: 68967 2xx, 0 3xx, 0 4xx, 0 5xx
traffic: 4.31MB (4519044) total, 193.99KB (198648) headers (space savings 94.73%), 2.93MB (3077184) data
                     min         max         mean         sd        +/- sd
time for request:       41us     57.65ms      2.78ms      4.34ms    95.24%
req/s           :    3383.64     3582.56     3447.94       58.38    80.00%
`;

describe('the output of h2load', () => {
  it('is read', () => {
    expect(parseH2loadOutput(output)).toEqual({ requestsPerSecond: 34_483.5, succeeded: 68_967, failed: 0 });
  });

  it('counts everything that went wrong', () => {
    const broken = output
      .replace('0 failed, 0 errored, 0 timeout', '1 failed, 2 errored, 4 timeout')
      .replace('0 3xx, 0 4xx, 0 5xx', '8 3xx, 16 4xx, 32 5xx');
    expect(parseH2loadOutput(broken).failed).toBe(63);
  });

  it('without a result is an error that shows it', () => {
    expect(() => parseH2loadOutput('unrecognized option: --log-file')).toThrow('unrecognized option');
  });
});

describe('the log of h2load', () => {
  it('gives the latencies', () => {
    const histogram = parseH2loadLog(
      Buffer.from('1795576131067190\t200\t30\n1795576131067188\t200\t10\n1795576131067187\t200\t20\n'),
    );
    expect(histogram.count).toBe(3);
    expect(histogram.percentile(0.5)).toBe(20);
    expect(histogram.maxMicros).toBe(30);
  });

  it('may lack the end of its last line', () => {
    expect(parseH2loadLog(Buffer.from('1\t200\t30\n2\t200\t4')).count).toBe(1);
    expect(parseH2loadLog(Buffer.from('')).count).toBe(0);
  });
});
