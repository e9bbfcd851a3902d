import { CtlError, exitCode } from '../ctl-error.ts';
import type { CtlIo } from '../ctl-io.ts';
import type { FlagSpec } from './flag-spec.ts';
import { parseFlagValue } from './flag-value.ts';
import type { Flags } from './flags.ts';

/** Variables with the prefix that are not flags. */
const otherVariables = new Set(['ETCDCTL_API', 'ETCDCTL_WATCH_KEY', 'ETCDCTL_WATCH_RANGE_END']);

/** The variable that stands in for a flag. */
export function variableOf(prefix: string, flag: string): string {
  return `${prefix}_${flag.toUpperCase().replaceAll('-', '_')}`;
}

/**
 * Sets flags that were not given from variables `<PREFIX>_<FLAG>`, and warns of variables with the prefix that are no flag.
 *
 * @throws {CtlError} when a flag was given and its variable is set too, or when a value is none for its flag
 */
export function setFlagsFromEnvironment(flags: Flags, specs: readonly FlagSpec[], prefix: string, io: CtlIo): void {
  const known = new Set(otherVariables);
  for (const spec of specs) {
    const variable = variableOf(prefix, spec.name);
    known.add(variable);
    const text = io.env[variable];
    if (text === undefined) continue;
    if (flags.isGiven(spec.name)) throw conflict(variable);
    if (text === '') continue;
    try {
      flags.set(spec.name, parseFlagValue(spec.kind, text));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new CtlError(exitCode.badArguments, `invalid value ${JSON.stringify(text)} for ${variable}: ${reason}`);
    }
  }
  for (const [name, value] of Object.entries(io.env)) {
    if (name.startsWith(`${prefix}_`) && !known.has(name)) {
      io.stderr.write(`${warning('unrecognized environment variable', `${name}=${value}`)}\n`);
    }
  }
}

/** etcdctl has the same words in a line of its log. */
function conflict(variable: string): CtlError {
  return new CtlError(
    exitCode.error,
    `conflicting environment variable ${JSON.stringify(variable)} is shadowed by corresponding command-line flag (either unset environment variable or disable flag)`,
  );
}

/** Warnings are JSON on one line, as etcd's client logs them. */
function warning(message: string, variable: string): string {
  return JSON.stringify({ level: 'warn', msg: message, 'environment-variable': variable });
}
