/**
 * Millions of messages a second, ours and protobufjs's compiled reflection codecs, in one process and on the same messages:
 * `node --conditions=@quorate/source packages/protocol/src/bench/main.ts`
 */
import { plainMessage } from '../testing/plain.ts';
import { reflection } from '../testing/reflection.ts';
import { type Case, cases } from './cases.ts';

const roundMs = 50;
const rounds = 12;

function callsPerSecond(call: () => unknown): number {
  let calls = 0;
  let spentMs = 0;
  const begin = performance.now();
  do {
    for (let i = 0; i < 200; i++) call();
    calls += 200;
    spentMs = performance.now() - begin;
  } while (spentMs < roundMs);
  return (calls / spentMs) * 1000;
}

/**
 * The best round of each contestant: what disturbs a round only makes it slower. They take turns, so that a disturbance that lasts
 * meets all of them.
 */
function compare(contestants: readonly (() => unknown)[]): number[] {
  const best = contestants.map(() => 0);
  for (let round = 0; round < rounds; round++) {
    contestants.forEach((call, i) => {
      best[i] = Math.max(best[i] ?? 0, callsPerSecond(call));
    });
  }
  return best;
}

const millions = (rate: number) => (rate / 1e6).toFixed(rate < 1e6 ? 3 : 1);

function row({ name, codec, message }: Case): string {
  const type = reflection.lookupType(codec.typeName);
  const theirs = type.fromObject(plainMessage(codec, message as Record<string, unknown>));
  const bytes = codec.encode(message);
  const [encode = 0, theirEncode = 0, decode = 0, theirDecode = 0] = compare([
    () => codec.encode(message),
    () => type.encode(theirs).finish(),
    () => codec.decode(bytes),
    () => type.decode(bytes),
  ]);
  const both = (1 / theirEncode + 1 / theirDecode) / (1 / encode + 1 / decode);
  const columns = [
    name,
    bytes.length,
    millions(encode),
    millions(theirEncode),
    (encode / theirEncode).toFixed(1),
    millions(decode),
    millions(theirDecode),
    (decode / theirDecode).toFixed(1),
    both.toFixed(1),
  ];
  return `| ${columns.join(' | ')} |`;
}

console.log('| message | bytes | encode | protobufjs | ratio | decode | protobufjs | ratio | both, ratio |');
console.log('| --- | --: | --: | --: | --: | --: | --: | --: | --: |');
for (const contest of cases) console.log(row(contest));
