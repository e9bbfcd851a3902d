import type { Http2Clock } from '../limits/clock.ts';
import type { Http2Counter } from '../limits/http2-counter.ts';
import type { Http2Limits } from '../limits/http2-limits.ts';

/** How a connection behaves; everything has a default. */
export interface ConnectionOptions {
  /** Overrides of `defaultLimits`. */
  readonly limits?: Partial<Http2Limits>;
  /** Told of every bound that the peer ran into and of every error, by name. Default: nothing. */
  readonly count?: (name: Http2Counter) => void;
  /** Default `systemClock`. */
  readonly clock?: Http2Clock;
}

/** Traffic of one connection so far. */
export interface ConnectionStats {
  readonly streamsOpen: number;
  readonly streamsTotal: number;
  readonly bytesReceived: number;
  readonly bytesSent: number;
}
