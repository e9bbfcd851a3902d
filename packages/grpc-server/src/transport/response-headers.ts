import { encodeHeaderBlock, type HeaderBlock, type HeaderField } from '@quorate/http2';
import type { Encoding } from '../message/compression.ts';
import type { Metadata } from '../metadata/metadata.ts';
import type { RpcError } from '../status/rpc-error.ts';
import { encodeStatusMessage } from '../status/status-message.ts';

const OPENING: readonly HeaderField[] = [
  [':status', '200'],
  ['content-type', 'application/grpc'],
];
const GZIP: HeaderField = ['grpc-encoding', 'gzip'];
const STATUS_OK: HeaderField = ['grpc-status', '0'];

/** Headers and trailers of a call that goes well and has nothing to add: encoded once. */
export const plainHeaders: HeaderBlock = encodeHeaderBlock(OPENING);
export const plainGzipHeaders: HeaderBlock = encodeHeaderBlock([...OPENING, GZIP]);
export const plainTrailers: HeaderBlock = encodeHeaderBlock([STATUS_OK]);

/** The headers of an answer. */
export function openingHeaders(encoding: Encoding, metadata: Metadata | undefined): HeaderBlock | HeaderField[] {
  if (metadata === undefined) return encoding === 'gzip' ? plainGzipHeaders : plainHeaders;
  return [...OPENING, ...(encoding === 'gzip' ? [GZIP] : []), ...metadata.toHeaders()];
}

/** The trailers of an answer; `status` is absent when all went well. */
export function closingTrailers(
  status: RpcError | undefined,
  metadata: Metadata | undefined,
): HeaderBlock | HeaderField[] {
  if (status === undefined && metadata === undefined) return plainTrailers;
  return statusFields(status, metadata);
}

/** Headers that are an answer's trailers as well: for calls that end before anything was sent. */
export function trailersOnly(
  status: RpcError | undefined,
  initial: Metadata | undefined,
  trailing: Metadata | undefined,
): HeaderField[] {
  return [...OPENING, ...(initial?.toHeaders() ?? []), ...statusFields(status, trailing)];
}

/** The answer to a request that is no gRPC though it asks for a gRPC method, as grpc-go words it. */
export function unsupportedContentType(contentType: string): HeaderField[] {
  return [
    [':status', '415'],
    ['content-type', 'application/grpc'],
    ['grpc-status', '3'],
    ['grpc-message', encodeStatusMessage(`invalid gRPC request content-type ${JSON.stringify(contentType)}`)],
  ];
}

function statusFields(status: RpcError | undefined, metadata: Metadata | undefined): HeaderField[] {
  const fields: HeaderField[] = [];
  if (status === undefined) fields.push(STATUS_OK);
  else fields.push(['grpc-status', String(status.code)], ['grpc-message', encodeStatusMessage(status.message)]);
  if (metadata !== undefined) fields.push(...metadata.toHeaders());
  if (status?.trailers !== undefined) fields.push(...status.trailers.toHeaders());
  return fields;
}
