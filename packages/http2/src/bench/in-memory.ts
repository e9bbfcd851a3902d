import { clientPreface } from '../connection/preface.ts';
import { Http2ServerConnection } from '../connection/server-connection.ts';
import type { HeaderField } from '../headers/header-field.ts';
import { HpackEncoder } from '../hpack/hpack-encoder.ts';
import { systemClock } from '../limits/clock.ts';
import { dataFrame, frame, settingsAck, settingsFrame, windowUpdate } from '../scripted/raw-frames.ts';
import { ScriptedTransport } from '../scripted/scripted-transport.ts';
import { echoHandler } from './echo-server.ts';

/** A transport that takes everything and keeps nothing. */
class SinkTransport extends ScriptedTransport {
  override write(): boolean {
    this.writes++;
    return true;
  }
}

/** Requests in one chunk, as a client with ten streams sends them. */
const REQUESTS_PER_CHUNK = 10;

/** Headers of a unary call as clients of gRPC send them; `timeoutMs` changes from call to call when a deadline is set. */
function requestFields(timeoutMs: number | undefined): HeaderField[] {
  const fields: HeaderField[] = [
    [':method', 'POST'],
    [':scheme', 'http'],
    [':path', '/etcdserverpb.KV/Put'],
    [':authority', '127.0.0.1:2379'],
    ['content-type', 'application/grpc'],
    ['user-agent', 'grpc-go/1.71.1'],
    ['te', 'trailers'],
  ];
  if (timeoutMs !== undefined) fields.push(['grpc-timeout', `${timeoutMs}m`]);
  return fields;
}

/**
 * What one unary call costs the server's connection, without any socket: frames in, handler called, frames out. Returns nanoseconds a call.
 * With `deadlines` every header block is a new one.
 */
export async function measureInMemory(calls: number, bodyBytes: number, deadlines: boolean): Promise<number> {
  let turns: (() => void)[] = [];
  const clock = { ...systemClock, nextTurn: (callback: () => void) => turns.push(callback) };
  const transport = new SinkTransport();
  new Http2ServerConnection(transport, echoHandler, { clock });
  const encoder = new HpackEncoder();
  const body = Buffer.alloc(bodyBytes, 1);
  transport.deliver(Buffer.concat([clientPreface, settingsFrame([4, 2 ** 31 - 1]), settingsAck()]));
  const chunks: Buffer[] = [];
  for (let call = 0; call < calls; ) {
    const parts: Buffer[] = [windowUpdate(0, REQUESTS_PER_CHUNK * Math.max(bodyBytes, 1))];
    for (let count = 0; count < REQUESTS_PER_CHUNK; count++, call++) {
      const block = encoder.encode(requestFields(deadlines ? 1000 + (call % 4000) : undefined));
      parts.push(frame(1, 4, 2 * call + 1, block), dataFrame(2 * call + 1, body, true));
    }
    chunks.push(Buffer.concat(parts));
  }
  const startedMs = performance.now();
  for (const chunk of chunks) {
    transport.deliver(chunk);
    const callbacks = turns;
    turns = [];
    for (const callback of callbacks) callback();
  }
  return ((performance.now() - startedMs) * 1e6) / calls;
}
