import { statusCodeNames } from '../status/status-code.ts';
import type { MethodKind, MethodName } from './method.ts';

/** The counters of one method, as the `grpc_server_*` metric families name them. */
export interface MethodMetrics {
  readonly service: string;
  readonly method: string;
  readonly kind: MethodKind;
  readonly started: number;
  readonly messagesReceived: number;
  readonly messagesSent: number;
  /** Calls by the name of the code they ended with; codes that never occurred are left out. */
  readonly handled: Readonly<Record<string, number>>;
}

export interface CallMetricsSnapshot {
  readonly methods: readonly MethodMetrics[];
  /** Bytes of request messages and of response messages, without their prefixes. */
  readonly receivedBytes: number;
  readonly sentBytes: number;
}

const CODES = statusCodeNames.length;

/** Counts calls in flat arrays, one slot a method, so that a call costs a few additions. */
export class CallMetrics {
  readonly #methods: MethodName[] = [];
  readonly #started: number[] = [];
  readonly #received: number[] = [];
  readonly #sent: number[] = [];
  readonly #handled: number[] = [];
  #receivedBytes = 0;
  #sentBytes = 0;

  /** Adds a method, all counters zero; returns its slot. */
  addMethod(method: MethodName): number {
    const slot = this.#methods.push(method) - 1;
    this.#started.push(0);
    this.#received.push(0);
    this.#sent.push(0);
    for (let code = 0; code < CODES; code++) this.#handled.push(0);
    return slot;
  }

  started(slot: number): void {
    (this.#started[slot] as number)++;
  }

  handled(slot: number, code: number): void {
    (this.#handled[slot * CODES + code] as number)++;
  }

  received(slot: number, bytes: number): void {
    (this.#received[slot] as number)++;
    this.#receivedBytes += bytes;
  }

  sent(slot: number, bytes: number): void {
    (this.#sent[slot] as number)++;
    this.#sentBytes += bytes;
  }

  /** What was counted so far, every method included. */
  snapshot(): CallMetricsSnapshot {
    const methods = this.#methods.map((method, slot) => {
      const handled: Record<string, number> = {};
      for (let code = 0; code < CODES; code++) {
        const count = this.#handled[slot * CODES + code] as number;
        if (count > 0) handled[statusCodeNames[code] as string] = count;
      }
      return {
        service: method.service,
        method: method.method,
        kind: method.kind,
        started: this.#started[slot] as number,
        messagesReceived: this.#received[slot] as number,
        messagesSent: this.#sent[slot] as number,
        handled,
      };
    });
    return { methods, receivedBytes: this.#receivedBytes, sentBytes: this.#sentBytes };
  }
}
