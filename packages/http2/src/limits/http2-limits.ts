/**
 * What a peer may ask of one connection. Every bound has a name; when one is exceeded the counter named beside it is counted
 * (`Http2Counter`), and the peer gets the error stated.
 */
export interface Http2Limits {
  /**
   * Streams a peer may have open at once; more are refused with REFUSED_STREAM (`concurrent_streams`). Advertised in SETTINGS,
   * unless it is 2^32 - 1 or more, which means no limit.
   */
  readonly concurrentStreamsMax: number;
  /** Longest frame payload accepted, in bytes (16,384 to 16,777,215). Advertised in SETTINGS. */
  readonly frameBytesMax: number;
  /**
   * Size of one decoded header list in bytes, counted as RFC 9113 section 6.5.2 does (32 extra for each field). Advertised in SETTINGS.
   * A longer list resets its stream with ENHANCE_YOUR_CALM (`header_list`).
   */
  readonly headerListBytesMax: number;
  /** Encoded bytes of one header block over all its frames; more end the connection with ENHANCE_YOUR_CALM (`header_block`). */
  readonly headerBlockBytesMax: number;
  /** CONTINUATION frames of one header block; more end the connection with ENHANCE_YOUR_CALM (`continuation_flood`). */
  readonly continuationFramesMax: number;
  /** Size of the dynamic table that the peer's encoder may use, in bytes. Advertised in SETTINGS. */
  readonly headerTableBytesMax: number;
  /** Bytes of one stream that may be under way or unconsumed. Advertised in SETTINGS as the initial window. */
  readonly streamWindowBytes: number;
  /** Bytes of all streams together that may be under way or unconsumed: the memory that a peer can fill without being read. */
  readonly connectionWindowBytes: number;
  /**
   * Streams the peer may reset before their answer has begun, or make us reset, in one go (`rapid_reset`), and how many are granted again each
   * second; more end the connection with ENHANCE_YOUR_CALM.
   */
  readonly resetsBurst: number;
  readonly resetsPerSecond: number;
  /** PINGs that need an answer, without requests or data between them (`ping_flood`). */
  readonly pingsBurst: number;
  readonly pingsPerSecond: number;
  /** SETTINGS frames that need an answer (`settings_flood`). */
  readonly settingsBurst: number;
  readonly settingsPerSecond: number;
  /** DATA and header frames that carry nothing and end nothing (`empty_frame_flood`). */
  readonly emptyFramesBurst: number;
  readonly emptyFramesPerSecond: number;
  /** PRIORITY, WINDOW_UPDATE, unknown and other frames without requests or data between them (`control_flood`). */
  readonly controlFramesBurst: number;
  readonly controlFramesPerSecond: number;
  /** Bytes a stream queues before `writable` becomes false; what is written beyond it is still queued. */
  readonly streamQueueBytesMax: number;
  /**
   * Bytes of data that all streams of a connection may have waiting for the peer's windows, 1 KiB more for each of them; beyond it a server refuses
   * new streams with REFUSED_STREAM (`send_queue`). Beyond half of it a server does not read while its transport is stuck.
   */
  readonly connectionQueueBytesMax: number;
  /**
   * Bytes of frames waiting for a transport that does not take them. A server stops reading from the peer beyond it; a client gives
   * the connection up beyond sixteen times as much (`output_overflow`).
   */
  readonly outputBytesMax: number;
  /** The preface and the first SETTINGS must have arrived this long after the start (`handshake_timeout`). */
  readonly handshakeTimeoutMs: number;
  /** A header block must end this long after it began (`header_block_timeout`). */
  readonly headerBlockTimeoutMs: number;
  /** The transport must take something within this time while anything waits for it (`slow_read`). */
  readonly writeStallTimeoutMs: number;
  /**
   * A stream whose data waits for the peer's window this long is reset with ENHANCE_YOUR_CALM (`window_stall`): otherwise a peer that never
   * opens its window would hold the queue for ever.
   */
  readonly windowStallTimeoutMs: number;
  /** A peer that has closed its sending half still gets the answers it has asked for until this long afterwards. */
  readonly halfClosedTimeoutMs: number;
  /** After a GOAWAY for an error: how long the peer may take to close, so that it can still read why. */
  readonly lingerMs: number;
}

const KIB = 1024;
const MIB = 1024 * 1024;

/** The limits unless stated otherwise, with the reason for each number. */
export const defaultLimits: Http2Limits = {
  // RFC 9113 section 6.5.2 recommends at least 100; a gRPC client multiplexes everything over one connection.
  concurrentStreamsMax: 1000,
  // The smallest legal value: larger frames would only let one stream hold up the others for longer.
  frameBytesMax: 16 * KIB,
  // Tokens and tracing metadata fit many times over.
  headerListBytesMax: 64 * KIB,
  // Encoding never needs more than the list it carries.
  headerBlockBytesMax: 64 * KIB,
  // 64 KiB in frames of 16 KiB are five; four times that for senders that cut smaller.
  continuationFramesMax: 20,
  // The initial value of RFC 9113: peers start with it before they have seen our SETTINGS.
  headerTableBytesMax: 4 * KIB,
  // A whole message of etcd's default maximum (1.5 MiB) need not wait for a WINDOW_UPDATE.
  streamWindowBytes: 2 * MIB,
  // Eight streams of full windows before senders wait for one another.
  connectionWindowBytes: 16 * MIB,
  // Cancelling every stream of a full connection is legal; doing it again and again is an attack (CVE-2023-44487).
  resetsBurst: 1000,
  resetsPerSecond: 100,
  // gRPC clients ping once a round trip while they measure bandwidth, but then data flows between the pings.
  pingsBurst: 200,
  pingsPerSecond: 20,
  // Real peers change settings a few times in a connection's life.
  settingsBurst: 100,
  settingsPerSecond: 10,
  // Legal, and of no use to anybody.
  emptyFramesBurst: 100,
  emptyFramesPerSecond: 10,
  // A reader of large answers may send two window updates for each frame of data; data sent counts as progress.
  controlFramesBurst: 10_000,
  controlFramesPerSecond: 1000,
  // Two frames of data and a half: enough to keep the transport busy while the writer is woken.
  streamQueueBytesMax: 64 * KIB,
  // Sixty-four answers of etcd's largest default message at once.
  connectionQueueBytesMax: 128 * MIB,
  // Some ten thousand small answers.
  outputBytesMax: MIB,
  // Several round trips of a bad link.
  handshakeTimeoutMs: 10_000,
  headerBlockTimeoutMs: 10_000,
  // TCP retransmits with growing pauses; a link that came back is not cut.
  writeStallTimeoutMs: 60_000,
  // A watcher stopped in a debugger gets its five minutes; afterwards it can resume from a revision.
  windowStallTimeoutMs: 300_000,
  // Scripts that send a request and shut their side wait for a reply, not for a stream.
  halfClosedTimeoutMs: 5000,
  // A round trip or two for the peer to read why it was sent away.
  lingerMs: 1000,
};
