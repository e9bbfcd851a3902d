import { once } from 'node:events';
import { type ClientHttp2Stream, connect as connectHttp2 } from 'node:http2';
import { type AddressInfo, createServer } from 'node:net';
import { LeaseGrantRequest, PutRequest, RangeRequest, TxnRequest, WatchRequest } from '@quorate/protocol';

const key = Buffer.from('a');
const last = 'the last of them';

/** Calls as a client makes them, none of which deletes. */
const calls: readonly (readonly [path: string, message: Uint8Array])[] = [
  ['/etcdserverpb.KV/Put', PutRequest.encode(PutRequest.create({ key, value: Buffer.alloc(100, 'v') }))],
  ['/etcdserverpb.KV/Range', RangeRequest.encode(RangeRequest.create({ key, rangeEnd: Buffer.from('c'), limit: 3 }))],
  [
    '/etcdserverpb.KV/Txn',
    TxnRequest.encode(
      TxnRequest.create({
        success: [{ request: { case: 'requestPut', value: PutRequest.create({ key, value: key, prevKv: true }) } }],
        failure: [{ request: { case: 'requestRange', value: RangeRequest.create({ key }) } }],
      }),
    ),
  ],
  ['/etcdserverpb.Lease/LeaseGrant', LeaseGrantRequest.encode(LeaseGrantRequest.create({ ttl: 10 }))],
  ['/etcdserverpb.Watch/Watch', WatchRequest.encode(WatchRequest.create({}))],
  ['/etcdserverpb.Maintenance/Snapshot', new Uint8Array(0)],
  ['/etcdserverpb.Maintenance/Status', new Uint8Array(0)],
  ['/grpc.health.v1.Health/Check', new Uint8Array(0)],
  ['/etcdserverpb.KV/Put', PutRequest.encode(PutRequest.create({ key, value: Buffer.from(last) }))],
];

/** What a client of HTTP/2 sends for these calls, byte for byte. */
export async function http2Conversation(): Promise<Buffer> {
  const recorded: Buffer[] = [];
  const server = createServer((socket) =>
    socket.on('data', (bytes: Buffer) => recorded.push(bytes)).on('error', () => {}),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const session = connectHttp2(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  session.on('error', () => {});
  for (const [path, message] of calls) {
    const headers = { ':method': 'POST', ':path': path, 'content-type': 'application/grpc', te: 'trailers' };
    const stream: ClientHttp2Stream = session.request(headers).on('error', () => {});
    const prefix = Buffer.alloc(5);
    prefix.writeUInt32BE(message.length, 1);
    stream.end(Buffer.concat([prefix, message]));
  }
  while (!Buffer.concat(recorded).includes(last)) await new Promise((resolve) => setTimeout(resolve, 1));
  session.destroy();
  server.close();
  return Buffer.concat(recorded);
}

function http1(line: string, headers: Readonly<Record<string, string>>, body: Uint8Array | string = ''): Buffer {
  const bytes = Buffer.from(body);
  const all = { Host: 'a', ...headers, 'Content-Length': String(bytes.length) };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${line} HTTP/1.1\r\n${head.join('')}\r\n`), bytes]);
}

/** What a client of the JSON gateway and the other endpoints sends. */
export const gatewayConversations: readonly Buffer[] = [
  Buffer.concat([http1('POST /v3/kv/put', {}, '{"key":"YQ==","value":"dg=="}'), http1('GET /health', {})]),
  http1('POST /v3/kv/range', {}, '{"key":"YQ==","range_end":"Yw==","limit":"3","sort_order":"DESCEND"}'),
  http1(
    'POST /v3/kv/txn',
    {},
    '{"compare":[{"key":"YQ==","result":"EQUAL","target":"MOD","mod_revision":"3"}],"success":[{"requestPut":{"key":"YQ=="}}]}',
  ),
  http1('POST /v3/watch', {}, '{"create_request":{"key":"YQ==","range_end":"Yw==","start_revision":"1"}}'),
  http1('POST /v3/lease/grant', {}, '{"TTL":"10"}'),
  http1('POST /v3/maintenance/snapshot', {}, '{}'),
  http1('GET /v3/watch', {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Key': 'abc',
    'Sec-WebSocket-Version': '13',
  }),
  Buffer.concat([
    http1('GET /metrics', {}),
    http1('GET /version', {}),
    http1('GET /debug/vars', {}),
    http1('GET /readyz?verbose', {}),
  ]),
];

/** What another member asks over HTTP, besides messages of raft; `headers` are those that it names itself with. */
export function peerConversations(headers: Readonly<Record<string, string>>): readonly Buffer[] {
  return [
    http1('GET /raft/stream/msgapp/abcdef', headers),
    http1('GET /raft/stream/message/abcdef', headers),
    Buffer.concat([http1('GET /raft/probing', headers), http1('GET /members', headers), http1('GET /version', {})]),
    http1('GET /members/hashkv', headers, '{"revision":3}'),
    http1('POST /members/promote/abcdef', headers),
    http1('POST /leases', headers, Buffer.from([8, 1])),
    http1('POST /leases/internal', headers, Buffer.from([10, 4, 8, 1, 16, 1])),
    http1('GET /downgrade/enabled', headers),
  ];
}

/** A message of raft as another member sends it, by itself or before a database. */
export function raftConversation(
  headers: Readonly<Record<string, string>>,
  message: Uint8Array,
  isSnapshot: boolean,
): Buffer {
  if (!isSnapshot) return http1('POST /raft', headers, message);
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(message.length));
  return http1('POST /raft/snapshot', headers, Buffer.concat([length, message, Buffer.from('not a database')]));
}

/** How a member that nobody knows names itself to a member of a cluster. */
export function strangersHeaders(clusterId: bigint, to: bigint): Readonly<Record<string, string>> {
  return {
    'X-Etcd-Cluster-ID': clusterId.toString(16),
    'X-Server-From': 'abcdef',
    'X-Server-Version': '3.7.1',
    'X-Min-Cluster-Version': '3.0.0',
    'X-Raft-To': to.toString(16),
  };
}
