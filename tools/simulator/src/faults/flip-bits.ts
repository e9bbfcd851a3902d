import type { SeededRandom, SimulatedDisk } from '@quorate/simulated-ports';

const flipsMax = 3;

/**
 * Flips bits in closed segments of the log, every record of which was synced long ago and has a checksum, or in pages of the database. The last
 * segment is left alone: there, damage cannot be told from a write that a power cut tore. False when there is nothing to flip.
 */
export function flipBits(disk: SimulatedDisk, random: SeededRandom): boolean {
  const paths = disk.paths();
  const closed = paths.filter((path) => path.endsWith('.wal')).slice(0, -1);
  const databases = paths.filter((path) => path.endsWith('/snap/db'));
  const choice = random.below(2) === 0 && databases.length > 0 ? databases : closed;
  if (choice.length === 0) return false;
  for (let flips = 1 + random.below(flipsMax); flips > 0; flips--) {
    const path = choice[random.below(choice.length)] ?? '';
    const size = disk.contents(path)?.length ?? 0;
    if (size > 0) disk.flipBit(path, random.below(size), random.below(8));
  }
  return true;
}
