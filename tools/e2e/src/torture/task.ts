import type { ServerKind } from '../programs/server-program.ts';

/** What the command line asked for. */
export interface TortureTask {
  /** Infinite when only the time counts. */
  readonly rounds: number;
  /** Infinite when only the rounds count. */
  readonly seconds: number;
  readonly seed: number;
  readonly members: number;
  readonly kind: ServerKind;
  /** To kill a member is a power cut: what it has not synced is gone. */
  readonly powerCuts: boolean;
  /** Only what has a name that begins so. */
  readonly only: string | undefined;
}
