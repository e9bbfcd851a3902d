/**
 * Files and connections of the member's own that clients must leave room for: the log, the database, snapshots, the other members. etcd
 * reserves as many.
 */
const reservedFiles = 150;

/**
 * Connections that other members may have at a listener, out of those files. A member opens fewer than ten to another one; what comes beyond
 * that is no member, and must not take what the log and the database need.
 */
export const peerConnectionsMax = 100;

/** Between two lines about connections that were turned away, in milliseconds: a flood of them must not become one of lines. */
const reportEveryMs = 10_000;

/**
 * How many connections clients may have at a listener, so that the member can always open its own files.
 *
 * @param openFilesMax the limit of the process; 0 when it is unknown, -1 when there is none
 * @returns undefined for any number
 * @throws when there is no room for clients at all
 */
export function clientConnectionsMax(openFilesMax: number): number | undefined {
  if (openFilesMax <= 0) return undefined;
  if (openFilesMax > reservedFiles) return openFilesMax - reservedFiles;
  throw new Error(
    `file descriptor limit of etcd process is too low; please set higher: it is ${openFilesMax} and has to be more than ${reservedFiles} (ulimit -n, or LimitNOFILE= of the service)`,
  );
}

/** Tells now and then how many connections were turned away. */
export class TurnedAway {
  readonly #report: (count: number) => void;
  readonly #nowMs: () => number;
  #count = 0;
  #reportedMs = Number.NEGATIVE_INFINITY;

  constructor(report: (count: number) => void, nowMs: () => number = () => performance.now()) {
    this.#report = report;
    this.#nowMs = nowMs;
  }

  add(): void {
    this.#count++;
    if (this.#nowMs() - this.#reportedMs < reportEveryMs) return;
    this.#report(this.#count);
    this.#reportedMs = this.#nowMs();
    this.#count = 0;
  }
}
