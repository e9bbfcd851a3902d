/** A table with a line of headings. */
export interface Table {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Draws a table in a box: headings in capitals and centred, cells to the right. One line each, without line ends. */
export function drawTable({ headings, rows }: Table): string[] {
  const widths = headings.map((heading, column) =>
    Math.max(displayWidth(heading), ...rows.map((row) => displayWidth(row[column] ?? ''))),
  );
  const rule = (left: string, between: string, right: string) =>
    left + widths.map((width) => '─'.repeat(width + 2)).join(between) + right;
  const line = (cells: readonly string[], place: (cell: string, width: number) => string) =>
    `│ ${widths.map((width, column) => place(cells[column] ?? '', width)).join(' │ ')} │`;
  const headingCells = headings.map((heading) => heading.toUpperCase());
  return [
    rule('┌', '┬', '┐'),
    line(headingCells, centred),
    rule('├', '┼', '┤'),
    ...rows.map((row) => line(row, toTheRight)),
    rule('└', '┴', '┘'),
  ];
}

function toTheRight(cell: string, width: number): string {
  return ' '.repeat(width - displayWidth(cell)) + cell;
}

function centred(cell: string, width: number): string {
  const space = width - displayWidth(cell);
  const left = Math.floor(space / 2);
  return ' '.repeat(left) + cell + ' '.repeat(space - left);
}

const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]$/u;

/** How many columns of a terminal a text takes. */
function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) if (!/^\p{M}$/u.test(character)) width += wide.test(character) ? 2 : 1;
  return width;
}
