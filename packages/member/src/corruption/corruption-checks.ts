import type { Clock, Logger } from '@quorate/ports';
import { AlarmAction, AlarmRequest, AlarmType } from '@quorate/protocol';
import type { Member } from '../member.ts';
import { CorruptionChecker } from './corruption-checker.ts';
import type { MemberHash } from './hash-comparison.ts';
import { RepeatedCheck } from './repeated-check.ts';

export interface CorruptionChecksOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Another member's hash of its keys at a revision, by its peer URLs. Rejects when it cannot give one, or does not in time. */
  readonly hashOf: (urls: readonly string[], revision: number) => Promise<MemberHash>;
  /** `--corrupt-check-time`: time between two comparisons of all members by the leader, in milliseconds; never if absent. */
  readonly periodicMs?: number;
  /** `--compact-hash-check-time`, with the gate CompactHashCheck: the same for the hashes that compactions leave. */
  readonly compactionMs?: number;
}

/** Compares a member's data with the others': on request before it starts, and by the clock as long as it leads. */
export class CorruptionChecks {
  readonly #member: Member;
  readonly #logger: Logger;
  readonly #checker: CorruptionChecker;
  readonly #repeated: RepeatedCheck[] = [];

  constructor(member: Member, options: CorruptionChecksOptions) {
    const { clock, logger, hashOf, periodicMs, compactionMs } = options;
    this.#member = member;
    this.#logger = logger;
    this.#checker = new CorruptionChecker({
      memberId: member.id,
      store: member.state.store,
      membership: member.state.membership,
      hashOf,
      logger,
      confirm: () => member.linearizableBarrier(),
      raiseAlarm: (memberId) => this.#raiseAlarm(memberId),
    });
    const isLeader = () => member.leadership.isLeader;
    const repeat = (intervalMs: number | undefined, check: () => Promise<void>) => {
      if (intervalMs !== undefined)
        this.#repeated.push(new RepeatedCheck({ clock, logger, intervalMs, isLeader, check }));
    };
    repeat(periodicMs, () => this.#checker.checkPeriodically());
    repeat(compactionMs, () => this.#checker.checkCompaction());
  }

  /**
   * `InitialCorruptCheck`: compares this member's keys with those of the members that run. To be called before the member starts.
   * Rejects with a FatalMemberError when they differ: the member must not take part then.
   */
  compareWithPeers(): Promise<void> {
    return this.#checker.checkInitially();
  }

  start(): void {
    for (const check of this.#repeated) check.start();
  }

  stop(): void {
    for (const check of this.#repeated) check.stop();
  }

  #raiseAlarm(memberId: bigint): void {
    if (this.#member.state.alarms.list(AlarmType.Corrupt).some((alarm) => alarm.memberId === memberId)) return;
    const request = AlarmRequest.create({ action: AlarmAction.Activate, memberId, alarm: AlarmType.Corrupt });
    this.#member.propose('alarm', request, AlarmRequest.encode(request)).catch((error: unknown) => {
      // The next check raises it again.
      this.#logger.warn('failed to raise the alarm CORRUPT', { error: String(error) });
    });
  }
}
