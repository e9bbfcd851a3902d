import { describe, expect, it } from 'vitest';
import { parseCpuSeconds, parseKilobytes, sampleProcess, sampleProcesses } from './proc-sample.ts';

const stat =
  '4242 (a (very) odd name) S 1 4242 4242 0 -1 4194560 9187 0 12 0 1234 66 7 8 20 0 11 0 88231 1288085504 17399 18446744073709551615 1 1 0 0 0 0 0 16781312 17642 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0';
const status = 'Name:\tnode\nVmPeak:\t 1257896 kB\nVmHWM:\t   70000 kB\nVmRSS:\t   69596 kB\nThreads:\t11\n';

describe('samples of /proc', () => {
  it('add up user and kernel time, whatever the name of the program', () => {
    expect(parseCpuSeconds(stat)).toBe(13);
  });

  it('refuse a line without times', () => {
    expect(() => parseCpuSeconds('1 (x) S 1')).toThrow('no processor time');
  });

  it('read memory in bytes', () => {
    expect(parseKilobytes(status, 'VmRSS')).toBe(69_596 * 1024);
    expect(parseKilobytes(status, 'VmHWM')).toBe(70_000 * 1024);
    expect(parseKilobytes('Name:\tnode\nState:\tZ (zombie)\n', 'VmRSS')).toBe(0);
  });

  it('of this very process agree with what Node knows', () => {
    const until = process.cpuUsage().user + 60_000;
    while (process.cpuUsage().user < until);
    const { cpuSeconds, rssBytes, peakRssBytes } = sampleProcess(process.pid);
    const { user, system } = process.cpuUsage();
    expect(Math.abs(cpuSeconds - (user + system) / 1e6)).toBeLessThan(0.5);
    expect(Math.abs(rssBytes - process.memoryUsage.rss())).toBeLessThan(0.5 * rssBytes);
    expect(peakRssBytes).toBeGreaterThanOrEqual(rssBytes);
  });

  it('of several processes are added up', () => {
    const one = sampleProcess(process.ppid);
    expect(sampleProcesses([process.ppid, process.ppid]).cpuSeconds).toBeGreaterThanOrEqual(2 * one.cpuSeconds);
    expect(sampleProcesses([])).toEqual({ cpuSeconds: 0, rssBytes: 0, peakRssBytes: 0 });
  });
});
