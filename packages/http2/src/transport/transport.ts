/** What a transport tells the connection above it. Set once, by the connection's constructor. */
export interface TransportHandler {
  /** Bytes arrived. The connection may keep views of `chunk`: the transport must not write into it afterwards. */
  onData(chunk: Uint8Array): void;
  /** Everything given to `write` has been handed on; called only after a `write` returned false. */
  onDrain(): void;
  /** The peer will send no more, but may still read. */
  onEnd(): void;
  /** The stream is closed in both directions, by either side, or broke (`error`); called once, and nothing is called after it. */
  onClose(error: Error | undefined): void;
}

/**
 * A reliable, ordered duplex stream of bytes: a TCP or TLS socket, or a pair in memory. At most one `write` is under way at a time,
 * because the connection gathers everything else until `onDrain`.
 */
export interface Transport {
  /** Starts delivery to `handler`. Called exactly once. */
  start(handler: TransportHandler): void;
  /**
   * Sends bytes. True when they have been taken completely: the caller may then reuse the memory at once and write again.
   * False when the transport still holds them; `onDrain` follows, unless the transport closes first.
   */
  write(bytes: Uint8Array): boolean;
  /** Stops delivery of data until `resumeReading`, so that the peer is held back by its own send buffer. */
  pauseReading(): void;
  resumeReading(): void;
  /** Sends what was written, then closes the sending half. Data may still arrive. */
  end(): void;
  /** Drops everything at once. `onClose` still follows when it was not called yet. */
  destroy(): void;
}
