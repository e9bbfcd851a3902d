import type { CommandSpec } from '../command-spec.ts';

/** Slips of the finger that a suggestion may correct. */
const editsMax = 2;

/** The commands that may have been meant, as an addition to the error; empty when none comes near. */
export function suggestions(command: CommandSpec, word: string): string {
  const near = (command.subcommands ?? []).filter(
    ({ name, hidden }) => hidden !== true && (name.startsWith(word) || edits(name, word) <= editsMax),
  );
  if (near.length === 0) return '';
  return `\n\nDid you mean this?\n${near.map(({ name }) => `\t${name}\n`).join('')}`;
}

/** How many characters have to be changed, added or taken away to make one word the other. */
function edits(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, character] of [...one].entries()) {
    const next = [index + 1];
    for (const [column, against] of [...other].entries()) {
      const replaced = (row[column] ?? 0) + (character === against ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
