import type { Disk, DiskFile } from '@quorate/ports';

/**
 * Keeps one file of a segment's size ready under a temporary name, so that a cut waits for nothing. The names
 * alternate, as etcd's do, because the one before may not have been renamed yet.
 */
export class SegmentPipeline {
  readonly #disk: Disk;
  readonly #directory: string;
  readonly #segmentBytes: number;
  #count = 0;
  #ready: Promise<DiskFile>;

  constructor(disk: Disk, directory: string, segmentBytes: number) {
    this.#disk = disk;
    this.#directory = directory;
    this.#segmentBytes = segmentBytes;
    this.#ready = this.#prepare();
  }

  /** The prepared file, all zeros; the next one is begun at once. Rejects when it cannot be prepared now either. */
  async take(): Promise<DiskFile> {
    // What was in the way when it was prepared, such as too many open files, may long be over.
    const file = await this.#ready.catch(() => this.#prepare());
    this.#ready = this.#prepare();
    return file;
  }

  /** Removes the file that was not needed. */
  async close(): Promise<void> {
    try {
      const file = await this.#ready;
      await file.close();
      await this.#disk.remove(file.path);
    } catch {
      // Whatever is left under a temporary name is overwritten by the next owner of the log.
    }
  }

  #prepare(): Promise<DiskFile> {
    const prepared = this.#create(`${this.#directory}/${this.#count++ % 2}.tmp`);
    // Nobody waits for it yet; a failure shows when it is taken.
    prepared.catch(() => {});
    return prepared;
  }

  async #create(path: string): Promise<DiskFile> {
    const file = await this.#disk.open(path, 'create');
    try {
      await file.truncate(0);
      await file.truncate(this.#segmentBytes);
      return file;
    } catch (error) {
      await file.close();
      throw error;
    }
  }
}
