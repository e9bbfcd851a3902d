import type { AnyMessageCodec, FieldDescriptor } from '@quorate/protocol';
import type { Dice } from './dice.ts';

/** Sub-messages down to this depth: deep enough for a comparison in a transaction in a transaction. */
const depthMax = 5;

/** Keys of these tests are below those that are not to be harmed: no range of them reaches there. */
const keys = ['a', 'b', 'c', 'ab', 'f'].map((key) => Buffer.from(key));
/** Ends of ranges that etcd gives a meaning of their own. */
const rangeEnds = [Buffer.alloc(0), Buffer.from([0])];
const texts = ['', 'a', 'user', '3', 'latest', '\u0000', 'x'.repeat(2000), '😀', '\ud800', '../..', 'http://', '%'];
const counts = [
  0,
  1,
  2,
  3,
  10,
  100,
  -1,
  2 ** 31 - 1,
  -(2 ** 31),
  2 ** 32,
  Number.MAX_SAFE_INTEGER,
  Number.MIN_SAFE_INTEGER,
];
const ids = [0n, 1n, 2n, -1n, 7587854n, 2n ** 31n, 2n ** 63n - 1n, -(2n ** 63n)];

/** A message of any type, each field absent, usual, or at an edge. Nothing in it names a member, or deletes what does not begin like a key. */
export function randomMessage(codec: AnyMessageCodec, dice: Dice, depth = 0): object {
  const init: Record<string, unknown> = {};
  for (const field of codec.fields) {
    if (dice.oneIn(3) || (field.message !== undefined && depth === depthMax)) continue;
    if (field.oneof !== undefined)
      init[field.oneof] = { case: field.property, value: randomValue(codec, field, dice, depth) };
    else if (!field.repeated) init[field.property] = randomValue(codec, field, dice, depth);
    else init[field.property] = Array.from({ length: dice.below(3) }, () => randomValue(codec, field, dice, depth));
  }
  return codec.create(init);
}

function randomValue(codec: AnyMessageCodec, field: FieldDescriptor, dice: Dice, depth: number): unknown {
  switch (field.kind) {
    case 'message':
      return randomMessage(field.message as AnyMessageCodec, dice, depth + 1);
    case 'bool':
      return dice.oneIn(2);
    case 'bytes':
      return randomBytes(codec, field, dice);
    case 'string':
      return dice.pick(texts);
    case 'enum':
      return dice.oneIn(10) ? dice.pick([-1, 99, 2 ** 31 - 1]) : dice.pick([...(field.enum?.numbers.values() ?? [0])]);
    case 'int32':
    case 'uint32':
      return dice.pick([0, 1, 2, 2 ** 31 - 1]);
    default:
      if (field.integer === 'identifier')
        return dice.pick(field.kind === 'int64' ? ids : ids.map((id) => BigInt.asUintN(64, id)));
      return dice.pick(field.kind === 'int64' ? counts : counts.map(Math.abs));
  }
}

function randomBytes(codec: AnyMessageCodec, { property }: FieldDescriptor, dice: Dice): Uint8Array {
  const isDeletion = codec.typeName.endsWith('DeleteRangeRequest');
  if (property === 'key')
    return isDeletion || dice.oneIn(2) ? dice.pick(keys) : dice.pick([...rangeEnds, dice.bytes(20)]);
  if (property === 'rangeEnd') return dice.pick(isDeletion ? keys : [...keys, ...rangeEnds]);
  return dice.bytes(dice.oneIn(50) ? 20_000 : dice.below(50));
}
