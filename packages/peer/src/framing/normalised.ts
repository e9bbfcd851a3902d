import type { RaftMessage } from '@quorate/protocol';

/** Members of etcd up to 3.5 always write a snapshot; one at index 0 stands for none. */
export function normalised(message: RaftMessage): RaftMessage {
  if (message.snapshot?.metadata.index === 0) message.snapshot = undefined;
  return message;
}
