/**
 * Ranges of keys that may overlap, asked whether they cover a key in logarithmic time: sorted by their start when first asked after a
 * change, each with the farthest end of all ranges up to it. Keys are byte strings, one character a byte.
 */
export class KeyRanges {
  readonly #ranges: { start: string; end: string }[] = [];
  readonly #farthestEnds: string[] = [];
  #sorted = true;

  /** Adds the keys from `start` up to, not including, `end`; none when `end` is not above `start`. */
  add(start: string, end: string): void {
    if (start >= end) return;
    this.#ranges.push({ start, end });
    this.#sorted = false;
  }

  addAll(other: KeyRanges): void {
    for (const { start, end } of other.#ranges) this.add(start, end);
  }

  covers(key: string): boolean {
    if (!this.#sorted) this.#sort();
    let low = 0;
    let high = this.#ranges.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#ranges[middle] as { start: string }).start <= key) low = middle + 1;
      else high = middle;
    }
    return low > 0 && (this.#farthestEnds[low - 1] as string) > key;
  }

  #sort(): void {
    this.#ranges.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
    this.#farthestEnds.length = 0;
    let farthest = '';
    for (const { end } of this.#ranges) {
      if (end > farthest) farthest = end;
      this.#farthestEnds.push(farthest);
    }
    this.#sorted = true;
  }
}
