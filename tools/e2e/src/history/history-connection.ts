import { type Client, type ServiceError, status } from '@grpc/grpc-js';
import type { KeyValueOperation } from '@quorate/linearizability';
import { openChannel } from '../client/unary-call.ts';
import { type Executed, execute } from './execute-operation.ts';

/** A request without an answer in this time is given up, in milliseconds: its outcome is unknown. */
export const answerMsMax = 2500;

/** How recorded clients reach the store. */
export interface HistoryConnection {
  /** Runs an operation once. Rejects when no answer came. */
  execute(operation: KeyValueOperation): Promise<Executed>;
  /** Whether what {@link execute} rejected with is a promise that nothing has happened, nor will. */
  didNothing(error: unknown): boolean;
  close(): void;
}

/** A member, over gRPC alone. */
export class GrpcConnection implements HistoryConnection {
  readonly #channel: Client;

  constructor(endpoint: string) {
    this.#channel = openChannel(endpoint);
  }

  execute(operation: KeyValueOperation): Promise<Executed> {
    return execute(this.#channel, operation, { deadline: Date.now() + answerMsMax });
  }

  /** grpc-js had no connection to send it on. */
  didNothing(error: unknown): boolean {
    const { code, details } = error as ServiceError;
    return code === status.UNAVAILABLE && details.startsWith('No connection established');
  }

  close(): void {
    this.#channel.close();
  }
}
