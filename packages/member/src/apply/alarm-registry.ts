import { AlarmMember, AlarmType } from '@quorate/protocol';

/** The part of the database that holds the alarms: each key an encoded AlarmMember, without a value. */
export interface AlarmBucket {
  put(key: Uint8Array, value: Uint8Array): void;
  delete(key: Uint8Array): boolean;
  forEach(callback: (key: Uint8Array) => void): void;
}

const noValue = new Uint8Array(0);

/**
 * The alarms that are raised, by kind and member. They go through the log, so that every member has the same, and are kept in the
 * database, so that they outlast restarts.
 */
export class AlarmRegistry {
  readonly #alarms = new Map<AlarmType, Map<bigint, AlarmMember>>();
  readonly #bucket: () => AlarmBucket;

  /** `bucket` gives the `alarm` bucket of the write transaction that is open. */
  constructor(bucket: () => AlarmBucket) {
    this.#bucket = bucket;
  }

  /** Reads what the database holds, in place of everything known. */
  restore(): void {
    this.#alarms.clear();
    this.#bucket().forEach((key) => {
      const alarm = AlarmMember.decode(key);
      this.#ofKind(alarm.alarm).set(alarm.memberId, alarm);
    });
  }

  /** Raises an alarm; raising it twice changes nothing. */
  activate(memberId: bigint, kind: AlarmType): AlarmMember {
    const raised = this.#ofKind(kind).get(memberId);
    if (raised) return raised;
    const alarm = AlarmMember.create({ memberId, alarm: kind });
    this.#ofKind(kind).set(memberId, alarm);
    this.#bucket().put(AlarmMember.encode(alarm), noValue);
    return alarm;
  }

  /** Takes an alarm back; undefined when it was not raised. */
  deactivate(memberId: bigint, kind: AlarmType): AlarmMember | undefined {
    const alarm = this.#ofKind(kind).get(memberId);
    if (!alarm) return undefined;
    this.#ofKind(kind).delete(memberId);
    this.#bucket().delete(AlarmMember.encode(alarm));
    return alarm;
  }

  /** The alarms of a kind, or all of them for `NONE`. */
  list(kind: AlarmType): AlarmMember[] {
    const kinds = kind === AlarmType.None ? [...this.#alarms.values()] : [this.#ofKind(kind)];
    return kinds.flatMap((alarms) => [...alarms.values()]);
  }

  /** Whether an alarm of this kind is raised for any member. */
  isActive(kind: AlarmType): boolean {
    return (this.#alarms.get(kind)?.size ?? 0) > 0;
  }

  #ofKind(kind: AlarmType): Map<bigint, AlarmMember> {
    let alarms = this.#alarms.get(kind);
    if (!alarms) {
      alarms = new Map();
      this.#alarms.set(kind, alarms);
    }
    return alarms;
  }
}
