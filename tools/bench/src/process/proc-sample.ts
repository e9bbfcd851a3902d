import { readFileSync } from 'node:fs';

/** Linux tells processor time in these; it is 100 a second on every platform that Node runs on (`getconf CLK_TCK`). */
const TICKS_PER_SECOND = 100;

/** What a process has used so far, as Linux tells in `/proc`. */
export interface ProcSample {
  /** Processor seconds of all its threads, in user and kernel mode. */
  readonly cpuSeconds: number;
  /** Memory held in RAM at the moment, in bytes. */
  readonly rssBytes: number;
  /** The most it ever held, in bytes. */
  readonly peakRssBytes: number;
}

/** Reads `/proc/<pid>`; throws when there is no such process. */
export function sampleProcess(pid: number): ProcSample {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return {
    cpuSeconds: parseCpuSeconds(readFileSync(`/proc/${pid}/stat`, 'utf8')),
    rssBytes: parseKilobytes(status, 'VmRSS'),
    peakRssBytes: parseKilobytes(status, 'VmHWM'),
  };
}

/** The samples of several processes added up: a cluster as one. */
export function sampleProcesses(pids: readonly number[]): ProcSample {
  let cpuSeconds = 0;
  let rssBytes = 0;
  let peakRssBytes = 0;
  for (const pid of pids) {
    const sample = sampleProcess(pid);
    cpuSeconds += sample.cpuSeconds;
    rssBytes += sample.rssBytes;
    peakRssBytes += sample.peakRssBytes;
  }
  return { cpuSeconds, rssBytes, peakRssBytes };
}

/** `utime` and `stime` (fields 14 and 15 of proc_pid_stat(5)) in seconds. */
export function parseCpuSeconds(stat: string): number {
  // The command in parentheses may hold spaces and parentheses itself, so fields are counted from its end.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  if (!Number.isSafeInteger(ticks)) throw new Error(`no processor time in /proc/<pid>/stat: ${stat}`);
  return ticks / TICKS_PER_SECOND;
}

/** One `Name:  123 kB` line of proc_pid_status(5), in bytes. A process that has ended but was not waited for has none: 0. */
export function parseKilobytes(status: string, name: string): number {
  const found = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status);
  return found === null ? 0 : Number(found[1]) * 1024;
}
