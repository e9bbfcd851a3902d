import { errorCodeName } from '../frame/error-code.ts';
import { Flag, FrameType } from '../frame/frame.ts';
import { goAwayCodes, type RawClient, resets } from './raw-client.ts';
import { frame } from './raw-frames.ts';

/**
 * What became of bytes that a client sent, in words: `accepted`, `stream 1: StreamClosed`, or `connection: ProtocolError`. A connection that is said
 * to go on has answered a PING afterwards; one that is said to be over has ended its transport after the GOAWAY.
 */
export function outcome(client: RawClient, ...parts: readonly Uint8Array[]): string {
  const frames = client.exchange(...parts);
  const codes = goAwayCodes(frames);
  if (codes.length > 0) {
    const over = client.connection.closed && client.transport.ended;
    return `connection: ${codes.map(errorCodeName).join(', ')}${over ? '' : ' without an end'}`;
  }
  const answers = client.exchange(frame(FrameType.Ping, 0, 0, 'are you?'));
  const alive = answers.some((answer) => answer.type === FrameType.Ping && answer.flags === Flag.Ack);
  if (!alive) return 'connection: silent';
  const reset = resets(frames).map(([streamId, code]) => `stream ${streamId}: ${errorCodeName(code)}`);
  return reset.length > 0 ? reset.join(', ') : 'accepted';
}
