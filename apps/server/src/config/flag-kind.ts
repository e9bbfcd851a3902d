import { parseGoDuration } from '@quorate/go-duration';
import { EtcdUrlError, parseEtcdUrls } from './etcd-url.ts';

/** A value that does not fit its flag; the message is the part after `invalid value "…" for flag -name: `. */
export class FlagValueError extends Error {
  override readonly name = 'FlagValueError';
}

/** How a flag's text becomes a value. */
export interface FlagKind<Value> {
  /** Booleans may stand alone on the command line. */
  readonly isBoolean: boolean;
  /** The type's name as the messages about the configuration file call it. */
  readonly fileType: 'string' | 'bool' | 'number' | 'duration' | 'list';
  /** Throws a `FlagValueError`. */
  parse(text: string): Value;
}

/** A flag: its kind, its default as text, and a sentence for the help. */
export interface FlagDefinition<Value> {
  readonly kind: FlagKind<Value>;
  readonly default: string;
  readonly help: string;
}

const trueTexts = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const falseTexts = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

const booleanKind: FlagKind<boolean> = {
  isBoolean: true,
  fileType: 'bool',
  parse(text) {
    if (!trueTexts.has(text) && !falseTexts.has(text)) throw new FlagValueError('parse error');
    return trueTexts.has(text);
  },
};

/** Go's integer literals: decimal, 0x, 0o, 0b, or a leading 0 for octal; underscores between digits. */
function parseGoInteger(text: string): number | undefined {
  const match = /^([+-]?)(0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|\d[\d_]*)$/.exec(text);
  if (match === null) return undefined;
  const digits = (match[2] ?? '').replaceAll('_', '');
  if (/^0\d/.test(digits) && /[89]/.test(digits)) return undefined;
  const value = Number(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return match[1] === '-' ? -value : value;
}

function integerKind(min: number, max: number, outOfRange: (text: string) => string): FlagKind<number> {
  return {
    isBoolean: false,
    fileType: 'number',
    parse(text) {
      const value = parseGoInteger(text);
      if (value === undefined || (min === 0 && /^[+-]/.test(text))) throw new FlagValueError('parse error');
      if (value < min || value > max) throw new FlagValueError(outOfRange(text));
      return value;
    },
  };
}

const outOfRange = () => 'value out of range';
const signedKind = integerKind(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, outOfRange);
const unsignedKind = integerKind(0, Number.MAX_SAFE_INTEGER, outOfRange);
const uint32Kind = integerKind(0, 0xffff_ffff, (text) => `strconv.ParseUint: parsing "${text}": value out of range`);

const durationKind: FlagKind<number> = {
  isBoolean: false,
  fileType: 'duration',
  parse(text) {
    const ms = parseGoDuration(text);
    if (ms === undefined) throw new FlagValueError('parse error');
    return ms;
  },
};

const stringKind: FlagKind<string> = { isBoolean: false, fileType: 'string', parse: (text) => text };

function splitList(text: string): readonly string[] {
  return text === '' ? [] : text.split(',').map((part) => part.trim());
}

const listKind: FlagKind<readonly string[]> = { isBoolean: false, fileType: 'list', parse: splitList };

const urlsKind: FlagKind<ReturnType<typeof parseEtcdUrls>> = {
  isBoolean: false,
  fileType: 'string',
  parse(text) {
    if (text.trim() === '') return [];
    try {
      return parseEtcdUrls(text);
    } catch (error) {
      if (error instanceof EtcdUrlError) throw new FlagValueError(error.message);
      throw error;
    }
  },
};

/** Makers of flags, one a kind; `value` is the default as text. */
export const flag = {
  boolean: (value: boolean, help: string) => ({ kind: booleanKind, default: String(value), help }),
  /** A whole number that may be negative. */
  signed: (value: number, help: string) => ({ kind: signedKind, default: String(value), help }),
  /** A whole number from 0 on. */
  unsigned: (value: number, help: string) => ({ kind: unsignedKind, default: String(value), help }),
  uint32: (value: number, help: string) => ({ kind: uint32Kind, default: String(value), help }),
  /** A Go duration; the value is milliseconds. */
  duration: (value: string, help: string) => ({ kind: durationKind, default: value, help }),
  string: (value: string, help: string) => ({ kind: stringKind, default: value, help }),
  list: (value: string, help: string) => ({ kind: listKind, default: value, help }),
  urls: (value: string, help: string) => ({ kind: urlsKind, default: value, help }),
  choice<const Choice extends string>(
    choices: readonly Choice[],
    value: NoInfer<Choice>,
    help: string,
    refusal: (text: string) => string = () => 'invalid value',
  ) {
    const kind: FlagKind<Choice> = {
      isBoolean: false,
      fileType: 'string',
      parse(text) {
        const chosen = choices.find((choice) => choice === text);
        if (chosen === undefined) throw new FlagValueError(refusal(text));
        return chosen;
      },
    };
    return { kind, default: value, help };
  },
};
