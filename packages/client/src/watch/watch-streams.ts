import type { WatchCreateRequest } from '@quorate/protocol';
import type { Transport } from '../connection/transport.ts';
import type { WatchBackend, WatchHandle, WatchSink } from './watch-backend.ts';
import { WatchStream } from './watch-stream.ts';

/** Watches a stream carries. Few streams are cheap for the server; some keep a burst for one watch from holding up all others. */
const watchesPerStreamMax = 256;

/** The backend that watches on the cluster: spreads watches over as few streams as possible. */
export class WatchStreams implements WatchBackend {
  readonly #transport: Transport;
  readonly #withLeader = new Set<WatchStream>();
  readonly #withoutLeader = new Set<WatchStream>();

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  get closed(): AbortSignal {
    return this.#transport.closed;
  }

  open(request: WatchCreateRequest, requireLeader: boolean, sink: WatchSink): WatchHandle {
    const streams = requireLeader ? this.#withLeader : this.#withoutLeader;
    for (const stream of streams) {
      if (stream.size < watchesPerStreamMax) return stream.add(request, sink);
    }
    const stream: WatchStream = new WatchStream(this.#transport, requireLeader, () => streams.delete(stream));
    streams.add(stream);
    return stream.add(request, sink);
  }
}
