import { ConfigError } from './config-error.ts';
import { FlagValueError } from './flag-kind.ts';
import { type FlagName, flagDefinition, ignoredFlags, isFlagName } from './flags.ts';

/** What stood on the command line. */
export interface CommandLine {
  /** Texts of the flags given; the last one of each. */
  readonly given: ReadonlyMap<FlagName, string>;
  readonly configFile: string;
  readonly version: boolean;
  readonly help: boolean;
  /** The first word that is not a flag; reading ends there. */
  readonly stray: string | undefined;
}

const booleanSwitches = new Set(['version', 'help', 'h']);

/**
 * Reads flags in the syntax of Go's `flag` package: `-x` and `--x` are the same, a value follows after `=` or as the next word,
 * booleans take one only after `=`, `--` and the first word that is no flag end the flags. Throws a `ConfigError` of code `usage`.
 */
export function parseCommandLine(words: readonly string[]): CommandLine {
  const given = new Map<FlagName, string>();
  const switches = new Map<string, string>();
  let position = 0;
  while (position < words.length) {
    const word = words[position] ?? '';
    if (word.length < 2 || !word.startsWith('-')) break;
    position++;
    if (word === '--') break;
    const { name, attached } = splitFlag(word);
    const known = isFlagName(name);
    if (!known && !booleanSwitches.has(name) && name !== 'config-file' && !ignoredFlags.has(name)) {
      throw new ConfigError('usage', `flag provided but not defined: -${name}`);
    }
    const isBoolean = known ? flagDefinition(name).kind.isBoolean : booleanSwitches.has(name);
    let value = attached;
    if (value === undefined && isBoolean) value = 'true';
    if (value === undefined) {
      value = words[position];
      position++;
      if (value === undefined) throw new ConfigError('usage', `flag needs an argument: -${name}`);
    }
    if (known) {
      checkValue(name, value);
      given.set(name, value);
    } else {
      switches.set(name, value);
    }
  }
  return {
    given,
    configFile: switches.get('config-file') ?? '',
    version: switches.get('version') === 'true',
    help: switches.get('help') === 'true' || switches.get('h') === 'true',
    stray: words[position],
  };
}

function splitFlag(word: string): { name: string; attached: string | undefined } {
  const body = word.slice(word.startsWith('--') ? 2 : 1);
  if (body === '' || body.startsWith('-') || body.startsWith('=')) {
    throw new ConfigError('usage', `bad flag syntax: ${word}`);
  }
  const equals = body.indexOf('=');
  if (equals < 0) return { name: body, attached: undefined };
  return { name: body.slice(0, equals), attached: body.slice(equals + 1) };
}

function checkValue(name: FlagName, value: string): void {
  const { kind } = flagDefinition(name);
  try {
    kind.parse(value);
  } catch (error) {
    if (!(error instanceof FlagValueError)) throw error;
    const what = kind.isBoolean ? `invalid boolean value "${value}" for` : `invalid value "${value}" for flag`;
    throw new ConfigError('usage', `${what} -${name}: ${error.message}`);
  }
}
