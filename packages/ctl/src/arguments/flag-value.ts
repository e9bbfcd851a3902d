import { formatGoDuration, parseGoDuration } from '@quorate/go-duration';
import { parseInteger } from '../text/parse-integer.ts';
import type { FlagKind, FlagValue } from './flag-spec.ts';

const trueTexts = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const falseTexts = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

/** Reads the text of a flag. Throws an `Error` that says, in Go's words, what is wrong with it. */
export function parseFlagValue(kind: FlagKind, text: string): FlagValue {
  switch (kind) {
    case 'string':
      return text;
    case 'bool':
      if (trueTexts.has(text)) return true;
      if (falseTexts.has(text)) return false;
      throw new Error(`strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`);
    case 'int':
      return parseInteger(text, 0, 'int64');
    case 'uint':
      return parseInteger(text, 0, 'uint64');
    case 'duration': {
      const milliseconds = parseGoDuration(text);
      if (milliseconds === undefined) throw new Error(`time: invalid duration ${JSON.stringify(text)}`);
      return milliseconds;
    }
    case 'strings':
      return text === '' ? [] : text.split(',');
  }
}

/** A value as Go prints it, without quotes. */
export function formatFlagValue(kind: FlagKind, value: FlagValue): string {
  if (kind === 'duration' && typeof value === 'number') return formatGoDuration(value);
  if (Array.isArray(value)) return `[${value.join(',')}]`;
  return String(value);
}
