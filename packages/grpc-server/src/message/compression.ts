import { gunzipSync, gzipSync } from 'node:zlib';
import { RpcError } from '../status/rpc-error.ts';
import { StatusCode } from '../status/status-code.ts';

/** Encodings this server understands, in the form of `grpc-accept-encoding`. */
export const ACCEPTED_ENCODINGS = 'gzip';

export type Encoding = 'identity' | 'gzip';

/**
 * The encoding that a request's `grpc-encoding` names; absent means identity. Throws Unimplemented for one that is not
 * understood (gRPC compression specification).
 */
export function requestEncoding(header: string | undefined): Encoding {
  if (header === undefined || header === 'identity') return 'identity';
  if (header === 'gzip') return 'gzip';
  throw new RpcError(
    StatusCode.Unimplemented,
    `grpc: Decompressor is not installed for grpc-encoding ${JSON.stringify(header)}`,
  );
}

/**
 * Undoes the compression of one message. At most `bytesMax` bytes come out, whatever the input: a small message that would
 * grow beyond is refused with ResourceExhausted.
 */
export function decompress(bytes: Uint8Array, encoding: Encoding, bytesMax: number): Uint8Array {
  if (encoding === 'identity') {
    throw new RpcError(StatusCode.Internal, 'grpc: compressed flag set with identity or empty encoding');
  }
  try {
    return gunzipSync(bytes, { maxOutputLength: Math.max(1, bytesMax) });
  } catch (error) {
    if (error instanceof RangeError || (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new RpcError(
        StatusCode.ResourceExhausted,
        `grpc: received message after decompression larger than max ${bytesMax}`,
        { cause: error },
      );
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new RpcError(StatusCode.Internal, `grpc: failed to decompress the received message: ${reason}`, {
      cause: error,
    });
  }
}

/** One message compressed as gzip. */
export function compress(bytes: Uint8Array): Uint8Array {
  return gzipSync(bytes, { level: 1 });
}
