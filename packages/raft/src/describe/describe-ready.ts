import type { ReadState, Ready, Role, SoftState } from '../ready.ts';
import {
  describeEntry,
  describeHardState,
  describeMessage,
  describeSnapshot,
  type EntryFormatter,
} from './describe-message.ts';
import { quote } from './quote.ts';

const roleNames: Readonly<Record<Role, string>> = {
  follower: 'StateFollower',
  'pre-candidate': 'StatePreCandidate',
  candidate: 'StateCandidate',
  leader: 'StateLeader',
};

/** The name of a role as etcd prints it. */
export function describeRole(role: Role): string {
  return roleNames[role];
}

/** Leader and role. */
export function describeSoftState({ leaderId, role }: SoftState): string {
  return `Lead:${leaderId} State:${describeRole(role)}`;
}

function describeReadState({ index, context }: ReadState): string {
  return `{${index} [${context.join(' ')}]}`;
}

/** Everything in a Ready, a line each; every line ends. */
export function describeReady(ready: Ready, format: EntryFormatter = quote): string {
  const lines: string[] = [];
  if (ready.softState) lines.push(describeSoftState(ready.softState));
  if (ready.hardState) lines.push(`HardState ${describeHardState(ready.hardState)}`);
  if (ready.readStates.length > 0) lines.push(`ReadStates [${ready.readStates.map(describeReadState).join(' ')}]`);
  if (ready.entries.length > 0) lines.push('Entries:');
  for (const entry of ready.entries) lines.push(describeEntry(entry, format));
  if (ready.snapshot) lines.push(`Snapshot ${describeSnapshot(ready.snapshot)}`);
  if (ready.committedEntries.length > 0) lines.push('CommittedEntries:');
  for (const entry of ready.committedEntries) lines.push(describeEntry(entry, format));
  if (ready.messages.length > 0) lines.push('Messages:');
  for (const message of ready.messages) lines.push(describeMessage(message, format));
  if (lines.length === 0) return '<empty Ready>';
  return `Ready MustSync=${ready.mustSync}:\n${lines.join('\n')}\n`;
}
