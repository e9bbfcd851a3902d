/**
 * Sorts in place, and leaves equal items where Go's `sort.Sort` leaves them: that is what etcd's clients see when many keys have the same
 * version. It is pattern-defeating quicksort (Peters, arXiv:2106.05123) with the thresholds and choices of Go's library, which decide the
 * order of equals.
 */
export function sortAsGoDoes<T>(items: T[], less: (a: T, b: T) => boolean): void {
  new QuickSort(items, less).sort(0, items.length, bitLength(items.length));
}

/** Up to this length a stretch is sorted by insertion. */
const insertionMax = 12;
/** From this length on a pivot is the median of three medians. */
const nintherMin = 50;
/** Comparisons in the wrong order that choosing such a pivot can meet: then the stretch is taken for descending. */
const swapsMax = 12;
/** A stretch that looks sorted gets so many repairs before it is partitioned after all. */
const repairsMax = 5;
/** Shorter stretches are not repaired. */
const repairMin = 50;

class QuickSort<T> {
  readonly #items: T[];
  readonly #less: (a: T, b: T) => boolean;
  #swaps = 0;

  constructor(items: T[], less: (a: T, b: T) => boolean) {
    this.#items = items;
    this.#less = less;
  }

  /** Sorts [from, to); `badMax` unbalanced partitions lead to heap sort. */
  sort(from: number, to: number, badMax: number): void {
    let wasBalanced = true;
    let wasPartitioned = true;
    for (;;) {
      const length = to - from;
      if (length <= insertionMax || badMax === 0) break;
      if (!wasBalanced) {
        this.#scatter(from, to);
        badMax--;
      }
      let pivot = this.#choosePivot(from, to);
      let looksSorted = this.#swaps === 0;
      if (this.#swaps === swapsMax) {
        this.#reverse(from, to);
        pivot = to - 1 - (pivot - from);
        looksSorted = true;
      }
      if (wasBalanced && wasPartitioned && looksSorted && this.#repair(from, to)) return;
      if (from > 0 && !this.#isLess(from - 1, pivot)) {
        from = this.#partitionEqual(from, to, pivot);
        continue;
      }
      const { middle, wasDone } = this.#partition(from, to, pivot);
      wasPartitioned = wasDone;
      const [left, right] = [middle - from, to - middle];
      wasBalanced = Math.min(left, right) >= Math.floor(length / 8);
      if (left < right) {
        this.sort(from, middle, badMax);
        from = middle + 1;
      } else {
        this.sort(middle + 1, to, badMax);
        to = middle;
      }
    }
    if (to - from <= insertionMax) this.#insertionSort(from, to);
    else this.#heapSort(from, to);
  }

  #isLess(a: number, b: number): boolean {
    return this.#less(this.#items[a] as T, this.#items[b] as T);
  }

  #swap(a: number, b: number): void {
    const item = this.#items[a] as T;
    this.#items[a] = this.#items[b] as T;
    this.#items[b] = item;
  }

  #insertionSort(from: number, to: number): void {
    for (let i = from + 1; i < to; i++) {
      for (let j = i; j > from && this.#isLess(j, j - 1); j--) this.#swap(j, j - 1);
    }
  }

  #heapSort(from: number, to: number): void {
    const length = to - from;
    for (let root = (length - 1) >> 1; root >= 0; root--) this.#siftDown(root, length, from);
    for (let last = length - 1; last >= 0; last--) {
      this.#swap(from, from + last);
      this.#siftDown(0, last, from);
    }
  }

  #siftDown(start: number, length: number, from: number): void {
    let root = start;
    for (let child = 2 * root + 1; child < length; child = 2 * root + 1) {
      if (child + 1 < length && this.#isLess(from + child, from + child + 1)) child++;
      if (!this.#isLess(from + root, from + child)) return;
      this.#swap(from + root, from + child);
      root = child;
    }
  }

  /** Breaks a pattern that made for a bad pivot: three items near the middle change places with ones chosen by xorshift. */
  #scatter(from: number, to: number): void {
    const length = to - from;
    const mask = (1n << BigInt(bitLength(length))) - 1n;
    let random = BigInt(length);
    const middle = from + Math.floor(length / 4) * 2;
    for (let i = -1; i <= 1; i++) {
      random = BigInt.asUintN(64, random ^ (random << 13n));
      random ^= random >> 7n;
      random = BigInt.asUintN(64, random ^ (random << 17n));
      const other = Number(random & mask);
      this.#swap(middle + i, from + (other >= length ? other - length : other));
    }
  }

  /** The median of three items a quarter apart, or of three medians. Leaves in `#swaps` how much was out of order. */
  #choosePivot(from: number, to: number): number {
    const quarter = Math.floor((to - from) / 4);
    this.#swaps = 0;
    let [low, middle, high] = [from + quarter, from + 2 * quarter, from + 3 * quarter];
    if (to - from >= nintherMin) {
      low = this.#median(low - 1, low, low + 1);
      middle = this.#median(middle - 1, middle, middle + 1);
      high = this.#median(high - 1, high, high + 1);
    }
    return this.#median(low, middle, high);
  }

  #median(a: number, b: number, c: number): number {
    let [low, middle] = this.#ordered(a, b);
    [middle] = this.#ordered(middle, c);
    [low, middle] = this.#ordered(low, middle);
    return middle;
  }

  #ordered(a: number, b: number): [number, number] {
    if (!this.#isLess(b, a)) return [a, b];
    this.#swaps++;
    return [b, a];
  }

  #reverse(from: number, to: number): void {
    for (let i = from, j = to - 1; i < j; i++, j--) this.#swap(i, j);
  }

  /** Puts a few items in place when the stretch is nearly sorted; true when it then is. */
  #repair(from: number, to: number): boolean {
    let i = from + 1;
    for (let step = 0; step < repairsMax; step++) {
      while (i < to && !this.#isLess(i, i - 1)) i++;
      if (i === to) return true;
      if (to - from < repairMin) return false;
      this.#swap(i, i - 1);
      if (i - from >= 2) {
        for (let j = i - 1; j >= 1 && this.#isLess(j, j - 1); j--) this.#swap(j, j - 1);
      }
      if (to - i >= 2) {
        for (let j = i + 1; j < to && this.#isLess(j, j - 1); j++) this.#swap(j, j - 1);
      }
    }
    return false;
  }

  /** Items below the pivot go before it, the others behind. */
  #partition(from: number, to: number, pivot: number): { middle: number; wasDone: boolean } {
    this.#swap(from, pivot);
    let i = from + 1;
    let j = to - 1;
    for (let swaps = 0; ; swaps++) {
      while (i <= j && this.#isLess(i, from)) i++;
      while (i <= j && !this.#isLess(j, from)) j--;
      if (i > j) {
        this.#swap(j, from);
        return { middle: j, wasDone: swaps === 0 };
      }
      this.#swap(i++, j--);
    }
  }

  /** Items equal to the pivot, than which none is smaller, go to the front; answers where the others begin. */
  #partitionEqual(from: number, to: number, pivot: number): number {
    this.#swap(from, pivot);
    let i = from + 1;
    let j = to - 1;
    for (;;) {
      while (i <= j && !this.#isLess(from, i)) i++;
      while (i <= j && this.#isLess(from, j)) j--;
      if (i > j) return i;
      this.#swap(i++, j--);
    }
  }
}

function bitLength(value: number): number {
  return value === 0 ? 0 : Math.floor(Math.log2(value)) + 1;
}
