import type { Dice } from './dice.ts';

/** Most changes that are made to one piece of bytes; more would leave nothing that looks like what it was. */
const changesMax = 5;

/** The same bytes with some of them changed, lost, doubled, made up, or taken from others that could stand there as well. */
export function damaged(original: Uint8Array, dice: Dice, others: readonly Uint8Array[] = [original]): Buffer {
  let bytes = Buffer.from(original);
  for (let changes = 1 + dice.below(changesMax); changes > 0 && bytes.length > 0; changes--) {
    const at = dice.below(bytes.length);
    const until = Math.min(bytes.length, at + 1 + dice.below(40));
    const [before, middle, after] = [bytes.subarray(0, at), bytes.subarray(at, until), bytes.subarray(until)];
    switch (dice.below(7)) {
      case 0:
      case 1:
        bytes[at] = (bytes[at] as number) ^ (1 << dice.below(8));
        break;
      case 2:
        bytes[at] = dice.pick([0, 1, 0x7f, 0x80, 0xff]);
        break;
      case 3:
        bytes = Buffer.concat([before, after]);
        break;
      case 4:
        bytes = Buffer.concat([before, middle, middle, after]);
        break;
      case 5:
        bytes = Buffer.concat([before, dice.bytes(1 + dice.below(20)), after]);
        break;
      default: {
        const other = dice.pick(others);
        const from = dice.below(other.length);
        bytes = Buffer.concat([before, other.subarray(from, from + 1 + dice.below(60)), after]);
      }
    }
  }
  return bytes;
}
