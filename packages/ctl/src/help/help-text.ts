import type { CommandSpec, Tool } from '../command-spec.ts';
import { cobraHelp } from './cobra-help.ts';
import { etcdctlHelp } from './etcdctl-help.ts';

/** The help for the last command of a path; it also follows an error in the flags. */
export function helpText(tool: Tool, path: readonly CommandSpec[]): string {
  return tool.helpStyle === 'etcdctl' ? etcdctlHelp(tool, path) : cobraHelp(tool, path);
}
