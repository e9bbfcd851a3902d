const tabWidth = 8;

/** Sets cells in columns with tabs that are eight characters wide, as etcdctl's help does. The last cell is not padded. */
export function tabulate(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.slice(0, -1).entries()) {
      const width = (Math.floor(cell.length / tabWidth) + 1) * tabWidth;
      widths[column] = Math.max(widths[column] ?? 0, width);
    }
  }
  return rows.map((row) =>
    row
      .map((cell, column) => {
        if (column === row.length - 1) return cell;
        return cell + '\t'.repeat(Math.ceil(((widths[column] ?? 0) - cell.length) / tabWidth));
      })
      .join(''),
  );
}
