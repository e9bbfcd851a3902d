import { LeaseGrantRequest, PutRequest, RangeResponse, services, TxnRequest, WatchRequest } from '@quorate/protocol';
import { expect, test } from 'vitest';
import { fromJson, JsonMappingError, parseJson } from './json-reader.ts';
import { JsonSplitter } from './json-splitter.ts';
import { toJson } from './json-writer.ts';

const read = <T>(codec: { create(init?: Partial<T>): T }, text: string) =>
  fromJson(codec as never, parseJson(text)) as T;

test('a message is written with the names of the proto file, 64 bits as text, bytes as base64', () => {
  const message = RangeResponse.create({
    header: { clusterId: 2n ** 63n, memberId: 1n, revision: 7, raftTerm: 2 },
    kvs: [
      {
        key: Buffer.from('foo'),
        value: Buffer.from([0xfb, 0xff]),
        createRevision: 5,
        modRevision: 6,
        version: 2,
        lease: -7n,
      },
    ],
    count: 1,
  });
  expect(toJson(RangeResponse as never, message)).toEqual({
    header: { cluster_id: '9223372036854775808', member_id: '1', revision: '7', raft_term: '2' },
    kvs: [{ key: 'Zm9v', value: '+/8=', create_revision: '5', mod_revision: '6', version: '2', lease: '-7' }],
    count: '1',
  });
});

test('zeros are left out, but not in a oneof', () => {
  const { Alarm } = services['etcdserverpb.Maintenance'];
  const write = (codec: unknown, message: unknown) => toJson(codec as never, message);
  expect(write(Alarm.request, Alarm.request.create())).toEqual({});
  expect(write(Alarm.request, Alarm.request.create({ action: 1, alarm: 1 }))).toEqual({
    action: 'ACTIVATE',
    alarm: 'NOSPACE',
  });
  const compare = TxnRequest.create({
    compare: [
      {
        result: 0,
        target: 0,
        key: Buffer.from('a'),
        targetUnion: { case: 'version', value: 0 },
        rangeEnd: new Uint8Array(0),
      },
    ],
  });
  expect(write(TxnRequest, compare)).toEqual({ compare: [{ key: 'YQ==', version: '0' }] });
});

test('both spellings of a name are read, unknown fields and nulls are passed over', () => {
  const request = read<PutRequest>(PutRequest, '{"key":"Zm9v","prev_kv":true,"ignoreLease":true,"x":[1],"value":null}');
  expect(request).toMatchObject({ prevKv: true, ignoreLease: true, value: new Uint8Array(0) });
  expect(Buffer.from(request.key).toString()).toBe('foo');
});

test('enums are read by name and number, unknown names are passed over', () => {
  const compare = read<TxnRequest>(TxnRequest, '{"compare":[{"result":"LESS","target":1},{"result":"SAME"}]}').compare;
  expect(compare).toMatchObject([{ result: 2, target: 1 }, { result: 0 }]);
});

test('integers are read as text and as numbers, none of their digits lost', () => {
  expect(read<LeaseGrantRequest>(LeaseGrantRequest, '{"TTL":"60","ID":9223372036854775807}')).toEqual({
    ttl: 60,
    id: 9223372036854775807n,
  });
  expect(read<LeaseGrantRequest>(LeaseGrantRequest, '{"TTL":6e1,"ID":"-1"}')).toEqual({ ttl: 60, id: -1n });
});

test('bytes are read in both alphabets', () => {
  expect([...read<PutRequest>(PutRequest, '{"key":"-_8"}').key]).toEqual([0xfb, 0xff]);
});

test('what does not fit is refused with the name of the field', () => {
  const refuse = (codec: { create(): object }, text: string, field: string) =>
    expect(() => read(codec, text), text).toThrow(expect.objectContaining({ message: expect.stringContaining(field) }));
  refuse(PutRequest, '{"key":1}', 'key');
  refuse(PutRequest, '{"key":"%%%"}', 'key');
  refuse(PutRequest, '{"lease":"1.5"}', 'lease');
  refuse(PutRequest, '{"lease":"9223372036854775808"}', 'lease');
  refuse(PutRequest, '{"prev_kv":"yes"}', 'prev_kv');
  refuse(TxnRequest, '{"compare":{}}', 'compare');
  refuse(TxnRequest, '{"compare":[{"result":true}]}', 'result');
  refuse(TxnRequest, '[]', 'etcdserverpb.TxnRequest');
  refuse(WatchRequest, '{"create_request":{},"cancel_request":{}}', 'cancel_request');
  expect(() => parseJson('{"key":')).toThrow(JsonMappingError);
  const deep = `${'{"success":[{"request_txn":'.repeat(200)}{}${'}]}'.repeat(200)}`;
  expect(() => read(TxnRequest, deep)).toThrow(JsonMappingError);
});

test('a stream of objects is cut apart wherever its chunks end', () => {
  const stream = ' {"a":"}{\\"["}\n{"b":[{}]}{} ';
  for (let cut = 0; cut <= stream.length; cut++) {
    const splitter = new JsonSplitter(100);
    const texts = [stream.slice(0, cut), stream.slice(cut)].flatMap((part) => splitter.push(Buffer.from(part)));
    expect(texts.map((text) => JSON.parse(text))).toEqual([{ a: '}{"[' }, { b: [{}] }, {}]);
    expect(splitter.rest()).toBeUndefined();
  }
});

test('a stream that is no sequence of objects, or has too long ones, is refused', () => {
  expect(() => new JsonSplitter(100).push(Buffer.from('nonsense'))).toThrow(JsonMappingError);
  expect(() => new JsonSplitter(10).push(Buffer.from('{"a":"01234567'))).toThrow(JsonMappingError);
  const splitter = new JsonSplitter(100);
  splitter.push(Buffer.from('{"a":'));
  expect(splitter.rest()).toBe('{"a":');
});
