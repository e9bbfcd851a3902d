// Written by tools/protogen from proto/snappb.proto; change that and run it again.
import type { FieldDescriptor, MessageCodec } from '../codec.ts';
import { allocate } from '../wire/allocate.ts';
import { delimitedSize, emptyBytes, writeBytes } from '../wire/bytes.ts';
import { cursor } from '../wire/cursor.ts';
import { describeField } from '../wire/describe.ts';
import { checkFull, checkPart, checkRoom, located, skipUnknown } from '../wire/message.ts';
import { readLength, readTag, readUint32 } from '../wire/read-varint.ts';
import { varintSize, writeVarint } from '../wire/write-varint.ts';

export interface SnapshotFile {
  /** CRC-32C of data. */
  crc: number;
  /** An encoded raftpb.Snapshot. */
  data: Uint8Array;
}

export function readSnapshotFile(bytes: Uint8Array, start: number, end: number): SnapshotFile {
  const message: SnapshotFile = { crc: 0, data: emptyBytes };
  const { buffer, byteOffset } = bytes;
  let position = start;
  let tag = 0;
  try {
    while (position < end) {
      tag = bytes[position] as number;
      if (tag < 0x80) {
        position++;
      } else {
        tag = readTag(bytes, position, end);
        position = cursor.position;
      }
      switch (tag) {
        case 8:
          message.crc = readUint32(bytes, position, end);
          position = cursor.position;
          break;
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.data = new Uint8Array(buffer, byteOffset + position, length);
          position += length;
          break;
        }
        default:
          position = skipUnknown(SnapshotFile, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, SnapshotFile, tag);
  }
  return message;
}

export function sizeSnapshotFile(message: SnapshotFile): number {
  let size = 0;
  size += 1 + varintSize(message.crc);
  if (message.data !== emptyBytes) {
    size += 1 + delimitedSize(message.data.length);
  }
  return size;
}

export function writeSnapshotFile(message: SnapshotFile, out: Uint8Array, offset: number): number {
  let at = offset;
  out[at++] = 8; at = writeVarint(out, at, message.crc);
  if (message.data !== emptyBytes) {
    out[at++] = 18; at = writeBytes(out, at, message.data);
  }
  return at;
}

let fieldsOfSnapshotFile: readonly FieldDescriptor[] | undefined;

export const SnapshotFile: MessageCodec<SnapshotFile> = {
  typeName: 'snappb.snapshot',
  get fields() {
    fieldsOfSnapshotFile ??= [
    describeField(1, 'crc', 'crc', 'crc', 'uint32'),
    describeField(2, 'data', 'data', 'data', 'bytes'),
    ];
    return fieldsOfSnapshotFile;
  },
  create: (init = {}) => ({ crc: init.crc ?? 0, data: init.data ?? emptyBytes }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readSnapshotFile(bytes, start, end);
  },
  size: sizeSnapshotFile,
  write: (message, out, offset) => checkRoom(out, writeSnapshotFile(message, out, offset)),
  encode(message) {
    const out = allocate(sizeSnapshotFile(message));
    return checkFull(out, writeSnapshotFile(message, out, 0));
  },
};
