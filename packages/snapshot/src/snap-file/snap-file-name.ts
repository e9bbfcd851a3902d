/** The place in the log a `.snap` file stands for. */
export interface SnapFilePosition {
  readonly term: number;
  readonly index: number;
}

const pattern = /^([0-9a-f]{16})-([0-9a-f]{16})\.snap$/;

/** `<term>-<index>.snap`, both in 16 hexadecimal digits. */
export function formatSnapFileName({ term, index }: SnapFilePosition): string {
  return `${hex16(term)}-${hex16(index)}.snap`;
}

/** Undefined for the name of something else. */
export function parseSnapFileName(name: string): SnapFilePosition | undefined {
  const [, term, index] = pattern.exec(name) ?? [];
  if (term === undefined || index === undefined) return undefined;
  return { term: Number.parseInt(term, 16), index: Number.parseInt(index, 16) };
}

/** `<index>.snap.db`: a database that a leader sent, until it becomes the member's own. */
export function formatReceivedName(index: number): string {
  return `${hex16(index)}.snap.db`;
}

/** The index of a received database; undefined for the name of something else. */
export function parseReceivedName(name: string): number | undefined {
  const [, index] = /^([0-9a-f]{16})\.snap\.db$/.exec(name) ?? [];
  return index === undefined ? undefined : Number.parseInt(index, 16);
}

function hex16(value: number): string {
  return value.toString(16).padStart(16, '0');
}
