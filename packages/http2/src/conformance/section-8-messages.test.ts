import { expect, it } from 'vitest';
import { Flag, FrameType } from '../frame/frame.ts';
import type { HeaderField } from '../headers/header-field.ts';
import { outcome } from '../scripted/outcome.ts';
import { RawClient } from '../scripted/raw-client.ts';
import { dataFrame, frame, headersFrame, hex, requestFields } from '../scripted/raw-frames.ts';

/** A field as a literal without indexing, whatever its characters: an encoder of ours would refuse some. */
function literal([name, value]: HeaderField): Buffer {
  const text = (part: string) => Buffer.concat([Uint8Array.of(part.length), Buffer.from(part, 'latin1')]);
  return Buffer.concat([hex('00'), text(name), text(value)]);
}

/** What becomes of a request with these fields. */
function request(...fields: readonly HeaderField[]): string {
  const flags = Flag.EndHeaders | Flag.EndStream;
  return outcome(RawClient.ready(), frame(FrameType.Headers, flags, 1, Buffer.concat(fields.map(literal))));
}

/** The ordinary request with some of its fields replaced, added or (by `undefined`) left out. */
function requestWith(changes: Readonly<Record<string, string | undefined>>): string {
  const fields = new Map<string, string | undefined>([...requestFields, ...Object.entries(changes)]);
  return request(...[...fields].flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}

const malformed = 'stream 1: ProtocolError';

it('8.1: trailers end a request', () => {
  const client = RawClient.ready();
  const seen = client.open(1);
  client.exchange(dataFrame(1, 'body'));
  expect(outcome(client, headersFrame(1, [['checksum', 'abc']], true))).toBe('accepted');
  expect(seen).toMatchObject({ ended: true, trailers: [['checksum', 'abc']], body: Buffer.from('body') });
});

it('8.1: a second header block without END_STREAM is malformed', () => {
  const client = RawClient.ready();
  client.open(1);
  expect(outcome(client, headersFrame(1, [['checksum', 'abc']], false))).toBe(malformed);
});

it('8.1: pseudo-headers in trailers are malformed', () => {
  for (const trailer of [':path', ':status', ':method']) {
    const client = RawClient.ready();
    client.open(1);
    expect(
      outcome(
        client,
        headersFrame(
          1,
          [
            ['a', 'b'],
            [trailer, '/'],
          ],
          true,
        ),
      ),
    ).toBe(malformed);
  }
});

it('8.1.1: the lengths of DATA must add up to the content-length', () => {
  for (const [length, parts, expected] of [
    ['4', ['da', 'ta'], 'accepted'],
    ['0', [''], 'accepted'],
    ['3', ['data'], malformed],
    ['3', ['da', 'ta'], malformed],
    ['5', ['data'], malformed],
    ['1', [''], malformed],
  ] as const) {
    const client = RawClient.ready();
    const bytes = parts.map((part, index) => dataFrame(1, part, index === parts.length - 1));
    const start = headersFrame(1, [...requestFields, ['content-length', length]], false);
    expect(`${length}: ${outcome(client, start, ...bytes)}`).toBe(`${length}: ${expected}`);
  }
});

it('8.1.1: a content-length without a body, or before trailers that come too early, is malformed', () => {
  expect(requestWith({ 'content-length': '5' })).toBe(malformed);
  expect(requestWith({ 'content-length': '0' })).toBe('accepted');
  const client = RawClient.ready();
  const start = headersFrame(1, [...requestFields, ['content-length', '5']], false);
  expect(outcome(client, start, dataFrame(1, 'four'), headersFrame(1, [['a', 'b']], true))).toBe(malformed);
});

it('8.1.1: a content-length that is no number, or two that differ, are malformed', () => {
  for (const value of ['', '-1', '1x', '0x1', '+1', '99999999999999999']) {
    expect(requestWith({ 'content-length': value })).toBe(malformed);
  }
  expect(request(...requestFields, ['content-length', '0'], ['content-length', '1'])).toBe(malformed);
  expect(request(...requestFields, ['content-length', '0'], ['content-length', '0'])).toBe('accepted');
});

it('8.1.1: the handler never sees a malformed request', () => {
  const client = RawClient.ready();
  client.exchange(headersFrame(1, [[':method', 'GET']], true));
  expect(client.requests).toHaveLength(0);
  expect(client.counted).toEqual(['stream_error']);
});

it('8.2: names with capital letters are malformed', () => {
  expect(request(...requestFields, ['X-Test', 'a'])).toBe(malformed);
  expect(request(...requestFields, ['x-tesT', 'a'])).toBe(malformed);
});

it('8.2.1: names with blanks, controls, colons or bytes above ASCII, and empty ones, are malformed', () => {
  for (const name of ['', 'a b', 'a\0', 'a\t', 'a\x7f', 'a\x80', 'é', 'a:b', ':']) {
    expect(request(...requestFields, [name, 'x'])).toBe(malformed);
  }
  expect(request(...requestFields, ["!#$%&'*+-.^_`|~09az", 'x'])).toBe('accepted');
});

it('8.2.1: values with NUL, CR or LF, or white space at an end, are malformed', () => {
  for (const value of ['a\0b', 'a\rb', 'a\nb', ' a', 'a ', '\ta', 'a\t']) {
    expect(request(...requestFields, ['x-test', value])).toBe(malformed);
  }
  expect(request(...requestFields, ['x-test', 'a\tb \x80\xff'], ['empty', ''])).toBe('accepted');
});

it('8.2.2: fields of HTTP/1.1 connections are malformed', () => {
  for (const name of ['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade']) {
    expect(requestWith({ [name]: 'x' })).toBe(malformed);
  }
});

it('8.2.2: te may only say trailers', () => {
  expect(requestWith({ te: 'trailers' })).toBe('accepted');
  expect(requestWith({ te: 'trailers, deflate;q=0.5' })).toBe(malformed);
  expect(requestWith({ te: 'gzip' })).toBe(malformed);
});

it('8.2.3: cookies in several fields are joined', () => {
  const client = RawClient.ready();
  const fields = [...requestFields, ['cookie', 'a=b'], ['x', 'y'], ['cookie', 'c=d'], ['cookie', 'e=f']] as const;
  client.exchange(headersFrame(1, fields, true));
  expect(client.requests[0]?.headers.fields).toEqual([
    ['cookie', 'a=b; c=d; e=f'],
    ['x', 'y'],
  ]);
});

it('8.3: pseudo-headers come first, once each, and are known ones', () => {
  expect(request(...requestFields.slice(0, 3), ['x', 'y'], [':authority', 'a'])).toBe(malformed);
  for (const [name, value] of requestFields) expect(request(...requestFields, [name, value])).toBe(malformed);
  for (const name of [':unknown', ':status', ':protocol', ':Path']) {
    expect(request([name, 'x'], ...requestFields)).toBe(malformed);
  }
});

it('8.3.1: method, scheme and path are required and not empty', () => {
  for (const name of [':method', ':scheme', ':path']) {
    expect(requestWith({ [name]: undefined })).toBe(malformed);
    expect(requestWith({ [name]: '' })).toBe(malformed);
  }
  expect(requestWith({ ':authority': undefined })).toBe('accepted');
});

it('8.3.1: a path begins with a slash, or is the asterisk of OPTIONS', () => {
  expect(requestWith({ ':path': 'index.html' })).toBe(malformed);
  expect(requestWith({ ':path': '*' })).toBe(malformed);
  expect(requestWith({ ':path': '*', ':method': 'OPTIONS' })).toBe('accepted');
});

it('8.3.1: host stands in for a missing authority, and must agree with a given one', () => {
  const client = RawClient.ready();
  client.exchange(headersFrame(1, [...requestFields.slice(0, 3), ['host', 'example.org']], true));
  expect(client.requests[0]?.headers.authority).toBe('example.org');
  expect(requestWith({ host: 'LocalHost' })).toBe('accepted');
  expect(requestWith({ host: 'elsewhere' })).toBe(malformed);
  expect(requestWith({ ':authority': 'user@localhost' })).toBe(malformed);
});

it('8.5: CONNECT has an authority, and neither scheme nor path', () => {
  expect(request([':method', 'CONNECT'], [':authority', 'localhost:80'])).toBe('accepted');
  expect(request([':method', 'CONNECT'])).toBe(malformed);
  expect(request([':method', 'CONNECT'], [':authority', 'localhost:80'], [':path', '/'])).toBe(malformed);
  expect(request([':method', 'CONNECT'], [':authority', 'localhost:80'], [':scheme', 'http'])).toBe(malformed);
});

it('8.1: informational responses may come before the final one', () => {
  const client = RawClient.ready();
  const { stream } = client.open(1, true);
  stream.respond([[':status', '103']], false);
  expect(stream).toMatchObject({ responded: false, closed: false });
  stream.respond([[':status', '200']], true);
  stream.respond([[':status', '500']], true);
  expect(client.exchange().map(({ flags }) => flags)).toEqual([Flag.EndHeaders, Flag.EndHeaders | Flag.EndStream]);
});

it('8.1: a whole answer leaves as HEADERS, DATA and trailers in one write', () => {
  const client = RawClient.ready();
  client.onRequest = ({ stream }) =>
    stream.answer([[':status', '200']], [Buffer.from('he'), Buffer.from('llo')], [['grpc-status', '0']]);
  const writes = client.transport.writes;
  const frames = client.exchange(headersFrame(1, requestFields, true), headersFrame(3, requestFields, true));
  expect(client.transport.writes).toBe(writes + 1);
  expect(frames.map(({ type, streamId }) => [type, streamId])).toEqual([
    [FrameType.Headers, 1],
    [FrameType.Data, 1],
    [FrameType.Headers, 1],
    [FrameType.Headers, 3],
    [FrameType.Data, 3],
    [FrameType.Headers, 3],
  ]);
  expect(frames[1]?.payload.toString()).toBe('hello');
});

it('an equal request finds the memo of the one before', () => {
  const client = RawClient.ready();
  client.onRequest = ({ headers }) => {
    headers.memo ??= headers.path;
  };
  const bytes = headersFrame(1, requestFields, true);
  client.exchange(bytes);
  const again = Buffer.from(bytes);
  again[8] = 3;
  client.exchange(again);
  expect(client.requests[1]?.headers.memo).toBe('/service/method');
  expect(client.requests[1]?.headers).toBe(client.requests[0]?.headers);
});
