/** An argument of a command: a word, or a key with one or several values. */
export interface TraceArgument {
  readonly key: string;
  /** Empty for a word. */
  readonly values: readonly string[];
}

/** One case of a trace: a command, its input, and what it must print. */
export interface TraceCase {
  /** Of the command, from 1. */
  readonly line: number;
  readonly command: string;
  readonly arguments: readonly TraceArgument[];
  readonly input: string;
  /** Without the line break at its end. */
  readonly expected: string;
}

const separator = '----';
const argumentPattern = /([^\s=()]+)(?:=(\([^)]*\)|[^\s]*))?/y;

/** Reads a trace: cases of command, input, `----` and output, with comments and empty lines between them. */
export function parseTrace(text: string): TraceCase[] {
  const lines = text.split(/\r?\n/);
  const cases: TraceCase[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    if (line.trim() === '' || line.startsWith('#')) {
      at++;
      continue;
    }
    const input = linesUntil(lines, at + 1, (candidate) => candidate === separator);
    const afterInput = at + 1 + input.length + 1;
    // Output with empty lines in it stands between doubled separators.
    const isDoubled = lines[afterInput] === separator;
    const start = isDoubled ? afterInput + 1 : afterInput;
    const isEnd = isDoubled
      ? (_: string, position: number) => lines[position] === separator && lines[position + 1] === separator
      : (candidate: string) => candidate === '';
    const expected = linesUntil(lines, start, isEnd);
    cases.push({
      line: at + 1,
      ...parseCommand(line, at + 1),
      input: input.join('\n').trim(),
      expected: expected.join('\n'),
    });
    at = start + expected.length + (isDoubled ? 2 : 1);
  }
  return cases;
}

function linesUntil(
  lines: readonly string[],
  start: number,
  isEnd: (line: string, position: number) => boolean,
): string[] {
  let end = start;
  while (end < lines.length && !isEnd(lines[end] ?? '', end)) end++;
  return lines.slice(start, end);
}

function parseCommand(line: string, number: number): { command: string; arguments: TraceArgument[] } {
  // A command may stand alone, or have words and key=value pairs behind it.
  const words: TraceArgument[] = [];
  const text = line.trim();
  for (let at = 0; at < text.length; ) {
    if (/\s/.test(text[at] ?? '')) {
      at++;
      continue;
    }
    argumentPattern.lastIndex = at;
    const match = argumentPattern.exec(text);
    if (match === null) throw new SyntaxError(`line ${number}: cannot read "${text.slice(at)}"`);
    at = argumentPattern.lastIndex;
    const [, key = '', value] = match;
    words.push({ key, values: value === undefined ? [] : parseValues(value) });
  }
  const [command, ...rest] = words;
  if (command === undefined) throw new SyntaxError(`line ${number}: a command is missing`);
  return { command: command.key, arguments: rest };
}

function parseValues(value: string): string[] {
  if (!value.startsWith('(')) return [value];
  const inner = value.slice(1, -1).trim();
  return inner === '' ? [] : inner.split(',').map((part) => part.trim());
}
