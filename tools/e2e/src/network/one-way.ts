import type { Socket } from 'node:net';

/** What the network does to what goes from one member to another. */
export interface LinkRule {
  /** Nothing arrives: it is held, as TCP keeps what is not confirmed, and passes when the link is whole again. */
  readonly cut?: boolean;
  /** Each piece arrives between so many milliseconds later, in order. */
  readonly delayMs?: readonly [number, number];
  /** No more than so many bytes a second. */
  readonly bytesPerSecond?: number;
}

/** What may wait in a link before its sender is held up, in bytes; the kernel's buffers come on top. */
const heldBytesMax = 256 * 1024;

type Piece = { readonly bytes: Buffer; readonly dueMs: number } | { readonly end: 'finished' | 'broken' };

/** Carries the bytes of one connection in one direction, under a rule that may change at any time. */
export class OneWay {
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #random: () => number;
  #rule: LinkRule;
  readonly #held: Piece[] = [];
  #heldBytes = 0;
  #lastDueMs = 0;
  #timer: NodeJS.Timeout | undefined;
  #isDraining = false;

  constructor(from: Socket, to: Socket, rule: LinkRule, random: () => number) {
    this.#from = from;
    this.#to = to;
    this.#rule = rule;
    this.#random = random;
    let hasFinished = false;
    from.on('data', (bytes: Buffer) => this.#take(bytes));
    from.on('end', () => {
      hasFinished = true;
      this.#hold({ end: 'finished' });
    });
    from.on('error', () => {});
    from.on('close', () => {
      if (!hasFinished) this.#hold({ end: 'broken' });
    });
    to.on('drain', () => {
      this.#isDraining = false;
      this.#pass();
    });
    to.on('close', () => {
      clearTimeout(this.#timer);
      from.resume();
    });
  }

  set rule(rule: LinkRule) {
    this.#rule = rule;
    this.#pass();
  }

  #take(bytes: Buffer): void {
    const { delayMs: [least, most] = [0, 0], bytesPerSecond } = this.#rule;
    const nowMs = performance.now();
    const delayed = nowMs + least + this.#random() * (most - least);
    const sent = bytesPerSecond === undefined ? 0 : (bytes.length / bytesPerSecond) * 1000;
    this.#lastDueMs = Math.max(delayed, this.#lastDueMs + sent, nowMs + sent);
    this.#heldBytes += bytes.length;
    if (this.#heldBytes > heldBytesMax) this.#from.pause();
    this.#hold({ bytes, dueMs: this.#lastDueMs });
  }

  #hold(piece: Piece): void {
    this.#held.push(piece);
    this.#pass();
  }

  /** Passes on what is due, and comes back for the rest. */
  #pass(): void {
    clearTimeout(this.#timer);
    while (!this.#rule.cut && !this.#isDraining) {
      const piece = this.#held[0];
      if (piece === undefined || this.#to.destroyed) return;
      if ('bytes' in piece) {
        const waitMs = piece.dueMs - performance.now();
        if (waitMs > 0) {
          this.#timer = setTimeout(() => this.#pass(), waitMs);
          return;
        }
        this.#heldBytes -= piece.bytes.length;
        if (this.#heldBytes <= heldBytesMax) this.#from.resume();
        if (!this.#to.write(piece.bytes)) this.#isDraining = true;
      } else if (piece.end === 'finished') this.#to.end();
      else this.#to.resetAndDestroy();
      this.#held.shift();
    }
  }
}
