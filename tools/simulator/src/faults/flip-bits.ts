import type { SeededRandom, SimulatedDisk } from '@quorate/simulated-ports';

const flipsMax = 3;

/**
 * Flips bits in closed segments of the log, every record of which was synced long ago and has a checksum. The last segment is left
 * alone: there, damage cannot be told from a write that a power cut tore. So is the database, whose format has no checksums.
 * False when there is no closed segment.
 */
export function flipBits(disk: SimulatedDisk, random: SeededRandom): boolean {
  const closed = disk
    .paths()
    .filter((path) => path.endsWith('.wal'))
    .slice(0, -1);
  if (closed.length === 0) return false;
  for (let flips = 1 + random.below(flipsMax); flips > 0; flips--) {
    const path = closed[random.below(closed.length)] ?? '';
    const size = disk.contents(path)?.length ?? 0;
    if (size > 0) disk.flipBit(path, random.below(size), random.below(8));
  }
  return true;
}
