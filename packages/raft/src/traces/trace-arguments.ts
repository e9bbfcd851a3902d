import type { TraceArgument } from './trace-file.ts';

/** A trace that cannot be read: a mistake in the trace, not in what it checks. */
export class TraceError extends Error {
  override readonly name = 'TraceError';
}

/** The words of a command that are ids, in their order. */
export function idsIn(words: readonly TraceArgument[]): number[] {
  return words.filter((word) => word.values.length === 0).map((word) => wholeNumber(word.key));
}

/** The word at a position. */
export function wordAt(words: readonly TraceArgument[], position: number): string {
  const word = words[position];
  if (word === undefined) throw new TraceError(`argument ${position + 1} is missing`);
  return word.key;
}

/** A whole number that stands at a position. */
export function numberAt(words: readonly TraceArgument[], position: number): number {
  return wholeNumber(wordAt(words, position));
}

/** The values of a key; none when it is absent. */
export function valuesOf(words: readonly TraceArgument[], key: string): readonly string[] {
  return words.find((word) => word.key === key)?.values ?? [];
}

/** The one value of a key. */
export function singleValue(words: readonly TraceArgument[], key: string): string | undefined {
  return valuesOf(words, key)[0];
}

/** The whole number under a key. */
export function numberOf(words: readonly TraceArgument[], key: string): number {
  const value = singleValue(words, key);
  if (value === undefined) throw new TraceError(`${key} is missing`);
  return wholeNumber(value);
}

/** Digits as a number. */
export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new TraceError(`"${text}" is not a whole number`);
  return Number(text);
}

/** `true` or `false`, in the spellings of Go. */
export function truth(text: string): boolean {
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(text)) return true;
  if (['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(text)) return false;
  throw new TraceError(`"${text}" is neither true nor false`);
}
