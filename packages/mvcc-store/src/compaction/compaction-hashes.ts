import type { HashKvResult } from '../result/results.ts';

/** etcd keeps the hashes of so many compactions. */
const hashesMax = 10;

/** A hash that a compaction computed in passing. */
export type CompactionHash = Omit<HashKvResult, 'revision'>;

/** The hashes of the latest compactions, by which members are compared without reading everything again. */
export class CompactionHashes {
  #hashes: CompactionHash[] = [];

  /** Newest first. */
  get all(): readonly CompactionHash[] {
    return this.#hashes;
  }

  add(hash: CompactionHash): void {
    this.#hashes.push(hash);
    this.#hashes.sort((a, b) => b.hashRevision - a.hashRevision);
    this.#hashes = this.#hashes.slice(0, hashesMax);
  }

  of(revision: number): CompactionHash | undefined {
    return this.#hashes.find(({ hashRevision }) => hashRevision === revision);
  }
}
