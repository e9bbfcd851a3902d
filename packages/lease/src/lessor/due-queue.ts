interface Item<T> {
  readonly value: T;
  dueMs: number;
  place: number;
}

/**
 * Values with a time each, the earliest first: a binary heap in which every value knows its place, so that a lease that is renewed moves
 * and does not leave an entry behind. Values at rest cost nothing.
 */
export class DueQueue<T> {
  readonly #heap: Item<T>[] = [];
  readonly #items = new Map<T, Item<T>>();

  get size(): number {
    return this.#heap.length;
  }

  /** When the first is due; infinite when there is none. */
  get nextDueMs(): number {
    return this.#heap[0]?.dueMs ?? Number.POSITIVE_INFINITY;
  }

  /** Adds a value, or gives it another time. */
  set(value: T, dueMs: number): void {
    const known = this.#items.get(value);
    if (known === undefined) {
      const item = { value, dueMs, place: this.#heap.length };
      this.#items.set(value, item);
      this.#heap.push(item);
      this.#rise(item);
      return;
    }
    const isEarlier = dueMs < known.dueMs;
    known.dueMs = dueMs;
    if (isEarlier) this.#rise(known);
    else this.#sink(known);
  }

  delete(value: T): void {
    const item = this.#items.get(value);
    if (item === undefined) return;
    this.#items.delete(value);
    const last = this.#heap.pop() as Item<T>;
    if (last === item) return;
    this.#put(last, item.place);
    this.#rise(last);
    this.#sink(last);
  }

  /** Takes out the first value that is due; undefined when none is. */
  takeDue(nowMs: number): T | undefined {
    const first = this.#heap[0];
    if (first === undefined || first.dueMs > nowMs) return undefined;
    this.delete(first.value);
    return first.value;
  }

  clear(): void {
    this.#heap.length = 0;
    this.#items.clear();
  }

  #rise(item: Item<T>): void {
    let { place } = item;
    while (place > 0) {
      const parentPlace = (place - 1) >>> 1;
      const parent = this.#heap[parentPlace] as Item<T>;
      if (parent.dueMs <= item.dueMs) break;
      this.#put(parent, place);
      place = parentPlace;
    }
    this.#put(item, place);
  }

  #sink(item: Item<T>): void {
    let { place } = item;
    for (;;) {
      let child = place * 2 + 1;
      const [left, right] = [this.#heap[child], this.#heap[child + 1]];
      if (left === undefined) break;
      if (right !== undefined && right.dueMs < left.dueMs) child++;
      const earlier = this.#heap[child] as Item<T>;
      if (earlier.dueMs >= item.dueMs) break;
      this.#put(earlier, place);
      place = child;
    }
    this.#put(item, place);
  }

  #put(item: Item<T>, place: number): void {
    item.place = place;
    this.#heap[place] = item;
  }
}
