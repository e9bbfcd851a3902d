import {
  ConfChange,
  type ConfChangeSingle,
  ConfChangeTransition,
  ConfChangeV2,
  type Entry,
  EntryType,
  emptyBytes,
} from '@quorate/protocol';

/** What a change of membership asks for. */
export type Transition =
  /** One voter at most, in one step. */
  | { readonly kind: 'simple'; readonly changes: readonly ConfChangeSingle[] }
  /** Any number, by a joint configuration, which the leader leaves by itself or when it is told to. */
  | { readonly kind: 'enter-joint'; readonly autoLeave: boolean; readonly changes: readonly ConfChangeSingle[] }
  /** The end of a joint configuration. */
  | { readonly kind: 'leave-joint' };

function isV2(change: ConfChange | ConfChangeV2): change is ConfChangeV2 {
  return 'changes' in change;
}

/** What the change asks for. Changes of the first version are simple, of one node each. */
export function transitionOf(change: ConfChange | ConfChangeV2): Transition {
  if (!isV2(change)) return { kind: 'simple', changes: [{ type: change.type, nodeId: change.nodeId }] };
  const { transition, changes } = change;
  if (transition === ConfChangeTransition.ConfChangeTransitionAuto) {
    if (changes.length === 0) return { kind: 'leave-joint' };
    if (changes.length === 1) return { kind: 'simple', changes };
  }
  const autoLeave = transition !== ConfChangeTransition.ConfChangeTransitionJointExplicit;
  return { kind: 'enter-joint', autoLeave, changes };
}

/** The entry, still without a place in the log, that carries the change. */
export function confChangeEntry(change: ConfChange | ConfChangeV2): Entry {
  return isV2(change)
    ? { type: EntryType.EntryConfChangeV2, term: 0, index: 0, data: ConfChangeV2.encode(change) }
    : { type: EntryType.EntryConfChange, term: 0, index: 0, data: ConfChange.encode(change) };
}

/** The entry by which a leader leaves a joint configuration; it has no bytes, so that no limit can refuse it. */
export function leaveJointEntry(): Entry {
  return { type: EntryType.EntryConfChangeV2, term: 0, index: 0, data: emptyBytes };
}

/** Whether the entry carries a change of membership. */
export function isConfChange(entry: Entry): boolean {
  return entry.type !== EntryType.EntryNormal;
}

/**
 * The change of membership in an entry, for `applyConfChange`; `undefined` when the entry is a normal one.
 *
 * @throws {DecodeError} when the data is no such change
 */
export function confChangeOf(entry: Entry): ConfChange | ConfChangeV2 | undefined {
  if (entry.type === EntryType.EntryConfChange) return ConfChange.decode(entry.data);
  if (entry.type === EntryType.EntryConfChangeV2) return ConfChangeV2.decode(entry.data);
  return undefined;
}
