/** What a command prints: kept back while quiet, and indented within a block. */
export class TraceOutput {
  isQuiet = false;
  #text = '';
  #indent = '';

  /** Adds text that may be several lines; the last one need not end. */
  write(text: string): void {
    if (this.isQuiet || text === '') return;
    const lines = text.endsWith('\n') ? text.slice(0, -1) : text;
    this.#text += `${this.#indent}${lines.replaceAll('\n', `\n${this.#indent}`)}\n`;
  }

  /** Runs with everything that is written two columns further in. */
  indented(run: () => void): void {
    const before = this.#indent;
    this.#indent = `${before}  `;
    try {
      run();
    } finally {
      this.#indent = before;
    }
  }

  /** Takes out what was written. */
  take(): string {
    const text = this.#text;
    this.#text = '';
    return text;
  }
}
