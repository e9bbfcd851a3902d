import { confChangeRunner } from './confchange.ts';
import { interactionRunner } from './interaction.ts';
import { runQuorumCase } from './quorum.ts';
import { parseTrace, type TraceCase } from './trace-file.ts';

/** What a trace is about: whole nodes, the decisions of quorums, or changes of membership. */
export type TraceKind = 'interaction' | 'quorum' | 'confchange';

/** Where a trace and this implementation part for the first time. */
export interface Difference {
  readonly line: number;
  readonly command: string;
  readonly expected: string;
  readonly actual: string;
}

function runnerFor(kind: TraceKind): (one: TraceCase) => string {
  if (kind === 'quorum') return runQuorumCase;
  return kind === 'confchange' ? confChangeRunner() : interactionRunner();
}

/** What is shown must be the same but for space at the end of it. */
function trimmed(text: string): string {
  return text.replace(/\s+$/, '');
}

/** Replays a trace; `undefined` when everything comes out as it was recorded. */
export function runTrace(kind: TraceKind, text: string): Difference | undefined {
  let cases: TraceCase[] = [];
  try {
    cases = parseTrace(text);
  } catch (error) {
    return { line: 1, command: '', expected: 'a trace', actual: String(error) };
  }
  const run = runnerFor(kind);
  for (const one of cases) {
    let actual: string;
    try {
      actual = run(one);
    } catch (error) {
      actual = error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
    if (trimmed(actual) !== trimmed(one.expected)) {
      return { line: one.line, command: one.command, expected: trimmed(one.expected), actual: trimmed(actual) };
    }
  }
  return undefined;
}
