import { describe, expect, it } from 'vitest';
import { Flag, FrameType } from '../frame/frame.ts';
import type { HeaderField } from '../headers/header-field.ts';
import { HpackDecoder } from '../hpack/hpack-decoder.ts';
import { HpackEncoder } from '../hpack/hpack-encoder.ts';
import { outcome } from '../scripted/outcome.ts';
import { RawClient } from '../scripted/raw-client.ts';
import { block, frame, hex, requestFields, settingsFrame } from '../scripted/raw-frames.ts';

function decode(decoder: HpackDecoder, bytes: Buffer): HeaderField[] {
  return decoder.decode(bytes, 0, bytes.length).entries.map((entry) => entry.field);
}

/** What becomes of a request whose block is the ordinary one with `tail` behind it, and `head` before it. */
function request(tail: string, head = ''): string {
  const payload = Buffer.concat([hex(head), block(...requestFields), hex(tail)]);
  return outcome(RawClient.ready(), frame(FrameType.Headers, Flag.EndHeaders | Flag.EndStream, 1, payload));
}

const compressionError = 'connection: CompressionError';

describe('the examples of Appendix C', () => {
  const first: HeaderField[] = [
    [':method', 'GET'],
    [':scheme', 'http'],
    [':path', '/'],
    [':authority', 'www.example.com'],
  ];
  const second: HeaderField[] = [...first, ['cache-control', 'no-cache']];
  const third: HeaderField[] = [
    [':method', 'GET'],
    [':scheme', 'https'],
    [':path', '/index.html'],
    [':authority', 'www.example.com'],
    ['custom-key', 'custom-value'],
  ];

  it('C.2: one field of each kind', () => {
    const decoder = new HpackDecoder(4096);
    expect(decode(decoder, hex('400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572'))).toEqual([
      ['custom-key', 'custom-header'],
    ]);
    expect(decode(decoder, hex('be'))).toEqual([['custom-key', 'custom-header']]);
    expect(decode(decoder, hex('040c 2f73 616d 706c 652f 7061 7468'))).toEqual([[':path', '/sample/path']]);
    expect(decode(decoder, hex('1008 7061 7373 776f 7264 0673 6563 7265 74'))).toEqual([['password', 'secret']]);
    expect(decode(decoder, hex('82'))).toEqual([[':method', 'GET']]);
  });

  it('C.3: requests without Huffman code', () => {
    const decoder = new HpackDecoder(4096);
    expect(decode(decoder, hex('8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d'))).toEqual(first);
    expect(decode(decoder, hex('8286 84be 5808 6e6f 2d63 6163 6865'))).toEqual(second);
    const last = hex('8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65');
    expect(decode(decoder, last)).toEqual(third);
  });

  it('C.4: requests with Huffman code', () => {
    const decoder = new HpackDecoder(4096);
    expect(decode(decoder, hex('8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff'))).toEqual(first);
    expect(decode(decoder, hex('8286 84be 5886 a8eb 1064 9cbf'))).toEqual(second);
    expect(decode(decoder, hex('8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf'))).toEqual(third);
  });

  it('C.4: the encoder writes the same bytes', () => {
    const encoder = new HpackEncoder();
    expect(encoder.encode(first).toString('hex')).toBe('828684418cf1e3c2e5f23a6ba0ab90f4ff');
    expect(encoder.encode(second).toString('hex')).toBe('828684be5886a8eb10649cbf');
    expect(encoder.encode(third).toString('hex')).toBe('828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf');
  });

  it('C.6: responses with Huffman code in a table of 256 bytes, which evicts', () => {
    const decoder = new HpackDecoder(4096);
    decode(decoder, hex('3fe101'));
    const date = 'Mon, 21 Oct 2013 20:13:21 GMT';
    expect(
      decode(
        decoder,
        hex(`4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e 919d
             29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3`),
      ),
    ).toEqual([
      [':status', '302'],
      ['cache-control', 'private'],
      ['date', date],
      ['location', 'https://www.example.com'],
    ]);
    expect(decode(decoder, hex('4883 640e ffc1 c0bf'))).toEqual([
      [':status', '307'],
      ['cache-control', 'private'],
      ['date', date],
      ['location', 'https://www.example.com'],
    ]);
    const third = decode(
      decoder,
      hex(`88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab 77ad 94e7 821d d7f2
           e6c7 b335 dfdf cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5 291f 9587 3160 65c0 03ed 4ee5 b106 3d50 07`),
    );
    expect(third).toEqual([
      [':status', '200'],
      ['cache-control', 'private'],
      ['date', 'Mon, 21 Oct 2013 20:13:22 GMT'],
      ['location', 'https://www.example.com'],
      ['content-encoding', 'gzip'],
      ['set-cookie', 'foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1'],
    ]);
  });
});

it('2.3.3: indexes outside the tables end the connection', () => {
  expect(request('be')).toBe(compressionError);
  expect(request('ff 80 80 01')).toBe(compressionError);
  expect(request('7f 00 01 61')).toBe(compressionError);
  expect(request('0f 30 01 61')).toBe(compressionError);
});

it('6.1: index 0 ends the connection', () => {
  expect(request('80')).toBe(compressionError);
});

