// Proposals a second in memory: node --conditions=@quorate/source packages/raft/src/bench/main.ts [seconds a case]
// With --cpu-prof in front of the file, node writes a profile of it.
import { InMemoryGroup } from './in-memory-group.ts';

const secondsDefault = 1;
/** The best of several windows counts: a machine that does other things besides can only make a window slower. */
const windows = 5;
const warmUpMs = 300;

interface Case {
  readonly nodes: number;
  readonly bytes: number;
  readonly batch: number;
}

function proposalsPerSecond({ nodes, bytes, batch }: Case, seconds: number): number {
  const group = new InMemoryGroup(nodes);
  // Raft neither copies nor reads the data, so that one array does for all entries.
  const proposals = new Array<Uint8Array>(batch).fill(new Uint8Array(bytes));
  measure(group, proposals, warmUpMs);
  const rates = Array.from({ length: windows }, () => measure(group, proposals, (seconds * 1_000) / windows));
  return Math.max(...rates);
}

/** Proposes and settles again and again for so long; gives the entries applied a second. */
function measure(group: InMemoryGroup, proposals: readonly Uint8Array[], ms: number): number {
  const appliedBefore = group.applied;
  const start = performance.now();
  while (performance.now() < start + ms) {
    for (let at = 0; at < 20; at++) {
      group.propose(proposals);
      group.settle();
    }
  }
  return ((group.applied - appliedBefore) / (performance.now() - start)) * 1_000;
}

const seconds = Number(process.argv[2] ?? secondsDefault);
console.log('| nodes | bytes | batch | proposals/s |');
console.log('| ----: | ----: | ----: | ----------: |');
for (const nodes of [1, 3, 5]) {
  for (const bytes of [16, 256]) {
    for (const batch of [1, 100]) {
      const rate = proposalsPerSecond({ nodes, bytes, batch }, seconds);
      console.log(`| ${nodes} | ${bytes} | ${batch} | ${Math.round(rate).toLocaleString('en')} |`);
    }
  }
}
