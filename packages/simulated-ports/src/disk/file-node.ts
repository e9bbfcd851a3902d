import type { SeededRandom } from '../seeded-random.ts';

/** A drive writes a sector whole or not at all. */
export const sectorBytes = 512;
const pageBytes = 4_096;

/** What the power cut leaves of data that was not synced. */
export type Survival =
  /** nothing: the disk is as the last syncs left it */
  | 'none'
  /** everything, as if the cache had been written back just in time */
  | 'all'
  /** some of it: each sector may be old or new, each size and directory entry too */
  | 'some';

/** Sectors as they were before a stretch of writes; undefined stands for zeros. */
interface Unsynced {
  readonly sizeBefore: number;
  readonly sectors: Map<number, Uint8Array | undefined>;
}

/** The medium and the cache of one file: what it reads as, and how to go back to what a crash may leave. */
export class FileNode {
  readonly kind = 'file';
  size = 0;
  /** The handle that holds the lock. */
  lockedBy: object | undefined;
  #pages = new Map<number, Uint8Array>();
  /** Oldest first. The last takes what is written at the moment; those before it are being synced. */
  #unsynced: Unsynced[] = [{ sizeBefore: 0, sectors: new Map() }];
  /** What a failed sync left in doubt: later syncs say nothing about it, only writing it anew does. */
  #doubtful = new Map<number, Uint8Array | undefined>();

  read(target: Uint8Array, position: number): number {
    const count = Math.max(0, Math.min(target.length, this.size - position));
    for (let done = 0; done < count; ) {
      const at = position + done;
      const within = at % pageBytes;
      const take = Math.min(count - done, pageBytes - within);
      const page = this.#pages.get(at - within);
      if (page === undefined) target.fill(0, done, done + take);
      else target.set(page.subarray(within, within + take), done);
      done += take;
    }
    return count;
  }

  write(source: Uint8Array, position: number): void {
    for (let done = 0; done < source.length; ) {
      const at = position + done;
      const within = at % sectorBytes;
      const take = Math.min(source.length - done, sectorBytes - within);
      this.#writeInSector(at - within, within, source.subarray(done, done + take));
      done += take;
    }
    this.size = Math.max(this.size, position + source.length);
  }

  truncate(size: number): void {
    for (const page of [...this.#pages.keys()]) {
      const first = Math.max(page, size - (size % sectorBytes));
      for (let sector = first; sector < Math.min(page + pageBytes, this.size); sector += sectorBytes) {
        const from = Math.max(0, size - sector);
        if (from < sectorBytes) this.#writeInSector(sector, from, new Uint8Array(sectorBytes - from));
      }
    }
    this.size = size;
  }

  /** Marks what a sync that begins at this moment will cover; the result goes to `endSync` or `failSync`. */
  beginSync(): Unsynced {
    const covered = this.#open();
    this.#unsynced.push({ sizeBefore: this.size, sectors: new Map() });
    return covered;
  }

  endSync(covered: Unsynced): void {
    const index = this.#unsynced.indexOf(covered);
    for (const done of this.#unsynced.splice(0, index + 1)) {
      for (const sector of done.sectors.keys()) this.#doubtful.delete(sector);
    }
  }

  failSync(covered: Unsynced): void {
    const index = this.#unsynced.indexOf(covered);
    const lost = this.#unsynced.splice(0, index + 1);
    for (const { sectors } of lost) {
      for (const [sector, before] of sectors) if (!this.#doubtful.has(sector)) this.#doubtful.set(sector, before);
    }
    // The size is as doubtful as the data: the stretch that is first now goes back to the size before these.
    const next = this.#unsynced[0];
    if (lost[0] && next) this.#unsynced[0] = { sizeBefore: lost[0].sizeBefore, sectors: next.sectors };
  }

  /** The power went: decides for each unsynced sector and for the size what is left. */
  crash(survival: Survival, random: SeededRandom | undefined): void {
    const before = new Map<number, Uint8Array | undefined>(this.#doubtful);
    for (const { sectors } of this.#unsynced) {
      for (const [sector, content] of sectors) if (!before.has(sector)) before.set(sector, content);
    }
    const sizeBefore = this.#unsynced[0]?.sizeBefore ?? this.size;
    const keeps = chooser(survival, random, before.size);
    if (!keeps()) this.size = sizeBefore;
    for (const [sector, content] of [...before].sort(([a], [b]) => a - b)) {
      if (!keeps()) this.#sector(sector).set(content ?? new Uint8Array(sectorBytes));
    }
    this.#forgetBeyondSize();
    this.#unsynced = [{ sizeBefore: this.size, sectors: new Map() }];
    this.#doubtful = new Map();
    this.lockedBy = undefined;
  }

  /** Changes the medium behind everybody's back. */
  flipBit(position: number, bit: number): void {
    const sector = this.#sector(position - (position % sectorBytes));
    const within = position % sectorBytes;
    sector[within] = (sector[within] ?? 0) ^ (1 << bit);
  }

  /** Takes the content as it is for durable. */
  settle(): void {
    this.#unsynced = [{ sizeBefore: this.size, sectors: new Map() }];
  }

  #writeInSector(sector: number, within: number, source: Uint8Array): void {
    const absent = !this.#pages.has(sector - (sector % pageBytes));
    if (absent && source.every((byte) => byte === 0)) return;
    const { sectors } = this.#open();
    const target = this.#sector(sector);
    if (!sectors.has(sector)) sectors.set(sector, absent ? undefined : target.slice());
    target.set(source, within);
  }

  #sector(sector: number): Uint8Array {
    const start = sector - (sector % pageBytes);
    let page = this.#pages.get(start);
    if (page === undefined) {
      page = new Uint8Array(pageBytes);
      this.#pages.set(start, page);
    }
    return page.subarray(sector - start, sector - start + sectorBytes);
  }

  #open(): Unsynced {
    const last = this.#unsynced.at(-1);
    if (last === undefined) throw new Error('a file always has an open stretch of writes');
    return last;
  }

  #forgetBeyondSize(): void {
    for (const [start, page] of this.#pages) {
      if (start >= this.size) this.#pages.delete(start);
      else if (start + pageBytes > this.size) page.fill(0, this.size - start);
    }
  }
}

/** How a crash picks, once for the size and then sector by sector in file order; `count` is the number of sectors. */
function chooser(survival: Survival, random: SeededRandom | undefined, count: number): () => boolean {
  if (survival !== 'some') return () => survival === 'all';
  if (random === undefined) throw new Error('what survives a crash in part takes a random');
  // Coins alone would hardly ever give the commonest cases of long writes: all, nothing, or all up to some point.
  const style = random.below(4);
  if (style === 0) return () => false;
  if (style === 1) return () => true;
  if (style === 2) return () => random.below(2) === 0;
  let left = random.below(count + 2);
  return () => left-- > 0;
}
