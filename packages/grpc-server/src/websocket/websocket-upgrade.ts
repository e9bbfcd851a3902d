import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import type { HttpHandler, HttpRequest } from '../http/http-message.ts';
import type { UpgradeHandler } from '../http/http1-server.ts';
import { encodeFrame, Opcode, WebSocketError, WebSocketFrameReader } from './websocket-frame.ts';

/** Appended to a client's key before hashing (RFC 6455 section 1.3). */
const HANDSHAKE_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** Bytes of one message from a client: the gateway's largest request in JSON. */
const MESSAGE_BYTES_MAX = 4 * 1024 * 1024;

/** A client has this long to close its half after ours, in milliseconds. */
const CLOSE_TIMEOUT_MS = 5_000;

/**
 * Serves WebSocket connections by a handler of plain HTTP, as etcd's gateway does for its streams: the client's messages are the body
 * of a POST to the same path, every line of the answer becomes a message.
 */
export function websocketUpgrade(handler: HttpHandler): UpgradeHandler {
  return (request, socket, head) => {
    const key = request.header('sec-websocket-key');
    const upgrade = request.header('upgrade')?.toLowerCase();
    if (request.method !== 'GET' || upgrade !== 'websocket' || key === undefined) return false;
    const accept = createHash('sha1').update(`${key}${HANDSHAKE_GUID}`).digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: ${accept}\r\n\r\n`,
    );
    if (head.length > 0) socket.unshift(head);
    void serve(handler, request, socket);
    return true;
  };
}

async function serve(handler: HttpHandler, request: HttpRequest, socket: Duplex): Promise<void> {
  const gone = new AbortController();
  socket.on('close', () => gone.abort());
  socket.on('error', () => socket.destroy());
  try {
    const body = messagesOf(socket);
    const response = await handler({ ...postOf(request), body, signal: gone.signal });
    if (response.body === undefined || typeof response.body === 'string' || response.body instanceof Uint8Array) {
      socket.write(encodeFrame(Opcode.Text, Buffer.from(response.body ?? '')));
    } else {
      for await (const line of response.body) {
        if (socket.destroyed) break;
        if (!socket.write(encodeFrame(Opcode.Text, withoutNewline(line)))) {
          await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
        }
      }
    }
    close(socket, 1000);
  } catch {
    close(socket, 1011);
  }
}

/** The same request as a POST; a spread would lose what a class keeps in its prototype. */
function postOf(request: HttpRequest): HttpRequest {
  const { path, query, peer, secure, body, signal } = request;
  return {
    method: 'POST',
    path,
    query,
    peer,
    secure,
    body,
    signal,
    header: (name) => request.header(name),
    headers: () => request.headers(),
  };
}

/** The client's messages one after the other, until it closes; pings are answered on the way. */
async function* messagesOf(socket: Duplex): AsyncIterable<Uint8Array> {
  const reader = new WebSocketFrameReader(MESSAGE_BYTES_MAX);
  let parts: Uint8Array[] = [];
  let partBytes = 0;
  try {
    for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
      reader.push(chunk as Uint8Array);
      for (let frame = reader.next(); frame !== undefined; frame = reader.next()) {
        if (frame.opcode === Opcode.Close) {
          close(socket, 1000);
          return;
        }
        if (frame.opcode === Opcode.Ping) socket.write(encodeFrame(Opcode.Pong, frame.payload));
        if (frame.opcode >= Opcode.Close) continue;
        partBytes += frame.payload.length;
        if (partBytes > MESSAGE_BYTES_MAX) {
          throw new WebSocketError(1009, `a message has more than ${MESSAGE_BYTES_MAX} bytes`);
        }
        parts.push(frame.payload);
        if (!frame.final) continue;
        yield Buffer.concat(parts);
        parts = [];
        partBytes = 0;
      }
    }
  } catch (error) {
    close(socket, error instanceof WebSocketError ? error.closeCode : 1011);
    throw error;
  } finally {
    // Whatever still comes is passed over, so that the end of the connection is noticed.
    socket.resume();
  }
}

function close(socket: Duplex, code: number): void {
  if (socket.destroyed || socket.writableEnded) return;
  socket.end(encodeFrame(Opcode.Close, Uint8Array.of(code >>> 8, code & 0xff)));
  setTimeout(() => socket.destroy(), CLOSE_TIMEOUT_MS).unref();
}

function withoutNewline(line: Uint8Array): Uint8Array {
  return line.at(-1) === 0x0a ? line.subarray(0, -1) : line;
}
