import type { KeyValue, ResponseHeader } from '@quorate/protocol';

export interface WatchOptions {
  /** First revision to report; from the next change on unless given. */
  readonly startRevision?: number | undefined;
  /** Report with each event what the key was before. */
  readonly prevKv?: boolean | undefined;
  /** Leave out puts, or deletions. */
  readonly skip?: 'puts' | 'deletes' | undefined;
  /** Have the server tell every ten minutes or so, when nothing happened, up to which revision that holds. */
  readonly progressNotify?: boolean | undefined;
  /**
   * Have the server cut what is larger than a request may be into several messages, joined again here. Unless given, that happens only once
   * a message was larger than `receiveBytesMax`: etcd 3.5 takes long to cut (a third of a second for 10 000 events), and sends of any size.
   */
  readonly fragment?: boolean | undefined;
  /** Move to another member when the one asked has lost its leader; `true` unless given. */
  readonly requireLeader?: boolean | undefined;
  /** Ends the watch. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Events that may wait for the reader; 4096 unless given. When there are more, the watch is taken off the server and put back,
   * where it stopped, once the reader has caught up.
   */
  readonly bufferedEventsMax?: number | undefined;
}

/** A key was written. */
export interface PutEvent {
  readonly type: 'put';
  readonly key: Uint8Array;
  readonly kv: KeyValue;
  /** Before this write, if it existed and `prevKv` was asked for. */
  readonly prevKv: KeyValue | undefined;
  readonly revision: number;
}

/** A key was deleted, by a request or because its lease ended. */
export interface DeleteEvent {
  readonly type: 'delete';
  readonly key: Uint8Array;
  /** Before the deletion, if `prevKv` was asked for and the revision is not compacted. */
  readonly prevKv: KeyValue | undefined;
  readonly revision: number;
}

export type WatchEvent = PutEvent | DeleteEvent;

/** Events as they arrived together; those of one revision are never apart. Without events it is a sign of progress. */
export interface WatchBatch {
  readonly events: readonly WatchEvent[];
  /** Everything up to this revision has been reported. */
  readonly revision: number;
  readonly header: ResponseHeader;
}

/** What a {@link Watcher} emits. */
export interface WatcherEvents {
  /** One change; in the order of revisions, each once. */
  event: [WatchEvent];
  put: [PutEvent];
  delete: [DeleteEvent];
  batch: [WatchBatch];
  /** Everything up to this revision has been reported. */
  progress: [revision: number];
  /** The server watches; from the revision on that is given. */
  created: [startRevision: number];
  /** The stream broke for this reason; the watch goes on where it stopped as soon as it can. */
  interrupted: [Error];
  /** The watch ended for a reason that trying again does not mend, e.g. `CompactedError` or `permission-denied`. */
  error: [Error];
  /** The watch is over, after `close()` or an error. */
  end: [];
}
