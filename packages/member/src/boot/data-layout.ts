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
