import { type Entry, MessageType } from '@quorate/protocol';
import { payloadSizeOfAll } from '../message/entry-size.ts';
import { newMessage } from '../message/message-kinds.ts';
import { assert } from '../raft-error.ts';
import type { Progress } from '../tracker/progress.ts';
import type { Raft } from './raft.ts';

const noEntries: Entry[] = [];

/** What a broadcast has read from the log: followers that are equally far get the very same array, which is encoded once. */
interface LogWindow {
  from: number;
  entries: Entry[];
  bytes: number;
}

/**
 * Sends a follower what comes next in the log, or the commit index alone, if it is ready for it.
 *
 * @param isEmptySent whether to send an append without entries: it carries the commit index and asks for an answer
 * @returns whether anything was sent
 */
export function sendAppend(raft: Raft, progress: Progress, isEmptySent: boolean, window?: LogWindow): boolean {
  if (progress.isPaused()) return false;
  const { log } = raft;
  const prevIndex = progress.next - 1;
  const prevTerm = log.term(prevIndex);
  if (prevTerm === undefined) return sendSnapshot(raft, progress);

  // With a full window an empty append still goes out now and then, for all that fill the window may be lost.
  let entries: Entry[] | undefined = noEntries;
  if (progress.state !== 'replicate' || !progress.inflights.isFull()) entries = readWindow(raft, progress.next, window);
  if (entries === undefined) return sendSnapshot(raft, progress);
  if (entries.length === 0 && !isEmptySent) return false;

  const message = newMessage(MessageType.MsgApp, progress.id);
  message.index = prevIndex;
  message.logTerm = prevTerm;
  if (entries.length > 0) message.entries = entries;
  message.commit = log.committed;
  raft.send(message);
  const bytes = window?.entries === entries ? window.bytes : payloadSizeOfAll(entries);
  progress.appendSent(entries.length, bytes);
  progress.sentCommit = log.committed;
  return true;
}

function readWindow(raft: Raft, from: number, window: LogWindow | undefined): Entry[] | undefined {
  if (window?.from === from) return window.entries;
  const entries = raft.log.entriesFrom(from, raft.config.messageBytesMax);
  if (window && entries) {
    window.from = from;
    window.entries = entries;
    window.bytes = payloadSizeOfAll(entries);
  }
  return entries;
}

/** Sends a snapshot to a follower that needs entries which are gone (paper, section 7); not into the void. */
function sendSnapshot(raft: Raft, progress: Progress): boolean {
  if (!progress.isRecentlyActive) return false;
  const snapshot = raft.log.snapshot();
  if (snapshot === undefined) return false;
  const { index } = snapshot.metadata;
  assert(index > 0, 'a snapshot that is sent holds something');
  progress.becomeSnapshot(index);
  const message = newMessage(MessageType.MsgSnap, progress.id);
  message.snapshot = snapshot;
  raft.send(message);
  return true;
}

/** Sends every other node what comes next for it, or the commit index alone. */
export function broadcastAppend(raft: Raft, isEmptySent = true): void {
  const window: LogWindow = { from: 0, entries: noEntries, bytes: 0 };
  for (const progress of raft.tracker.all) {
    if (progress.id !== raft.id) sendAppend(raft, progress, isEmptySent, window);
  }
}

/** Sends all that the follower is ready for: after an answer its window may have room for several appends. */
export function fillWindow(raft: Raft, progress: Progress): void {
  while (sendAppend(raft, progress, false)) {
    // Each append moves `next` on or pauses the follower.
  }
}
