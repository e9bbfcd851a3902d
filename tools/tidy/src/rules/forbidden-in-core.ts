import { blankComments } from '../repository/blank-comments.ts';
import { type Finding, findLines, type Repository } from '../repository/repository.ts';
import { isSource, isTestCode, packageFolder } from '../repository/source-kind.ts';

/** Packages that are given clock, randomness, disk and network through ports, so that a run can be repeated from its seed. */
export const corePackages = ['raft', 'wal', 'bbolt', 'snapshot', 'mvcc-store', 'lease', 'member'] as const;

const forbidden = [
  { pattern: /\bDate\b/, instead: 'ask the clock port' },
  { pattern: /\bMath\.random\b|\bcrypto\.random|\brandom(?:Bytes|UUID|Int)\b/, instead: 'ask the random port' },
  { pattern: /\b(?:set|clear)(?:Timeout|Interval|Immediate)\b|\bqueueMicrotask\b/, instead: 'ask the clock port' },
  { pattern: /\bperformance\b/, instead: 'ask the clock port' },
  {
    pattern:
      /'node:(?:fs|net|timers|tls|http|http2|https|dgram|dns|child_process|worker_threads|os|process|perf_hooks)(?:\/\w+)?'/,
    instead: 'use a port',
  },
  { pattern: /\bprocess\.(?!\s)/, instead: 'leave the process to the server' },
];

/** Finds where a core package reads time, randomness, disk, network or the process by itself (design: determinism). */
export function forbiddenInCore(repository: Repository): Finding[] {
  const core = new Set(corePackages.map((name) => `packages/${name}`));
  const paths = repository.paths.filter(
    (path) => isSource(path) && !isTestCode(path) && core.has(packageFolder(path) ?? '') && path.includes('/src/'),
  );
  return paths.flatMap((path) => {
    const code = blankComments(repository.text(path));
    return forbidden.flatMap(({ pattern, instead }) =>
      findLines(path, code, pattern, (match) => `${match} in a core package: ${instead}`),
    );
  });
}
