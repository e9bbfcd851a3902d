// Written by tools/protogen from proto/health.proto; change that and run it again.
import type { EnumTable, FieldDescriptor, MessageCodec } from '../codec.ts';
import { allocate } from '../wire/allocate.ts';
import { delimitedSize } from '../wire/bytes.ts';
import { cursor } from '../wire/cursor.ts';
import { describeEnum, describeField } from '../wire/describe.ts';
import { checkFull, checkPart, checkRoom, located, skipUnknown } from '../wire/message.ts';
import { readInt32, readLength, readTag } from '../wire/read-varint.ts';
import { readString, utf8Size, writeString } from '../wire/text.ts';
import { varintSize, writeVarint } from '../wire/write-varint.ts';

export const ServingStatus = {
  Unknown: 0,
  Serving: 1,
  NotServing: 2,
  ServiceUnknown: 3,
} as const;
export type ServingStatus = (typeof ServingStatus)[keyof typeof ServingStatus];

export const ServingStatusTable: EnumTable = describeEnum('grpc.health.v1.HealthCheckResponse.ServingStatus', {
  UNKNOWN: 0,
  SERVING: 1,
  NOT_SERVING: 2,
  SERVICE_UNKNOWN: 3,
});

export interface HealthCheckRequest {
  /** Name of the service asked about; empty for the whole server. */
  service: string;
}

export function readHealthCheckRequest(bytes: Uint8Array, start: number, end: number): HealthCheckRequest {
  const message: HealthCheckRequest = { service: '' };
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
        case 10: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.service = readString(bytes, position, length);
          position += length;
          break;
        }
        default:
          position = skipUnknown(HealthCheckRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, HealthCheckRequest, tag);
  }
  return message;
}

export function sizeHealthCheckRequest(message: HealthCheckRequest): number {
  let size = 0;
  if (message.service !== '') {
    size += 1 + delimitedSize(utf8Size(message.service));
  }
  return size;
}

export function writeHealthCheckRequest(message: HealthCheckRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.service !== '') {
    out[at++] = 10; at = writeString(out, at, message.service);
  }
  return at;
}

let fieldsOfHealthCheckRequest: readonly FieldDescriptor[] | undefined;

export const HealthCheckRequest: MessageCodec<HealthCheckRequest> = {
  typeName: 'grpc.health.v1.HealthCheckRequest',
  get fields() {
    fieldsOfHealthCheckRequest ??= [
    describeField(1, 'service', 'service', 'service', 'string'),
    ];
    return fieldsOfHealthCheckRequest;
  },
  create: (init = {}) => ({ service: init.service ?? '' }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readHealthCheckRequest(bytes, start, end);
  },
  size: sizeHealthCheckRequest,
  write: (message, out, offset) => checkRoom(out, writeHealthCheckRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeHealthCheckRequest(message));
    return checkFull(out, writeHealthCheckRequest(message, out, 0));
  },
};

export interface HealthCheckResponse {
  status: ServingStatus;
}

export function readHealthCheckResponse(bytes: Uint8Array, start: number, end: number): HealthCheckResponse {
  const message: HealthCheckResponse = { status: 0 };
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
          message.status = readInt32(bytes, position, end) as ServingStatus;
          position = cursor.position;
          break;
        default:
          position = skipUnknown(HealthCheckResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, HealthCheckResponse, tag);
  }
  return message;
}

export function sizeHealthCheckResponse(message: HealthCheckResponse): number {
  let size = 0;
  if (message.status !== 0) {
    size += 1 + varintSize(message.status);
  }
  return size;
}

export function writeHealthCheckResponse(message: HealthCheckResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.status !== 0) {
    out[at++] = 8; at = writeVarint(out, at, message.status);
  }
  return at;
}

let fieldsOfHealthCheckResponse: readonly FieldDescriptor[] | undefined;

export const HealthCheckResponse: MessageCodec<HealthCheckResponse> = {
  typeName: 'grpc.health.v1.HealthCheckResponse',
  get fields() {
    fieldsOfHealthCheckResponse ??= [
    describeField(1, 'status', 'status', 'status', 'enum', { enum: ServingStatusTable }),
    ];
    return fieldsOfHealthCheckResponse;
  },
  create: (init = {}) => ({ status: init.status ?? 0 }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readHealthCheckResponse(bytes, start, end);
  },
  size: sizeHealthCheckResponse,
  write: (message, out, offset) => checkRoom(out, writeHealthCheckResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeHealthCheckResponse(message));
    return checkFull(out, writeHealthCheckResponse(message, out, 0));
  },
};
