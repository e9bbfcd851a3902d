import type { ClientRequest } from 'node:http';

/** A body that is written as it comes, so that it never is in memory as a whole. */
export interface BodyStream {
  /** Exactly how many bytes `chunks` yields. */
  readonly sizeBytes: number;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Writes a request's body at the pace at which the other side takes it, and ends the request. */
export function writeBody(request: ClientRequest, body: Uint8Array | BodyStream | undefined): void {
  if (body === undefined || body instanceof Uint8Array) {
    request.end(body);
    return;
  }
  void streamBody(request, body).catch((error) => {
    request.destroy(error instanceof Error ? error : new Error(String(error)));
  });
}

async function streamBody(request: ClientRequest, body: BodyStream): Promise<void> {
  for await (const chunk of body.chunks) {
    if (request.destroyed) return;
    if (!request.write(chunk)) await drained(request);
  }
  request.end();
}

function drained(request: ClientRequest): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      request.off('drain', done);
      request.off('close', done);
      resolve();
    };
    request.once('drain', done);
    request.once('close', done);
  });
}