it('5.1: integers that are cut short or too large end the connection', () => {
  expect(request('ff')).toBe(compressionError);
  expect(request('ff 80')).toBe(compressionError);
  expect(request('ff ff ff ff ff 0f')).toBe(compressionError);
  expect(request('ff 80 80 80 80 80 00')).toBe(compressionError);
  expect(request('00 7f ff ff ff ff ff ff ff ff ff 01 61')).toBe(compressionError);
});

it('5.1: an integer may have zeros behind it, up to the limit', () => {
  // The value's length, 127, spelt with one more byte than it needs.
  expect(request(`00 01 62 7f 80 00 ${'61'.repeat(127)}`)).toBe('accepted');
});

it('5.2: strings that exceed the block end the connection', () => {
  expect(request('00 05 61')).toBe(compressionError);
  expect(request('00 01 61 05 61')).toBe(compressionError);
  expect(request('00 01 61')).toBe(compressionError);
  expect(request('00')).toBe(compressionError);
  expect(request('40')).toBe(compressionError);
});

it('5.2: wrong Huffman padding and EOS end the connection', () => {
  // "a" is 00011; padded by ones it is 1f.
  expect(request('00 01 62 81 1f')).toBe('accepted');
  expect(request('00 01 62 81 18')).toBe(compressionError);
  expect(request('00 01 62 82 1f ff')).toBe(compressionError);
  expect(request('00 01 62 81 ff')).toBe(compressionError);
  expect(request('00 01 62 84 ff ff ff ff')).toBe(compressionError);
  expect(request('00 01 62 85 1f ff ff ff ff')).toBe(compressionError);
});

it('6.2: all forms of literals are read; only one of them changes the table', () => {
  const client = RawClient.ready();
  const flags = Flag.EndHeaders | Flag.EndStream;
  const literals = hex('00 01 61 01 31  10 01 62 01 32  40 01 63 01 33  0f 2f 01 34');
  client.exchange(frame(FrameType.Headers, flags, 1, Buffer.concat([block(...requestFields), literals])));
  expect(client.requests[0]?.headers.fields).toEqual([
    ['a', '1'],
    ['b', '2'],
    ['c', '3'],
    ['c', '4'],
  ]);
  expect(outcome(client, frame(FrameType.Headers, flags, 3, Buffer.concat([block(...requestFields), hex('be')])))).toBe(
    'accepted',
  );
  expect(client.requests[1]?.headers.get('c')).toBe('3');
});

it('4.1 and 6.3: size updates stand at the beginning of a block and keep to the limit', () => {
  expect(request('', '3f e1 1f')).toBe('accepted');
  expect(request('', '20 3f e1 1f')).toBe('accepted');
  expect(request('', '3f e2 1f')).toBe(compressionError);
  expect(request('20')).toBe(compressionError);
  expect(request('', '82 20')).toBe(compressionError);
});

it('4.2: a limit below 4,096 must be honoured by the first block after its acknowledgement', () => {
  const head = block(...requestFields);
  const flags = Flag.EndHeaders | Flag.EndStream;
  const silent = RawClient.ready({ limits: { headerTableBytesMax: 100 } });
  expect(outcome(silent, frame(FrameType.Headers, flags, 1, head))).toBe(compressionError);
  const honest = RawClient.ready({ limits: { headerTableBytesMax: 100 } });
  expect(outcome(honest, frame(FrameType.Headers, flags, 1, Buffer.concat([hex('3f 45'), head])))).toBe('accepted');
  const greedy = RawClient.ready({ limits: { headerTableBytesMax: 100 } });
  expect(outcome(greedy, frame(FrameType.Headers, flags, 1, Buffer.concat([hex('3f 46'), head])))).toBe(
    compressionError,
  );
});

it('4.3 and 4.4: entries are evicted by size, and one that is too large empties the table', () => {
  const decoder = new HpackDecoder(4096);
  decode(decoder, hex('3f 21 40 01 61 01 31'));
  expect(decode(decoder, hex('be'))).toEqual([['a', '1']]);
  // 64 bytes hold one entry of 34.
  decode(decoder, hex('40 01 62 01 32'));
  expect(decode(decoder, hex('be'))).toEqual([['b', '2']]);
  expect(() => decode(decoder, hex('bf'))).toThrow('index 63');
  expect(decode(decoder, hex(`40 01 63 7f 00 ${'33'.repeat(127)}`))).toHaveLength(1);
  expect(() => decode(decoder, hex('be'))).toThrow('index 62');
});

it('4.2: the encoder announces a smaller table, and the smallest on the way to a larger one', () => {
  const client = RawClient.ready();
  client.exchange(settingsFrame([1, 0]));
  client.exchange(settingsFrame([1, 100]));
  client.open(1, true).stream.respond(
    [
      [':status', '200'],
      ['x-a', 'b'],
    ],
    true,
  );
  const [headers] = client.exchange();
  // Size update to 0, size update to 100 (3f 45), then the fields.
  expect(headers?.payload.subarray(0, 4).toString('hex')).toBe('203f4588');
  const prepared = RawClient.ready();
  prepared.exchange(settingsFrame([1, 0]));
  prepared.open(1, true).stream.respond({ bytes: hex('88'), informational: false }, true);
  expect(prepared.exchange()[0]?.payload.toString('hex')).toBe('2088');
});
