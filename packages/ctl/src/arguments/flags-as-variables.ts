import type { FlagSpec } from './flag-spec.ts';
import { formatFlagValue } from './flag-value.ts';
import type { Flags } from './flags.ts';
import { variableOf } from './flags-from-environment.ts';

/** Flags with the values in effect, as the environment that would set them: a line each, by name. What is not shown in help is left out. */
export function flagsAsVariables(flags: Flags, specs: readonly FlagSpec[], prefix: string): string {
  return specs
    .filter(({ hidden }) => hidden !== true)
    .map(({ name, kind }) => ({ name, text: formatFlagValue(kind, flags.value(name)) }))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ name, text }) => `${variableOf(prefix, name)}=${text}\n`)
    .join('');
}
