import type { AnyMessageCodec } from '../codec.ts';
import {
  Entry,
  Event,
  InternalRaftRequest,
  KeyValue,
  PutRequest,
  PutResponse,
  RaftMessage,
  RangeRequest,
  RangeResponse,
  RequestHeader,
  RequestOp,
  ResponseHeader,
  TxnRequest,
  WatchResponse,
} from '../index.ts';

/** A message to encode and decode again. */
export interface Case {
  readonly name: string;
  readonly codec: AnyMessageCodec;
  readonly message: object;
}

const key = (i: number) => new TextEncoder().encode(`/registry/pods/${String(i).padStart(5, '0')}`);
const value = new Uint8Array(256).fill(0x61);
const header = ResponseHeader.create({
  clusterId: 0xb994b44a5d437979n,
  memberId: 0x8425f172696c3d59n,
  revision: 1_234_567,
  raftTerm: 3,
});
const put = PutRequest.create({ key: key(1), value });
const keyValue = (i: number) =>
  KeyValue.create({ key: key(i), value, createRevision: 1_000_000 + i, modRevision: 1_200_000 + i, version: 7 });
const entry = (i: number) => Entry.create({ term: 3, index: 5_000_000 + i, data: new Uint8Array(300).fill(0x62) });

/** What members and clients say most. */
export const cases: readonly Case[] = [
  { name: 'PutRequest 20 B/256 B', codec: PutRequest, message: put },
  { name: 'PutResponse', codec: PutResponse, message: PutResponse.create({ header }) },
  {
    name: 'RangeRequest',
    codec: RangeRequest,
    message: RangeRequest.create({ key: key(1), rangeEnd: key(2), limit: 500 }),
  },
  {
    name: 'RangeResponse of 1',
    codec: RangeResponse,
    message: RangeResponse.create({ header, kvs: [keyValue(1)], count: 1 }),
  },
  {
    name: 'RangeResponse of 100',
    codec: RangeResponse,
    message: RangeResponse.create({ header, kvs: Array.from({ length: 100 }, (_, i) => keyValue(i)), count: 100 }),
  },
  {
    name: 'TxnRequest of 2 puts',
    codec: TxnRequest,
    message: TxnRequest.create({
      success: [
        RequestOp.create({ request: { case: 'requestPut', value: put } }),
        RequestOp.create({ request: { case: 'requestPut', value: put } }),
      ],
    }),
  },
  {
    name: 'InternalRaftRequest with a put',
    codec: InternalRaftRequest,
    message: InternalRaftRequest.create({ header: RequestHeader.create({ id: 0x3d599900aabbcc01n }), put }),
  },
  { name: 'Entry of 300 B', codec: Entry, message: entry(0) },
  {
    name: 'Message with 10 entries',
    codec: RaftMessage,
    message: RaftMessage.create({
      type: 3,
      to: 0x8425f172696c3d59n,
      from: 0x7a6cfadcb3a7a768n,
      term: 3,
      logTerm: 3,
      index: 5_000_000,
      commit: 4_999_999,
      entries: Array.from({ length: 10 }, (_, i) => entry(i)),
    }),
  },
  {
    name: 'WatchResponse of 10 events',
    codec: WatchResponse,
    message: WatchResponse.create({
      header,
      watchId: 3n,
      events: Array.from({ length: 10 }, (_, i) => Event.create({ kv: keyValue(i) })),
    }),
  },
];
