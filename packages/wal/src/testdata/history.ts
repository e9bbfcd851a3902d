import type { Disk } from '@quorate/ports';
import { Entry, HardState } from '@quorate/protocol';
import { Wal, WalError } from '../index.ts';

export const directory = '/data/wal';
export const metadata = Uint8Array.of(8, 0xac, 0x8c, 0xb5, 0xb5, 0x05, 0x10, 0xa0, 0x8a, 0xf0, 0xc3, 0x01);
export const origin = { index: 0, term: 0 };

/** What a log says: its entries and its hard state. */
export interface Told {
  readonly entries: readonly Entry[];
  readonly hardState: HardState;
}

/** Follows what is appended, record by record, and how much of it has to survive. */
export class History {
  /** What the log says after each record; the first is the empty log. */
  readonly states: Told[] = [{ entries: [], hardState: HardState.create() }];
  /** Records that were acknowledged as durable. */
  durable = 0;

  get last(): Told {
    return this.states.at(-1) ?? { entries: [], hardState: HardState.create() };
  }

  add(hardState: HardState | undefined, entries: readonly Entry[]): void {
    for (const entry of entries) {
      const { entries: before, hardState: state } = this.last;
      this.states.push({ entries: [...before.slice(0, entry.index - 1), entry], hardState: state });
    }
    if (hardState !== undefined) this.states.push({ entries: this.last.entries, hardState });
  }

  /** The number of the record after which the log said this; undefined when it never did. */
  find(told: Told): number | undefined {
    const at = this.states.findLastIndex((state) => isSame(state, told));
    return at < 0 ? undefined : at;
  }
}

export function isSame(a: Told, b: Told): boolean {
  return (
    a.entries.length === b.entries.length &&
    Buffer.compare(HardState.encode(a.hardState), HardState.encode(b.hardState)) === 0 &&
    a.entries.every((entry, i) => {
      const other = b.entries[i];
      return other !== undefined && Buffer.compare(Entry.encode(entry), Entry.encode(other)) === 0;
    })
  );
}

/** `count` entries after `after`; their data tells them apart and differs in length. */
export function someEntries(count: number, after: number, term: number, dataBytes = 100): Entry[] {
  return Array.from({ length: count }, (_, i) => {
    const index = after + i + 1;
    const data = new Uint8Array(dataBytes + (index % 13)).fill(index * 31 + term);
    return Entry.create({ term, index, data });
  });
}

export async function openAll(disk: Disk, segmentBytes: number): ReturnType<typeof Wal.open> {
  return Wal.open({ disk, directory, from: origin, segmentBytes });
}

export function isWalError(error: unknown, code: WalError['code']): boolean {
  return error instanceof WalError && error.code === code;
}
