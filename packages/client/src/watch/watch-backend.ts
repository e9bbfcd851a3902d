import type { Event, ResponseHeader, WatchCreateRequest } from '@quorate/protocol';
import type { EtcdError } from '../errors/etcd-error.ts';

/** What happens to a watch on the server. After `canceled` or `interrupted` nothing follows. */
export interface WatchSink {
  /** The server watches; the header's revision is the last one before the watch when no start was asked for. */
  created(header: ResponseHeader): void;
  /** Events, fragments joined. None: everything up to the header's revision has been sent. */
  events(events: readonly Event[], header: ResponseHeader): void;
  /** The server refuses to watch, or to go on. */
  canceled(error: EtcdError): void;
  /** The stream is gone. */
  interrupted(error: EtcdError): void;
}

/** A watch on the server. */
export interface WatchHandle {
  /** Asks for an answer without events once everything has been sent. */
  requestProgress(): void;
  /** Ends the watch; the sink hears nothing from then on. */
  cancel(): void;
}

/** Puts watches on servers, each for as long as its stream lives. */
export interface WatchBackend {
  /** Fires when the client is closed. */
  readonly closed: AbortSignal;
  open(request: WatchCreateRequest, requireLeader: boolean, sink: WatchSink): WatchHandle;
}
