import { type Member, MemberError } from '@quorate/member';
import { AlarmAction, AlarmRequest, AlarmType } from '@quorate/protocol';

/** Refuses requests that would take the database over its quota, and tells the cluster about it. */
export class SpaceGuard {
  readonly #member: Member;

  constructor(member: Member) {
    this.#member = member;
  }

  /** Throws `no-space`, and raises the alarm, when there is no room for so many bytes more. */
  require(costBytes: number): void {
    if (costBytes === 0 || this.#member.hasRoomFor(costBytes)) return;
    this.#raiseAlarm();
    throw new MemberError('no-space');
  }

  #raiseAlarm(): void {
    const { id, state } = this.#member;
    if (state.alarms.list(AlarmType.Nospace).some((alarm) => alarm.memberId === id)) return;
    const request = AlarmRequest.create({ action: AlarmAction.Activate, memberId: id, alarm: AlarmType.Nospace });
    this.#member.propose('alarm', request, AlarmRequest.encode(request)).catch(() => {
      // The next request that is refused tries again.
    });
  }
}
