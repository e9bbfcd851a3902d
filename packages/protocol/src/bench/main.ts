/**
 * Millions of messages a second, ours and protobufjs's compiled reflection codecs, in one process and on the same messages:
 * `node --conditions=@quorate/source packages/protocol/src/bench/main.ts`
 */
import { plainMessage } from '../testing/plain.ts';
import { reflection } from '../testing/reflection.ts';
import { cases } from './cases.ts';

const roundMs = 150;
const rounds = 5;

/** Best of several rounds, in calls a second: what disturbs a round only makes it slower. */
function callsPerSecond(call: () => unknown): number {
  let best = 0;
  for (let round = 0; round < rounds; round++) {
    let calls = 0;
    const begin = performance.now();
    let spent = 0;
    do {
      for (let i = 0; i < 200; i++) call();
      calls += 200;
      spent = performance.now() - begin;
    } while (spent < roundMs);
    best = Math.max(best, calls / spent);
  }
  return best * 1000;
}

const millions = (rate: number) => (rate / 1e6).toFixed(rate < 1e6 ? 3 : 2);

console.log('| message | bytes | encode | protobufjs | ratio | decode | protobufjs | ratio | both, ratio |');
console.log('| --- | --: | --: | --: | --: | --: | --: | --: | --: |');
for (const { name, codec, message } of cases) {
  const type = reflection.lookupType(codec.typeName);
  const theirs = type.fromObject(plainMessage(codec, message as Record<string, unknown>));
  const bytes = codec.encode(message);
  const encode = callsPerSecond(() => codec.encode(message));
  const theirEncode = callsPerSecond(() => type.encode(theirs).finish());
  const decode = callsPerSecond(() => codec.decode(bytes));
  const theirDecode = callsPerSecond(() => type.decode(bytes));
  const columns = [
    name,
    bytes.length,
    millions(encode),
    millions(theirEncode),
    (encode / theirEncode).toFixed(1),
    millions(decode),
    millions(theirDecode),
    (decode / theirDecode).toFixed(1),
    ((1 / theirEncode + 1 / theirDecode) / (1 / encode + 1 / decode)).toFixed(1),
  ];
  console.log(`| ${columns.join(' | ')} |`);
}
