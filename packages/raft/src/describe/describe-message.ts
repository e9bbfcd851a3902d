import {
  type ConfChangeSingle,
  ConfChangeType,
  type ConfState,
  type Entry,
  EntryType,
  EntryTypeTable,
  type HardState,
  MessageTypeTable,
  type RaftMessage,
  type RaftSnapshot,
} from '@quorate/protocol';
import { confChangeOf } from '../confchange/conf-change.ts';
import { localAppendThread, localApplyThread, none } from '../ids.ts';
import { quote } from './quote.ts';

/** How the data of a normal entry prints; `undefined` or nothing leaves it out. */
export type EntryFormatter = (data: Uint8Array) => string;

const letters = new Map<ConfChangeType, string>([
  [ConfChangeType.ConfChangeAddNode, 'v'],
  [ConfChangeType.ConfChangeAddLearnerNode, 'l'],
  [ConfChangeType.ConfChangeRemoveNode, 'r'],
  [ConfChangeType.ConfChangeUpdateNode, 'u'],
]);

/** Changes of membership in short: `v1` adds a voter, `l2` a learner, `r3` removes, `u4` updates. */
export function describeChanges(changes: readonly ConfChangeSingle[]): string {
  return changes.map(({ type, nodeId }) => `${letters.get(type) ?? 'unknown'}${nodeId}`).join(' ');
}

function describeData(entry: Entry, format: EntryFormatter): string {
  if (entry.type === EntryType.EntryNormal) return format(entry.data);
  try {
    const change = confChangeOf(entry);
    if (change === undefined) return '';
    return describeChanges('changes' in change ? change.changes : [change]);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** An entry as `term/index kind data`. */
export function describeEntry(entry: Entry, format: EntryFormatter = quote): string {
  const data = describeData(entry, format);
  const kind = EntryTypeTable.names.get(entry.type) ?? String(entry.type);
  return `${entry.term}/${entry.index} ${kind}${data === '' ? '' : ` ${data}`}`;
}

/** Term, vote when there is one, and commit index. */
export function describeHardState({ term, vote, commit }: HardState): string {
  return `Term:${term}${vote === none ? '' : ` Vote:${vote}`} Commit:${commit}`;
}

/** A configuration with all its parts. */
export function describeConfState(state: ConfState): string {
  const list = (ids: readonly bigint[]) => `[${ids.join(' ')}]`;
  return (
    `Voters:${list(state.voters)} VotersOutgoing:${list(state.votersOutgoing)} Learners:${list(state.learners)} ` +
    `LearnersNext:${list(state.learnersNext)} AutoLeave:${state.autoLeave}`
  );
}

/** What a snapshot covers and its configuration, without its data. */
export function describeSnapshot({ metadata }: RaftSnapshot): string {
  return `Index:${metadata.index} Term:${metadata.term} ConfState:${describeConfState(metadata.confState)}`;
}

function describeNode(id: bigint): string {
  if (id === none) return 'None';
  if (id === localAppendThread) return 'AppendThread';
  if (id === localApplyThread) return 'ApplyThread';
  return id.toString(16);
}

/** A message with everything in it that matters, in one line when it has one entry at most. */
export function describeMessage(message: RaftMessage, format: EntryFormatter = quote, indent = ''): string {
  const { from, to, type, term, logTerm, index, entries, snapshot, responses } = message;
  const kind = MessageTypeTable.names.get(type) ?? String(type);
  let text = `${indent}${describeNode(from)}->${describeNode(to)} ${kind} Term:${term} Log:${logTerm}/${index}`;
  if (message.reject) text += ` Rejected (Hint: ${message.rejectHint})`;
  if (message.commit !== 0) text += ` Commit:${message.commit}`;
  if (message.vote !== none) text += ` Vote:${message.vote}`;
  const [first] = entries;
  if (first && entries.length === 1) {
    text += ` Entries:[${describeEntry(first, format)}]`;
  } else if (first) {
    text += ' Entries:[';
    for (const entry of entries) text += `\n${indent}  ${describeEntry(entry, format)}`;
    text += `\n${indent}]`;
  }
  if (snapshot && snapshot.metadata.index !== 0) text += `\n${indent}  Snapshot: ${describeSnapshot(snapshot)}`;
  if (responses.length > 0) {
    text += ' Responses:[';
    for (const response of responses) text += `\n${describeMessage(response, format, `${indent}  `)}`;
    text += `\n${indent}]`;
  }
  return text;
}
