// Proposals a second in memory: node --conditions=@quorate/source packages/raft/src/bench/main.ts [seconds a case]
// With --cpu-prof in front of the file, node writes a profile of it.
import { InMemoryGroup } from './in-memory-group.ts';

const secondsDefault = 1;

interface Case {
  readonly nodes: number;
  readonly bytes: number;
  readonly batch: number;
}

function proposalsPerSecond({ nodes, bytes, batch }: Case, seconds: number): number {
  const group = new InMemoryGroup(nodes);
  // Raft neither copies nor reads the data, so that one array does for all entries.
  const proposals = new Array<Uint8Array>(batch).fill(new Uint8Array(bytes));
  const round = () => {
    group.propose(proposals);
    group.settle();
  };
  const warmUntil = performance.now() + 300;
  while (performance.now() < warmUntil) round();
  const appliedBefore = group.applied;
  const start = performance.now();
  const end = start + seconds * 1_000;
  while (performance.now() < end) for (let at = 0; at < 20; at++) round();
  const elapsed = (performance.now() - start) / 1_000;
  return (group.applied - appliedBefore) / elapsed;
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
