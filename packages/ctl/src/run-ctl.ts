import { findCommand } from './arguments/find-command.ts';
import { FlagError, parseFlags } from './arguments/parse-flags.ts';
import { type CommandSpec, flagsOfPath, type Tool } from './command-spec.ts';
import { CtlError, exitCode } from './ctl-error.ts';
import type { CtlIo } from './ctl-io.ts';

/** The only one that is left; scripts still ask for it by `ETCDCTL_API`. */
const apiVersion = '3';

/**
 * Runs a command of a tool and returns the exit code. Whatever goes wrong is told on standard error.
 *
 * @param typed the arguments after the tool's name
 */
export async function runCtl(tool: Tool, typed: readonly string[], io: CtlIo): Promise<number> {
  try {
    return await run(tool, typed, io);
  } catch (error) {
    if (!(error instanceof CtlError)) throw error;
    if (error.message !== '') io.stderr.write(`Error: ${error.message}\n`);
    if (tool.showsHints && error.hint !== undefined) io.stderr.write(`Hint: ${error.hint}\n`);
    return error.exitCode;
  }
}

async function run(tool: Tool, typed: readonly string[], io: CtlIo): Promise<number> {
  const version = tool.environmentPrefix && io.env[`${tool.environmentPrefix}_API`];
  if (version && version !== apiVersion) {
    io.stderr.write(`unsupported API version: ${version}\n`);
    return exitCode.error;
  }
  const { path, typed: rest, unknown } = findCommand(tool.root, typed);
  const command = path.at(-1) ?? tool.root;
  if (unknown !== undefined && path.length === 1) {
    const { suggestions } = await import('./help/suggestions.ts');
    const message = `unknown command "${unknown}" for "${tool.name}"${suggestions(tool.root, unknown)}`;
    io.stderr.write(`Error: ${message}\nRun '${tool.name} --help' for usage.\n`);
    throw new CtlError(exitCode.error, message);
  }
  try {
    const parsed = parseFlags(flagsOfPath(path), rest);
    if (parsed.wantsHelp || command.load === undefined) return await showHelp(tool, path, io);
    requireFlags(path, parsed.flags.isGiven.bind(parsed.flags));
    const { flags, args, argsBeforeDash } = parsed;
    const work = await command.load();
    return (await work({ args, argsBeforeDash, typed, flags, io, tool, path })) ?? exitCode.ok;
  } catch (error) {
    if (!(error instanceof FlagError)) throw error;
    const { helpText } = await import('./help/help-text.ts');
    io.stderr.write(`Error: ${error.message}\n`);
    // Where the usage goes differs between etcd's tools.
    io[tool.helpStyle === 'etcdctl' ? 'stdout' : 'stderr'].write(helpText(tool, path));
    io.stderr.write('\n');
    throw new CtlError(exitCode.error, error.message);
  }
}

async function showHelp(tool: Tool, path: readonly CommandSpec[], io: CtlIo): Promise<number> {
  const { helpText } = await import('./help/help-text.ts');
  io.stdout.write(helpText(tool, path));
  return exitCode.ok;
}

function requireFlags(path: readonly CommandSpec[], isGiven: (name: string) => boolean): void {
  const missing = flagsOfPath(path).filter(({ name, required }) => required === true && !isGiven(name));
  if (missing.length === 0) return;
  throw new FlagError(`required flag(s) ${missing.map(({ name }) => JSON.stringify(name)).join(', ')} not set`);
}
