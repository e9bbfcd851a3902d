import type { SeededRandom } from '@quorate/simulated-ports';

export const faultKinds = [
  'kill',
  'power-cut',
  'power-cut-in-operation',
  'power-cut-of-all',
  'pause',
  'isolate',
  'split',
  'one-way',
  'bad-weather',
  'slow-disk',
  'full-disk',
  'failing-sync',
  'flipped-bits',
  'replace-member',
  'move-leader',
  'compact',
  'defragment',
  'jump-wall',
  'pause-in-snapshot',
  'add-learner',
  'fill-space',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** One thing that goes wrong, or that an operator does. Whom it hits is decided when it comes, by a randomness of its own. */
export interface PlannedFault {
  /** Its place in the plan, from 1 on: what `--faults` takes. */
  readonly number: number;
  readonly kind: FaultKind;
  readonly atMs: number;
  readonly lastsMs: number;
}

/** Faults begin when the cluster has had this long to come up. */
const firstMs = 3_000;

/** How likely a kind is, where it is not 10. */
const weights: Partial<Record<FaultKind, number>> = {
  'power-cut-of-all': 4,
  'flipped-bits': 4,
  'failing-sync': 4,
  'full-disk': 4,
  'replace-member': 6,
  'add-learner': 6,
  'fill-space': 4,
};

/**
 * The faults of a run. Each run has only some kinds of faults, so that what one kind would cover up is seen too (swarm testing,
 * Groce and others 2012). `only`: exactly these kinds, to hunt for something in particular.
 */
export function planFaults(
  random: SeededRandom,
  durationMs: number,
  only: readonly FaultKind[] | undefined = undefined,
): PlannedFault[] {
  const drawnKinds = faultKinds.filter(() => random.below(2) === 0);
  const kinds = only ?? drawnKinds;
  const drawn = kinds.flatMap((kind) => Array.from({ length: weights[kind] ?? 10 }, () => kind));
  if (drawn.length === 0) return [];
  // A hunt for something in particular wants it often.
  const count = (only ? 20 : 3) + random.below(20);
  const faults = Array.from({ length: count }, () => {
    const kind = drawn[random.below(drawn.length)] as FaultKind;
    // A pause gets interesting when it outlasts leases and elections.
    const isLong = random.below(kind === 'pause' ? 2 : 4) === 0;
    return {
      kind,
      atMs: firstMs + random.below(Math.max(1, durationMs - firstMs)),
      lastsMs: isLong ? 3_000 + random.below(12_000) : 50 + random.below(3_000),
    };
  });
  faults.sort((a, b) => a.atMs - b.atMs);
  return faults.map((fault, at) => ({ number: at + 1, ...fault }));
}

export function describeFault({ number, kind, atMs, lastsMs }: PlannedFault): string {
  return `${number}: ${kind} at ${(atMs / 1000).toFixed(3)} s for ${(lastsMs / 1000).toFixed(3)} s`;
}
