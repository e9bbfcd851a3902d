import { statfsSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';

/** Filesystems by the magic number of statfs(2). */
const filesystems: Readonly<Record<number, string>> = {
  16914836: 'tmpfs',
  61267: 'ext4',
  1481003842: 'xfs',
  2435016766: 'btrfs',
  2035054128: 'overlayfs',
};

/** What the figures were measured on. */
export interface Machine {
  readonly processor: string;
  readonly processors: number;
  readonly memoryBytes: number;
  readonly kernel: string;
  readonly node: string;
  /** Of the data directories. */
  readonly filesystem: string;
  /** Load average over a minute when the benchmark began: others' work, which disturbs the figures. */
  readonly loadBefore: number;
}

/** Describes this machine; `directory` is where the servers keep their data. */
export function describeMachine(directory: string): Machine {
  const processors = cpus();
  const { type } = statfsSync(directory);
  return {
    processor: processors[0]?.model ?? 'unknown',
    processors: processors.length,
    memoryBytes: totalmem(),
    kernel: release(),
    node: process.version,
    filesystem: filesystems[type] ?? `0x${type.toString(16)}`,
    loadBefore: loadavg()[0] ?? 0,
  };
}

/** What makes figures from this machine doubtful; empty when nothing does. */
export function doubtsAbout({ filesystem, loadBefore, processors }: Machine): string[] {
  const doubts: string[] = [];
  if (filesystem === 'tmpfs')
    doubts.push('data directories lie in memory (tmpfs), where a sync costs nothing: choose a disk by --dir');
  if (loadBefore > processors / 4)
    doubts.push(`the machine is busy with something else (load average ${loadBefore.toFixed(1)})`);
  return doubts;
}
