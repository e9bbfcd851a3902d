import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Clock } from '@quorate/ports';
import { PeerError } from '../peer-error.ts';
import type { PeerHttp, PeerRequest } from './peer-request.ts';

/** A whole answer. */
export interface PeerAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

export interface AnswerLimits {
  /** The longest body that is taken. */
  readonly bytesMax: number;
  /** Milliseconds until the whole answer must be here. */
  readonly timeoutMs: number;
}

/** Sends a request and reads the whole answer. Rejects a PeerError `unreachable`, `timeout` or `bad-answer`. */
export async function ask(
  http: PeerHttp,
  request: Omit<PeerRequest, 'signal'>,
  { bytesMax, timeoutMs }: AnswerLimits,
): Promise<PeerAnswer> {
  const abort = new AbortController();
  const timer = http.clock.setTimer(timeoutMs, () => {
    abort.abort(new PeerError('timeout', `no answer from ${request.baseUrl} within ${timeoutMs} ms`));
  });
  try {
    const response = await http.send({ ...request, signal: abort.signal });
    return answerOf(response, await readBody(response, bytesMax));
  } catch (error) {
    if (abort.signal.aborted) throw abort.signal.reason;
    abort.abort();
    throw asPeerError(error, request.baseUrl);
  } finally {
    timer.cancel();
  }
}

/** Reads the body of an answer whose headers have come. Rejects as `ask` does. */
export async function readAnswer(
  response: IncomingMessage,
  clock: Clock,
  { bytesMax, timeoutMs }: AnswerLimits,
): Promise<PeerAnswer> {
  const late = new PeerError('timeout', `the answer did not end within ${timeoutMs} ms`);
  const timer = clock.setTimer(timeoutMs, () => response.destroy(late));
  try {
    return answerOf(response, await readBody(response, bytesMax));
  } catch (error) {
    response.destroy();
    throw asPeerError(error, 'the peer');
  } finally {
    timer.cancel();
  }
}

/**
 * Reads an answer or request to its end. Rejects a PeerError `bad-answer` when it is longer than `bytesMax`, and leaves the
 * connection open then: a request that is too long still gets its answer.
 */
export async function readBody(message: IncomingMessage, bytesMax: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of message.iterator({ destroyOnReturn: false })) {
    length += chunk.length;
    if (length > bytesMax) throw new PeerError('bad-answer', `a body of more than ${bytesMax} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The text of a body, for messages. */
export function textOf({ body }: PeerAnswer): string {
  return new TextDecoder().decode(body).trim();
}

function answerOf(response: IncomingMessage, body: Uint8Array): PeerAnswer {
  return { status: response.statusCode ?? 0, headers: response.headers, body };
}

function asPeerError(cause: unknown, whom: string): PeerError {
  if (cause instanceof PeerError) return cause;
  const text = cause instanceof Error ? cause.message : String(cause);
  return new PeerError('unreachable', `the answer of ${whom} broke off: ${text}`, { cause });
}
