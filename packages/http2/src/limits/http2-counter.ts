/** What a connection counts beside its traffic: each name is a bound that a peer ran into (`Http2Limits`), or an error. */
export type Http2Counter =
  | 'concurrent_streams'
  | 'header_list'
  | 'header_block'
  | 'continuation_flood'
  | 'rapid_reset'
  | 'ping_flood'
  | 'settings_flood'
  | 'empty_frame_flood'
  | 'control_flood'
  | 'window_overflow'
  | 'send_queue'
  | 'output_overflow'
  | 'handshake_timeout'
  | 'header_block_timeout'
  | 'slow_read'
  | 'window_stall'
  /** A stream was reset because of something else the peer did wrong. */
  | 'stream_error'
  /** The connection was ended because of something else the peer did wrong. */
  | 'connection_error';

/** Every name, for a metric that shows them from the start. */
export const http2Counters: readonly Http2Counter[] = [
  'concurrent_streams',
  'header_list',
  'header_block',
  'continuation_flood',
  'rapid_reset',
  'ping_flood',
  'settings_flood',
  'empty_frame_flood',
  'control_flood',
  'window_overflow',
  'send_queue',
  'output_overflow',
  'handshake_timeout',
  'header_block_timeout',
  'slow_read',
  'window_stall',
  'stream_error',
  'connection_error',
];
