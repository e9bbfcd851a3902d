import { parseGoDuration } from '@quorate/go-duration';
import { type Action, type Condition, type Term, TermError } from './term.ts';

const conditionPattern = /(\d+(?:\.\d+)?)\s*(%|\*)\s*/y;
const actionPattern = /([a-z]+)\s*/y;
const valuePattern = /\(\s*(?:"((?:[^"\\]|\\.)*)"|(-?\d+)|(true|false))?\s*\)\s*/y;
const arrowPattern = /->\s*/y;

/**
 * Reads a chain of terms in gofail's grammar: `sleep("10s")`, `25.0%return("text")`, `3*print->panic`. A term is any number of
 * conditions, a word (off, return, sleep, panic, print, break), and a value in parentheses, if it takes one. Throws TermError.
 */
export function parseTerms(text: string): Term[] {
  const source = text.trim();
  const terms: Term[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match) at = pattern.lastIndex;
    return match;
  };
  do {
    const conditions: Condition[] = [];
    for (let found = take(conditionPattern); found; found = take(conditionPattern)) {
      conditions.push(conditionOf(Number(found[1]), found[2] as string, source));
    }
    const word = take(actionPattern)?.[1];
    if (word === undefined)
      throw refused(source, at === source.length ? 'a term is missing at the end' : 'a word was expected', at);
    const value = take(valuePattern);
    terms.push({ conditions, action: actionOf(word, value, source) });
  } while (take(arrowPattern));
  if (at < source.length) throw refused(source, 'there is more than a chain of terms', at);
  return terms;
}

function conditionOf(value: number, sign: string, source: string): Condition {
  if (sign === '%') {
    if (value > 100) throw refused(source, `${value}% is more than always`);
    return { kind: 'share', share: value / 100 };
  }
  if (!Number.isInteger(value)) throw refused(source, `${value}* is not a number of times`);
  return { kind: 'times', left: value };
}

function actionOf(word: string, value: RegExpExecArray | null, source: string): Action {
  const [, quoted, integer, truth] = value ?? [];
  const text = quoted === undefined ? (integer ?? truth ?? '') : unquoted(quoted, source);
  switch (word) {
    case 'off':
    case 'break':
      return { kind: word };
    case 'panic':
    case 'print':
    case 'return':
      return { kind: word, text };
    case 'sleep': {
      // gofail's: a number is milliseconds, a text a duration of Go.
      const ms = quoted === undefined && integer !== undefined ? Number(integer) : parseGoDuration(text);
      if (ms === undefined || ms < 0)
        throw refused(source, 'sleep takes a duration like sleep("10s"), or milliseconds like sleep(100)');
      return { kind: 'sleep', ms };
    }
    default:
      throw refused(source, `${JSON.stringify(word)} is none of off, return, sleep, panic, print, break`);
  }
}

function unquoted(quoted: string, source: string): string {
  try {
    return JSON.parse(`"${quoted}"`) as string;
  } catch {
    throw refused(source, 'the text in quotes has an escape that is none');
  }
}

function refused(source: string, reason: string, at?: number): TermError {
  return new TermError(
    `cannot read failpoint term ${JSON.stringify(source)}${at === undefined ? '' : ` at ${at}`}: ${reason}`,
  );
}
