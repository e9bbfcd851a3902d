import { flagSections } from './flags.ts';

/** What stands on standard error when the command line cannot be read, and above the flags of `--help`. */
export const usageText = `Usage:

  quorate [flags]
    Start a member.

  quorate --version
    Show the versions.

  quorate -h | --help
    Show the flags.

  quorate --config-file FILE
    Take everything from a file; other flags and the environment are then ignored.
`;

/** All flags with their defaults, for `--help`. */
export function flagsText(): string {
  const lines: string[] = [];
  for (const [section, flags] of Object.entries(flagSections)) {
    lines.push('', `${section}:`);
    for (const [name, { default: value, help }] of Object.entries(flags)) {
      lines.push(`  --${name} '${value}'`, `    ${help}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
