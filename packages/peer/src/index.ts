// The way to other members, and the answer to theirs.

export { type HashAnswer, PeerClient, type RemoteCluster } from './client/peer-client.ts';
// etcd's framings, for those who read or write its streams themselves.
export { AppendStreamDecoder, AppendStreamEncoder } from './framing/append-stream.ts';
export { FramingError } from './framing/framing-error.ts';
export { encodeMessages, MessageStreamDecoder } from './framing/message-stream.ts';
export { type ClientTls, PeerHttp, type PeerHttpOptions } from './http/peer-request.ts';
export { HttpPeerTransport, type HttpPeerTransportOptions } from './http-peer-transport.ts';
export type { PeerIdentity } from './identity/peer-identity.ts';
export { type PeerListenerOptions, peerRequestListener } from './listener/peer-request-listener.ts';
export { PeerRequestError, type PeerRequests } from './listener/peer-requests.ts';
export type { PeerCounters, PeerObserver } from './peer-counters.ts';
export { PeerError, type PeerErrorCode } from './peer-error.ts';
// What they are given.
export type { PeerHandler, SnapshotBody } from './transport.ts';
