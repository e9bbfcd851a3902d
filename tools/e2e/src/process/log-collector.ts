/** A line of a member's log. */
export interface LogLine {
  readonly level: string;
  readonly ts: string;
  readonly caller: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** Takes a member's standard error apart, and lets a test wait for a line. */
export class LogCollector {
  readonly #lines: string[] = [];
  readonly #waiting = new Set<() => void>();
  #ignored: RegExp | undefined;
  #rest = '';

  /** Lines of a foreign logger that may stand between the JSON. */
  ignore(pattern: RegExp): void {
    this.#ignored = pattern;
  }

  append(text: string): void {
    const parts = (this.#rest + text).split('\n');
    this.#rest = parts.pop() ?? '';
    this.#lines.push(...parts.filter((line) => line !== ''));
    for (const check of [...this.#waiting]) check();
  }

  /** Every line as it was printed. */
  get raw(): readonly string[] {
    return this.#lines;
  }

  /** Every line as JSON. Throws when one is not, because nothing else may be printed. */
  parsed(): LogLine[] {
    return this.#lines
      .filter((line) => this.#ignored?.test(line) !== true)
      .map((line) => {
        try {
          return JSON.parse(line);
        } catch {
          throw new Error(`not a JSON log line: ${line}`);
        }
      });
  }

  /** Resolves once a line from number `from` on contains `text`. Rejects after `timeoutMs`, with the last lines. */
  waitFor(text: string, timeoutMs: number, from = 0): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(check);
      };
      const check = (): void => {
        if (!this.#lines.slice(from).some((line) => line.includes(text))) return;
        end();
        resolve();
      };
      const timer = setTimeout(() => {
        end();
        reject(
          new Error(`no log line with ${JSON.stringify(text)} in ${timeoutMs} ms; the last ones:\n${this.tail()}`),
        );
      }, timeoutMs);
      this.#waiting.add(check);
      check();
    });
  }

  /** The last lines, for messages. */
  tail(count = 15): string {
    return this.#lines.slice(-count).join('\n');
  }
}
