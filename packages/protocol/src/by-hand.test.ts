import { expect, test } from 'vitest';
import {
  copyBytes,
  cursor,
  delimitedSize,
  fieldTag,
  InternalRaftRequest,
  KeyValue,
  PutRequest,
  RangeResponse,
  RequestHeader,
  ResponseHeader,
  readLength,
  readTag,
  skipField,
  varintSize,
  writeBytes,
  writeVarint,
} from './index.ts';

const key = Uint8Array.of(0x61);

test('a request is wrapped into a proposal without being decoded', () => {
  const request = PutRequest.encode(PutRequest.create({ key, value: new Uint8Array(200) }));
  const header = RequestHeader.create({ id: 7n, username: 'root' });
  const putTag = fieldTag(InternalRaftRequest, 'put');
  const headerTag = fieldTag(InternalRaftRequest, 'header');
  const headerSize = RequestHeader.size(header);

  const size = varintSize(putTag) + delimitedSize(request.length) + varintSize(headerTag) + delimitedSize(headerSize);
  const proposal = new Uint8Array(size);
  let at = writeVarint(proposal, 0, putTag);
  at = writeBytes(proposal, at, request);
  at = writeVarint(proposal, at, headerTag);
  at = writeVarint(proposal, at, headerSize);
  at = RequestHeader.write(header, proposal, at);

  expect(at).toBe(size);
  expect(proposal).toEqual(
    InternalRaftRequest.encode(InternalRaftRequest.create({ header, put: PutRequest.decode(request) })),
  );
});

test('stored keys are copied into an answer without being decoded', () => {
  const header = ResponseHeader.create({ clusterId: 1n, revision: 9 });
  const kvs = [1, 2, 3].map((modRevision) => KeyValue.create({ key, modRevision }));
  const stored = kvs.map((kv) => KeyValue.encode(kv));
  const kvsTag = fieldTag(RangeResponse, 'kvs');

  const start = RangeResponse.encode(RangeResponse.create({ header }));
  const end = RangeResponse.encode(RangeResponse.create({ count: 3 }));
  const answer = new Uint8Array(
    start.length +
      stored.reduce((sum, bytes) => sum + varintSize(kvsTag) + delimitedSize(bytes.length), 0) +
      end.length,
  );
  let at = copyBytes(answer, 0, start);
  for (const bytes of stored) {
    at = writeVarint(answer, at, kvsTag);
    at = writeBytes(answer, at, bytes);
  }
  copyBytes(answer, at, end);

  expect(answer).toEqual(RangeResponse.encode(RangeResponse.create({ header, kvs, count: 3 })));
});

test('one field is found without decoding the others', () => {
  const bytes = KeyValue.encode(KeyValue.create({ key, createRevision: 300, value: Uint8Array.of(1, 2, 3) }));
  const valueTag = fieldTag(KeyValue, 'value');
  let value: Uint8Array | undefined;
  for (let position = 0; position < bytes.length; ) {
    const tag = readTag(bytes, position, bytes.length);
    if (tag === valueTag) {
      const length = readLength(bytes, cursor.position, bytes.length);
      value = bytes.subarray(cursor.position, cursor.position + length);
    }
    position = skipField(bytes, position + varintSize(tag), bytes.length, tag);
  }
  expect(value).toEqual(Uint8Array.of(1, 2, 3));
});

test('a message knows no other fields than its own', () => {
  expect(() => fieldTag<object>(KeyValue, 'colour' as never)).toThrow('mvccpb.KeyValue has no field colour');
});
