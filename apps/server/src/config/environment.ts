import { ConfigError } from './config-error.ts';
import { FlagValueError } from './flag-kind.ts';
import { type FlagName, flagDefinition, flagNames, isFlagName } from './flags.ts';
import type { ConfigNotice } from './notice.ts';

/** The environment as a program gets it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Variables with etcd's prefix that are not flags. */
const otherVariables = new Set(['ETCD_CONFIG_FILE', 'ETCD_UNSUPPORTED_ARCH', 'ETCD_VERIFY', 'ETCD_VERSION']);

/** The environment variable of a flag. */
export function environmentName(flagName: string): string {
  return `ETCD_${flagName.toUpperCase().replaceAll('-', '_')}`;
}

/** Flags set through the environment, and what is to be said about them. */
export interface EnvironmentFlags {
  readonly given: ReadonlyMap<FlagName, string>;
  readonly notices: readonly ConfigNotice[];
}

/**
 * Reads the flags in the environment. A flag that the command line gives too is a mistake, as the value that counts would not
 * be the one in sight. Throws a `ConfigError`.
 */
export function readEnvironment(
  environment: Environment,
  onCommandLine: ReadonlyMap<FlagName, string>,
): EnvironmentFlags {
  const given = new Map<FlagName, string>();
  const notices: ConfigNotice[] = [];
  for (const name of flagNames) {
    const variable = environmentName(name);
    const value = environment[variable];
    if (value === undefined || value === '') continue;
    if (onCommandLine.has(name)) {
      throw new ConfigError(
        'invalid',
        `conflicting environment variable "${variable}" is shadowed by corresponding command-line flag (either unset environment variable or disable flag)`,
      );
    }
    checkVariable(name, variable, value);
    given.set(name, value);
    notices.push({
      level: 'info',
      message: 'recognized and used environment variable',
      fields: { 'variable-name': variable, 'variable-value': isSecret(name) ? '…' : value },
    });
  }
  return { given, notices: [...notices, ...unrecognized(environment)] };
}

function isSecret(name: FlagName): boolean {
  return name === 'discovery-password' || name === 'discovery-user';
}

function checkVariable(name: FlagName, variable: string, value: string): void {
  try {
    flagDefinition(name).kind.parse(value);
  } catch (error) {
    if (!(error instanceof FlagValueError)) throw error;
    throw new ConfigError('invalid', `invalid value "${value}" for ${variable}: ${error.message}`);
  }
}

function unrecognized(environment: Environment): ConfigNotice[] {
  return Object.entries(environment)
    .filter(([variable]) => variable.startsWith('ETCD_') && !otherVariables.has(variable))
    .filter(([variable]) => !isFlagName(variable.slice('ETCD_'.length).toLowerCase().replaceAll('_', '-')))
    .map(([variable, value]) => ({
      level: 'warn',
      message: 'unrecognized environment variable',
      fields: { 'environment-variable': `${variable}=${value}` },
    }));
}
