import { expect, it } from 'vitest';
import { connectionReasons } from './connection-reasons.ts';

const call = '/etcdserverpb.KV/Range: no endpoint could be reached within 1000 ms\n';
const none = 'No connection established. Last error: ';

it.each([
  [
    `http://127.0.0.1:9: ${none}Error: connect ECONNREFUSED 127.0.0.1:9. Resolution note: \nhttp://127.0.0.1:8: ${none}Error: connect ECONNREFUSED 127.0.0.1:8. Resolution note: `,
    ['http://127.0.0.1:9: connect ECONNREFUSED 127.0.0.1:9', 'http://127.0.0.1:8: connect ECONNREFUSED 127.0.0.1:8'],
  ],
  [
    `https://a:1: ${none}4003F5CED47F0000:error:0A00045C:SSL routines:ssl3_read_bytes:tlsv13 alert certificate required:../deps/openssl/openssl/ssl/record/rec_layer_s3.c:918:SSL alert number 116\n (2026-11-25T14:06:02.739Z). Resolution note: `,
    ['https://a:1: tlsv13 alert certificate required'],
  ],
  [
    `http://a:1: ${none}Failed to connect (2026-11-25T14:06:06.135Z). Resolution note: `,
    ['http://a:1: Failed to connect'],
  ],
  ['http://a:1: closed', ['http://a:1: closed']],
])('%s', (text, expected) => {
  expect(connectionReasons(call + text)).toEqual(expected);
});
