import { METHODS } from 'node:http';
import type { Socket } from 'node:net';
import { speaksHttp2 } from '@quorate/http2';

/** A connection that has said nothing for this long is closed: as long as grpc-go waits for a preface, in milliseconds. */
const FIRST_BYTES_TIMEOUT_MS = 120_000;

/** Requests of HTTP/1.1 begin with a method and a space; the longest method is shorter than this, in bytes. */
const METHOD_BYTES_MAX = 32;

const methods: ReadonlySet<string> = new Set(METHODS);

/** Whether bytes that are not HTTP/2 begin a request of HTTP/1.1; undefined while that cannot be told. */
function speaksHttp1(bytes: Uint8Array): boolean | undefined {
  const space = bytes.indexOf(0x20);
  if (space < 0) return bytes.length > METHOD_BYTES_MAX ? false : undefined;
  return methods.has(Buffer.from(bytes.subarray(0, space)).toString('latin1'));
}

/** What a client speaks, and the bytes that were read to find it out. */
export type FirstBytes = { readonly protocol: 'http2' | 'http1'; readonly bytes: Uint8Array };

/**
 * Reads a connection until its first bytes tell HTTP/2 from HTTP/1.1, and calls `decided` once; the socket is then paused and
 * without listeners of this. A client that says nothing, or nothing that is either, is disconnected.
 */
export function sniffProtocol(socket: Socket, decided: (first: FirstBytes) => void): void {
  let bytes: Uint8Array = new Uint8Array(0);
  const giveUp = () => socket.destroy();
  const onData = (chunk: Uint8Array) => {
    bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
    const http2 = speaksHttp2(bytes);
    const http1 = http2 === false ? speaksHttp1(bytes) : undefined;
    if (http2 === undefined || (!http2 && http1 === undefined)) return;
    if (!http2 && !http1) {
      giveUp();
      return;
    }
    socket.pause();
    socket.off('data', onData).off('end', giveUp).off('timeout', giveUp);
    socket.setTimeout(0);
    decided({ protocol: http2 ? 'http2' : 'http1', bytes });
  };
  socket.setTimeout(FIRST_BYTES_TIMEOUT_MS);
  socket.on('data', onData).on('end', giveUp).on('timeout', giveUp);
}
