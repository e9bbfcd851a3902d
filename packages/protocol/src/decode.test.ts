import { describe, expect, test } from 'vitest';
import {
  AlarmMember,
  Compare,
  ConfState,
  type DecodeError,
  Entry,
  emptyBytes,
  InternalRaftRequest,
  PutRequest,
  RaftMessage,
  RaftSnapshot,
  RangeRequest,
  RangeResponse,
  RequestOp,
  ResponseHeader,
  recursionLimit,
  skipField,
  TxnRequest,
  tagOf,
  varintSize,
  WatchCreateRequest,
  wireType,
  writeVarint,
} from './index.ts';

const hex = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));

describe('a message', () => {
  test('without any bytes has all fields at zero', () => {
    expect(RangeRequest.decode(emptyBytes)).toEqual(RangeRequest.create());
    expect(RaftSnapshot.decode(emptyBytes).metadata).toEqual({ confState: ConfState.create(), index: 0, term: 0 });
  });

  test('is read from a part of an array, and its bytes are views on it', () => {
    const around = hex('ff 0a 03 616263 ff');
    const put = PutRequest.decode(around, 1, 6);
    around[3] = 0x7a;
    expect(Buffer.from(put.key).toString()).toBe('zbc');
    expect(put.key.buffer).toBe(around.buffer);
    expect(Object.getPrototypeOf(PutRequest.decode(Buffer.from(around), 1, 6).key)).toBe(Uint8Array.prototype);
  });

  test.each([
    [-1, 2],
    [0, 4],
    [2, 1],
    [Number.NaN, 2],
  ])('is not read from [%d, %d) of three bytes', (start, end) => {
    expect(() => PutRequest.decode(new Uint8Array(3), start, end)).toThrow(RangeError);
  });

  test('takes the last of a scalar, and the last of a oneof', () => {
    expect(ResponseHeader.decode(hex('18 05 18 06')).revision).toBe(6);
    expect(Compare.decode(hex('20 05 3a 01 61')).targetUnion).toEqual({ case: 'value', value: hex('61') });
  });

  test('merges the occurrences of a sub-message', () => {
    const merged = RangeResponse.decode(hex('0a 02 18 05 0a 02 20 07'));
    expect(merged.header).toEqual(ResponseHeader.create({ revision: 5, raftTerm: 7 }));
    // A zero on the wire is a value like any other.
    expect(RangeResponse.decode(hex('0a 02 18 05 0a 02 18 00')).header).toEqual(ResponseHeader.create());
    // Repeated fields inside are joined.
    const txns = hex('22 04 1a 02 0a 00  22 04 1a 02 12 00');
    expect(RequestOp.decode(txns).request).toEqual({
      case: 'requestTxn',
      value: TxnRequest.create({
        failure: [
          RequestOp.create({ request: { case: 'requestRange', value: RangeRequest.create() } }),
          RequestOp.create({ request: { case: 'requestPut', value: PutRequest.create() } }),
        ],
      }),
    });
    // Another case of the oneof begins afresh.
    expect(RequestOp.decode(hex('12 02 18 05  0a 00  12 02 20 01')).request).toEqual({
      case: 'requestPut',
      value: PutRequest.create({ prevKv: true }),
    });
  });

  test('reads repeated numbers packed and unpacked', () => {
    expect(WatchCreateRequest.decode(hex('28 01 2a 02 00 01 28 00')).filters).toEqual([1, 0, 1, 0]);
    expect(ConfState.decode(hex('0a 02 05 06 08 07')).voters).toEqual([5n, 6n, 7n]);
  });

  test('keeps enum numbers that have no name', () => {
    const bytes = hex('10 2a');
    expect(AlarmMember.decode(bytes).alarm).toBe(42);
    expect(AlarmMember.encode(AlarmMember.decode(bytes))).toEqual(bytes);
    const negative = hex('10 ffffffffffffffffff 01');
    expect(AlarmMember.decode(negative).alarm).toBe(-1);
    expect(AlarmMember.encode(AlarmMember.decode(negative))).toEqual(negative);
  });

  test('skips unknown fields of every wire type', () => {
    const unknown = 'a006 05 a106 0102030405060708 a206 03 010203 a506 01020304 a306 0801 0b 0c a406';
    expect(ResponseHeader.decode(hex(`18 05 ${unknown} 20 06`))).toEqual(
      ResponseHeader.create({ revision: 5, raftTerm: 6 }),
    );
  });

  test('saturates where clients ask for everything', () => {
    const request = RangeRequest.decode(hex('18 ffffffffffffffff 7f 68 808080808080808080 01'));
    expect(request.limit).toBe(Number.MAX_SAFE_INTEGER);
    expect(request.maxCreateRevision).toBe(Number.MIN_SAFE_INTEGER);
  });
});

describe('nil and empty bytes of proto2', () => {
  test('are told apart', () => {
    const nil = Entry.decode(hex('08001002 1803'));
    const empty = Entry.decode(hex('08001002 1803 2200'));
    expect(nil.data).toBe(emptyBytes);
    expect(empty.data).not.toBe(emptyBytes);
    expect(empty.data.length).toBe(0);
    expect(Entry.encode(nil)).toEqual(hex('080010021803'));
    expect(Entry.encode(empty)).toEqual(hex('080010021803 2200'));
  });
});

