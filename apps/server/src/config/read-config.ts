import { buildConfig } from './build-config.ts';
import { parseCommandLine } from './command-line.ts';
import { ConfigError } from './config-error.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { type FlagName, type FlagValues, flagDefinition, flagNames } from './flags.ts';
import type { ConfigNotice } from './notice.ts';
import type { ServerConfig } from './server-config.ts';
import { reportUnsupported } from './support.ts';
import { flagsText, usageText } from './usage.ts';
import { validateFlags } from './validate.ts';

/** What a program is given at its start. */
export interface ProgramInput {
  /** The words after the program's name. */
  readonly words: readonly string[];
  readonly environment: Environment;
  /** Reads a whole text file; may throw the system's error. */
  readonly readFile: (path: string) => string;
  /** First lines of `--version`. */
  readonly versionText: () => string;
}

/** What the program is to do. */
export type ProgramPlan =
  /** Run a member; the notices belong into its log. */
  | { readonly action: 'serve'; readonly config: ServerConfig; readonly notices: readonly ConfigNotice[] }
  /** Print and end. */
  | { readonly action: 'print'; readonly stdout: string; readonly stderr: string; readonly exitCode: number }
  /** Log `failed to verify flags` with the reason, and end with status 1. */
  | { readonly action: 'refuse'; readonly reason: string; readonly notices: readonly ConfigNotice[] };

/** Reads everything that configures a member: the command line, then a file if one is named, else the environment. */
export async function readConfig(input: ProgramInput): Promise<ProgramPlan> {
  const subcommand = input.words[0];
  if (subcommand === 'gateway' || subcommand === 'grpc-proxy') {
    const stderr = `Error: '${subcommand}' is not part of this program; clients can reach the members directly\n`;
    return { action: 'print', stdout: '', stderr, exitCode: 1 };
  }
  const notices: ConfigNotice[] = [];
  try {
    return await planFor(input, notices);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    if (error.code === 'usage') {
      return { action: 'print', stdout: '', stderr: `${error.message}\n${usageText}\n`, exitCode: 2 };
    }
    return { action: 'refuse', reason: error.message, notices };
  }
}

async function planFor(input: ProgramInput, notices: ConfigNotice[]): Promise<ProgramPlan> {
  const commandLine = parseCommandLine(input.words);
  if (commandLine.help) return { action: 'print', stdout: flagsText(), stderr: `${usageText}\n`, exitCode: 0 };
  if (commandLine.stray !== undefined) throw new ConfigError('invalid', `"${commandLine.stray}" is not a valid flag`);
  if (commandLine.version) return { action: 'print', stdout: input.versionText(), stderr: '', exitCode: 0 };
  const configFile = commandLine.configFile || input.environment.ETCD_CONFIG_FILE || '';
  const given =
    configFile === ''
      ? fromCommandLine(input.environment, commandLine.given, notices)
      : await fromFile(input, configFile, notices);
  const values = flagValues(given);
  const names = new Set(given.keys());
  validateFlags(values, names);
  const config = buildConfig(values, names);
  notices.push(...adviceFor(config, names), ...reportUnsupported(values, config));
  return { action: 'serve', config, notices };
}

function fromCommandLine(
  environment: Environment,
  onCommandLine: ReadonlyMap<FlagName, string>,
  notices: ConfigNotice[],
): ReadonlyMap<FlagName, string> {
  const fromEnvironment = readEnvironment(environment, onCommandLine);
  notices.push(...fromEnvironment.notices);
  return new Map([...fromEnvironment.given, ...onCommandLine]);
}

async function fromFile(
  input: ProgramInput,
  path: string,
  notices: ConfigNotice[],
): Promise<ReadonlyMap<FlagName, string>> {
  let text: string;
  try {
    text = input.readFile(path);
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new ConfigError('invalid', `open ${path}: ${missing ? 'no such file or directory' : String(error)}`);
  }
  // The YAML library is only loaded by those who have such a file: it would double the time to the first line of a start.
  const { parseConfigFile } = await import('./config-file.ts');
  const file = parseConfigFile(text);
  notices.push(
    {
      level: 'info',
      message:
        'loaded server configuration, other configuration command line flags and environment variables will be ignored if provided',
      fields: { path },
    },
    ...file.notices,
  );
  return file.given;
}

/** Every flag's value, the default where none was given. */
function flagValues(given: ReadonlyMap<FlagName, string>): FlagValues {
  const entries = flagNames.map((name) => {
    const definition = flagDefinition(name);
    return [name, definition.kind.parse(given.get(name) ?? definition.default)] as const;
  });
  // The table gives each name its kind, so each value has the type that FlagValues derives from the same table.
  return Object.fromEntries(entries) as unknown as FlagValues;
}

function adviceFor(config: ServerConfig, given: ReadonlySet<FlagName>): ConfigNotice[] {
  const notices: ConfigNotice[] = [];
  if (config.listenClientHttpUrls.length === 0) {
    notices.push({
      level: 'warn',
      message: 'Running http and grpc server on single port. This is not recommended for production.',
    });
  }
  if (given.has('max-snapshots')) {
    notices.push({ level: 'warn', message: '--max-snapshots is deprecated in 3.6 and will be decommissioned in 3.8' });
  }
  if (given.has('v2-deprecation')) {
    notices.push({ level: 'warn', message: '--v2-deprecation has no effect: there is no v2 store' });
  }
  if (!given.has('data-dir')) {
    notices.push({
      level: 'warn',
      message: "'data-dir' was empty; using default",
      fields: { 'data-dir': config.dataDir },
    });
  }
  return notices;
}
