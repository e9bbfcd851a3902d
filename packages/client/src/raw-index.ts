/**
 * The layer below the client: every rpc of etcd with its own messages. For programs that show or pass on whole answers, such as a
 * command line; everybody else is better served by `EtcdClient`.
 */

export { prefixEnd } from '@quorate/protocol';
export type { CallOptions } from './connection/call-options.ts';
export type { ClientOptions, Credentials, TlsOptions } from './connection/client-options.ts';
export { type Connection, createConnection, syncEndpoints } from './connection/connect.ts';
export { readMessages } from './connection/read-messages.ts';
export type { StreamCall, StreamReader } from './connection/stream-call.ts';
export type { CallKind, StreamOptions, Transport } from './connection/transport.ts';
export { EtcdError, isEtcdError } from './errors/etcd-error.ts';
export { fromKey, type KeyRange, prefix } from './kv/key-range.ts';