describe('wrong bytes', () => {
  const cases: [string, string, Partial<DecodeError>][] = [
    ['a field longer than the message', '0a 05 61', { code: 'TRUNCATED', field: 'key', offset: 1 }],
    ['a varint that is cut off', '18 80', { code: 'TRUNCATED', field: 'lease', offset: 2 }],
    ['a varint of eleven bytes', '18 ffffffffffffffffffff 01', { code: 'VARINT_TOO_LONG', field: 'lease' }],
    ['a varint where bytes belong', '08 01', { code: 'WRONG_WIRE_TYPE', field: 'key', offset: 1 }],
    ['bytes where a varint belongs', '1a 01 00', { code: 'WRONG_WIRE_TYPE', field: 'lease' }],
    ['a fixed64 where a varint belongs', '19 0000000000000000', { code: 'WRONG_WIRE_TYPE', field: 'lease' }],
    ['field number zero', '00 00', { code: 'INVALID_TAG', field: '0' }],
    ['wire type six', 'a606', { code: 'INVALID_TAG', field: '100' }],
    ['wire type seven', 'a706', { code: 'INVALID_TAG', field: '100' }],
    ['a tag beyond 32 bits', '8a80808010 00', { code: 'INVALID_TAG' }],
    ['the end of no group', 'a406', { code: 'INVALID_TAG', field: '100' }],
    ['the end of another group', 'a306 ac06', { code: 'INVALID_TAG', field: '100' }],
    ['a group without end', 'a306 0801', { code: 'TRUNCATED', field: '100' }],
    ['an unknown fixed32 that is cut off', 'a506 010203', { code: 'TRUNCATED', field: '100' }],
    ['an unknown fixed64 that is cut off', 'a106 01020304050607', { code: 'TRUNCATED', field: '100' }],
  ];

  test.each(cases)('%s: the error says what and where', (_, bytes, wanted) => {
    expect(() => PutRequest.decode(hex(bytes))).toThrow(
      expect.objectContaining({ name: 'DecodeError', typeName: 'etcdserverpb.PutRequest', ...wanted }),
    );
  });

  test('inside a sub-message, the innermost message is named and the offset counts from the array', () => {
    const response = hex('ff 0a 02 18 80');
    expect(() => RangeResponse.decode(response, 1)).toThrow(
      expect.objectContaining({
        code: 'TRUNCATED',
        typeName: 'etcdserverpb.ResponseHeader',
        field: 'revision',
        offset: 5,
      }),
    );
    expect(() => RangeResponse.decode(response, 1)).toThrow(
      'cannot decode: the message ends inside a varint in etcdserverpb.ResponseHeader.revision at offset 5',
    );
  });

  test('a counter beyond the safe integers is out of range', () => {
    expect(() => ResponseHeader.decode(hex('18 ffffffffffffffff 7f'))).toThrow(
      expect.objectContaining({ code: 'OUT_OF_RANGE', field: 'revision' }),
    );
  });
});

describe('transactions in transactions', () => {
  const nested = (levels: number): TxnRequest => {
    let txn = TxnRequest.create();
    for (let i = 0; i < levels; i++) {
      txn = TxnRequest.create({ success: [RequestOp.create({ request: { case: 'requestTxn', value: txn } })] });
    }
    return txn;
  };
  // Each level is two messages: the operation and its transaction.
  const deepest = recursionLimit / 2;

  test('are read down to the limit, and as deep inside a proposal', () => {
    const txn = nested(deepest);
    expect(TxnRequest.decode(TxnRequest.encode(txn))).toEqual(txn);
    const proposal = InternalRaftRequest.create({ txn });
    expect(InternalRaftRequest.decode(InternalRaftRequest.encode(proposal))).toEqual(proposal);
  });

  test('are refused beyond it', () => {
    expect(() => TxnRequest.decode(TxnRequest.encode(nested(deepest + 1)))).toThrow(
      expect.objectContaining({ code: 'TOO_DEEP' }),
    );
  });

  test('that no stack could hold are refused as well', () => {
    const headers: number[][] = [];
    let size = 0;
    for (let level = 0; level < 20_000; level++) {
      const header = new Uint8Array(1 + varintSize(size));
      header[0] = level % 2 === 0 ? tagOf(4, wireType.delimited) : tagOf(2, wireType.delimited);
      writeVarint(header, 1, size);
      headers.push([...header]);
      size += header.length;
    }
    expect(() => TxnRequest.decode(Uint8Array.from(headers.reverse().flat()))).toThrow(
      expect.objectContaining({ code: 'TOO_DEEP' }),
    );
    expect(() => skipField(new Uint8Array(100_000).fill(0x0b), 0, 100_000, 0x0b)).toThrow(
      expect.objectContaining({ code: 'TOO_DEEP' }),
    );
  });

  test('and messages in messages of raft are bounded alike', () => {
    let message = RaftMessage.create();
    for (let i = 0; i <= recursionLimit; i++) message = RaftMessage.create({ responses: [message] });
    expect(() => RaftMessage.decode(RaftMessage.encode(message))).toThrow(
      expect.objectContaining({ code: 'TOO_DEEP' }),
    );
  });
});

describe('encoding', () => {
  test('into an array that is too short is refused', () => {
    const put = PutRequest.create({ lease: 5n });
    expect(() => PutRequest.write(put, new Uint8Array(1), 0)).toThrow(RangeError);
    expect(PutRequest.write(put, new Uint8Array(3), 1)).toBe(3);
  });

  test('refuses what is no integer', () => {
    expect(() => RangeRequest.encode(RangeRequest.create({ limit: 0.5 }))).toThrow(RangeError);
  });

  test('gives messages that do not overlap, small and large', () => {
    const keys = Array.from({ length: 600 }, (_, i) => new Uint8Array(i * 17).fill(i));
    const encoded = keys.map((key) => PutRequest.encode(PutRequest.create({ key })));
    expect(encoded.map((bytes) => PutRequest.decode(bytes).key)).toEqual(keys);
  });
});
