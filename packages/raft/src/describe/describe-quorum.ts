interface Row {
  readonly id: bigint;
  readonly index: number | undefined;
  bar: number;
}

/** A bar for each voter as long as there are voters that it is ahead of; equal indexes have equal bars. */
function rowsOf(ids: readonly bigint[], indexOf: (id: bigint) => number | undefined): Row[] {
  const rows = ids.map((id) => ({ id, index: indexOf(id), bar: 0 }));
  const byIndex = rows.toSorted((one, other) => (one.index ?? 0) - (other.index ?? 0));
  let previous: Row | undefined;
  for (const [position, row] of byIndex.entries()) {
    if (previous) row.bar = (previous.index ?? 0) < (row.index ?? 0) ? position : previous.bar;
    previous = row;
  }
  return rows;
}

/** A chart of how far each voter is, in the order of their ids: `?` for one that has said nothing. Every line ends. */
export function describeQuorum(ids: readonly bigint[], indexOf: (id: bigint) => number | undefined): string {
  if (ids.length === 0) return '<empty majority quorum>';
  let text = `${' '.repeat(ids.length)}    idx\n`;
  for (const { id, index, bar } of rowsOf(ids, indexOf)) {
    const mark = index === undefined ? '?' : `${'x'.repeat(bar)}>`;
    text += `${mark.padEnd(ids.length + 1)} ${String(index ?? 0).padStart(5)}    (id=${id})\n`;
  }
  return text;
}
