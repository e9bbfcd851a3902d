import { type Clock, type FailpointName, type Failpoints, failpointNames, type Random } from '@quorate/ports';
import { parseTerms } from './parse-terms.ts';
import { type Action, type Condition, type Term, TermError } from './term.ts';

/** What a path fails with at a point that is set to `return("text")`; the text is its message. */
export class FailpointError extends Error {
  override readonly name = 'FailpointError';
}

export interface FailpointSetOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Ends the process at once, with nothing written or closed first. It is not expected to return. */
  readonly crash: (message: string) => void;
  /** Where `print` prints, and `break` says that there is no debugger. */
  readonly print: (line: string) => void;
}

interface Armed {
  readonly text: string;
  readonly terms: readonly Term[];
  count: number;
}

/** How finely a share of the times is told apart. */
const shareSteps = 1_000_000;

const known: ReadonlySet<string> = new Set(failpointNames);

/** The failpoints of one process, and what each is set to. */
export class FailpointSet implements Failpoints {
  readonly #options: FailpointSetOptions;
  readonly #armed = new Map<string, Armed>();

  constructor(options: FailpointSetOptions) {
    this.#options = options;
  }

  /** Whether there is a point of this name. */
  has(name: string): boolean {
    return known.has(name);
  }

  /** Sets a point to a chain of terms. Throws TermError for a name or a text that is none, which changes nothing. */
  set(name: string, text: string): void {
    this.#require(name);
    this.#armed.set(name, { text: text.trim(), terms: parseTerms(text), count: 0 });
  }

  /** `name=terms;name=terms`, as GOFAIL_FAILPOINTS has it: sets all or, with a TermError, none. */
  setAll(list: string): void {
    const pairs = list
      .split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/)
      .map((pair) => pair.trim())
      .filter((pair) => pair !== '')
      .map((pair) => {
        const equals = pair.indexOf('=');
        if (equals < 0) throw new TermError(`${JSON.stringify(pair)} is not a failpoint like name=term`);
        return { name: pair.slice(0, equals).trim(), text: pair.slice(equals + 1) };
      });
    for (const { name, text } of pairs) {
      this.#require(name);
      parseTerms(text);
    }
    for (const { name, text } of pairs) this.set(name, text);
  }

  clear(name: string): void {
    this.#armed.delete(name);
  }

  /** What a point is set to; undefined when it is off. */
  termsOf(name: string): string | undefined {
    return this.#armed.get(name)?.text;
  }

  /** How often a term of the point has acted since it was set. */
  countOf(name: string): number {
    return this.#armed.get(name)?.count ?? 0;
  }

  hit(name: FailpointName): Promise<void> | undefined {
    const action = this.#next(name);
    if (action?.kind === 'return') return Promise.reject(new FailpointError(action.text));
    if (action?.kind !== 'sleep') return undefined;
    return new Promise((resolve) => this.#options.clock.setTimer(action.ms, resolve));
  }

  skips(name: FailpointName): boolean {
    return this.#next(name)?.kind === 'return';
  }

  #require(name: string): void {
    if (!this.has(name))
      throw new TermError(`there is no failpoint ${JSON.stringify(name)}; there are ${failpointNames.join(', ')}`);
  }

  /** Takes the turn of the first term that may act. */
  #next(name: string): Action | undefined {
    if (this.#armed.size === 0) return undefined;
    const armed = this.#armed.get(name);
    const action = armed?.terms.find(({ conditions }) => conditions.every((each) => this.#allows(each)))?.action;
    if (armed === undefined || action === undefined) return undefined;
    armed.count++;
    const { crash, print } = this.#options;
    if (action.kind === 'panic') crash(`failpoint panic: {${action.text}} at ${name}`);
    if (action.kind === 'print') print(`failpoint print: {${action.text}} at ${name}`);
    if (action.kind === 'break') print(`failpoint break at ${name}: no debugger to break into`);
    return action;
  }

  #allows(condition: Condition): boolean {
    if (condition.kind === 'share') return this.#options.random.below(shareSteps) < condition.share * shareSteps;
    if (condition.left === 0) return false;
    condition.left--;
    return true;
  }
}
