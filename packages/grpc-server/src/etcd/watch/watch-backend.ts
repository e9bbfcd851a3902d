/**
 * Events for one gRPC watch stream: the service layer speaks the protocol (ids, created and canceled responses, fragments,
 * progress), the store finds the events.
 */
export interface WatchBackend {
  /** Opens the store's side of one stream; `sink` is called from then on, never from within a method of the returned source. */
  open(sink: WatchSink): WatchSource;
}

/** What a watcher wants to hear of. */
export interface WatcherOptions {
  /** Chosen by the service layer; unique within the stream. */
  readonly watchId: bigint;
  readonly key: Uint8Array;
  /** Empty: the key alone. One zero byte: every key from `key` on. Otherwise exclusive. */
  readonly rangeEnd: Uint8Array;
  /** The first revision of interest; 0 for the next one to come. May lie in the future. */
  readonly startRevision: number;
  readonly withoutPuts: boolean;
  readonly withoutDeletes: boolean;
  /** Events carry the key's previous value, as far as it has not been compacted. */
  readonly prevKv: boolean;
}

/** The store's side of one stream. */
export interface WatchSource {
  /** Adds a watcher. */
  add(watcher: WatcherOptions): void;
  /** Takes a watcher away; the sink hears no more of it. */
  remove(watchId: bigint): void;
  /**
   * The revision up to which a watcher (without id: every watcher of the stream) has been handed everything, if it is
   * synced and has reached its start revision; otherwise `undefined`.
   */
  progressRevision(watchId?: bigint): number | undefined;
  /** The sink can take events again, after one of its methods returned false. */
  resume(): void;
  close(): void;
}

/** Where the store puts what watchers are to hear. */
export interface WatchSink {
  /**
   * Events of one watcher in order, each an encoded mvccpb.Event; all events of a revision come in one batch. `revision` is what the
   * response's header says. False: this batch was taken, but no more until `resume`; the store catches the watchers up from its
   * history then, instead of gathering events.
   */
  events(watchId: bigint, revision: number, events: readonly Uint8Array[]): boolean;
  /** The watcher needs history that has been compacted up to `compactRevision`; it is gone. */
  compacted(watchId: bigint, compactRevision: number): void;
  /** History that the watcher needs lies on a damaged page of the database, which the error names; it is gone. Others go on. */
  failed(watchId: bigint, error: Error): void;
}
