import type { StreamCall } from '@quorate/client/raw';
import { services, type WatchRequest, type WatchResponse } from '@quorate/protocol';
import type { Cluster } from '../../connection/cluster.ts';
import { explainedPlainly } from '../../connection/explain-error.ts';

/** A stream of watches: messages are asked for one at a time, so that a slow terminal slows the server down. */
export class WatchSession implements Disposable {
  readonly #arrived: WatchResponse[] = [];
  #call: StreamCall<WatchRequest, WatchResponse> | undefined;
  #isOver = false;
  #failure: unknown;
  #wake = () => {};

  /** @param signal ends the session */
  static async open(cluster: Cluster, signal: AbortSignal): Promise<WatchSession> {
    const session = new WatchSession();
    const call = await cluster.stream(services['etcdserverpb.Watch'].Watch, {
      message: (response) => {
        session.#arrived.push(response);
        session.#wake();
      },
      end: (error) => {
        session.#isOver = true;
        session.#failure = error;
        session.#wake();
      },
    });
    session.#call = call;
    signal.addEventListener('abort', () => call.cancel(), { once: true });
    return session;
  }

  write(request: WatchRequest): void {
    this.#call?.write(request);
  }

  /** What the server says, until it ends the stream. */
  async *responses(): AsyncGenerator<WatchResponse, void, undefined> {
    for (;;) {
      const response = this.#arrived.shift();
      if (response !== undefined) {
        yield response;
      } else if (this.#isOver) {
        if (this.#failure !== undefined) throw explainedPlainly(this.#failure);
        return;
      } else {
        this.#call?.read();
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }

  [Symbol.dispose](): void {
    this.#call?.cancel();
  }
}
