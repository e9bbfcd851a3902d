/** Revisions that are being read over several turns: history is not removed under them. */
export class RevisionPins {
  readonly #counts = new Map<number, number>();
  #waiting: { readonly revision: number; readonly resolve: () => void }[] = [];

  /** Holds a revision; the answer lets it go. */
  pin(revision: number): () => void {
    this.#counts.set(revision, (this.#counts.get(revision) ?? 0) + 1);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      const count = this.#counts.get(revision) ?? 0;
      if (count > 1) this.#counts.set(revision, count - 1);
      else this.#counts.delete(revision);
      this.#wake();
    };
  }

  /** Resolves when no revision below this one is held. New ones must not come up meanwhile. */
  noneBelow(revision: number): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ revision, resolve });
      this.#wake();
    });
  }

  #wake(): void {
    this.#waiting = this.#waiting.filter(({ revision, resolve }) => {
      for (const held of this.#counts.keys()) {
        if (held < revision) return true;
      }
      resolve();
      return false;
    });
  }
}
