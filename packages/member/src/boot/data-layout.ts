/** Where etcd keeps what in a data directory. */
export interface DataLayout {
  readonly dataDirectory: string;
  readonly memberDirectory: string;
  readonly walDirectory: string;
  readonly snapDirectory: string;
  readonly databasePath: string;
}

/** The layout of a data directory; `walDirectory` is `--wal-dir`, if the log lies elsewhere. */
export function dataLayout(dataDirectory: string, walDirectory?: string): DataLayout {
  const memberDirectory = `${dataDirectory}/member`;
  const snapDirectory = `${memberDirectory}/snap`;
  return {
    dataDirectory,
    memberDirectory,
    walDirectory: walDirectory || `${memberDirectory}/wal`,
    snapDirectory,
    databasePath: `${snapDirectory}/db`,
  };
}

function hex16(value: number): string {
  return value.toString(16).padStart(16, '0');
}

/** A database that came with a leader's snapshot of this index and was not put in place yet. */
export function receivedDatabasePath(layout: DataLayout, index: number): string {
  return `${layout.snapDirectory}/${hex16(index)}.snap.db`;
}
