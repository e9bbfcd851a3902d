import { Channel, type ChannelCredentials, type ChannelInterface, connectivityState, Metadata } from '@grpc/grpc-js';
import type { EndpointAddress } from './endpoint-address.ts';

/** After its first failure an endpoint is passed over for so long, twice as long after each further one. */
const suspicionMsMin = 100;

/** No endpoint is passed over for longer: it may be the only one that works by then. */
const suspicionMsMax = 5_000;

/** So long a call that has already failed may wait for the reason. */
const reasonMsMax = 100;

/** How channels are made; the credentials are asked for anew when certificates have changed. */
export interface ChannelFactory {
  credentials(address: EndpointAddress): ChannelCredentials;
  options(address: EndpointAddress): Record<string, string | number>;
}

/** One member's address with the connection to it, and what is known about its health. */
export class Endpoint {
  readonly address: EndpointAddress;
  readonly #factory: ChannelFactory;
  readonly #onReady: () => void;
  #channel: ChannelInterface;
  #failures = 0;
  #suspectUntilMs = 0;

  constructor(address: EndpointAddress, factory: ChannelFactory, onReady: () => void) {
    this.address = address;
    this.#factory = factory;
    this.#onReady = onReady;
    this.#channel = this.#open();
  }

  get channel(): ChannelInterface {
    return this.#channel;
  }

  get isReady(): boolean {
    return this.#channel.getConnectivityState(false) === connectivityState.READY;
  }

  /** Failed lately: others are asked first. */
  isSuspect(nowMs: number): boolean {
    return nowMs < this.#suspectUntilMs;
  }

  /** Starts connecting, unless it is connected or about to be. */
  connect(): void {
    this.#channel.getConnectivityState(true);
  }

  /** To be told of each answer of the member. */
  succeeded(): void {
    this.#failures = 0;
    this.#suspectUntilMs = 0;
  }

  /** To be told when the member was not able to serve. */
  failed(nowMs: number): void {
    this.#suspectUntilMs = nowMs + Math.min(suspicionMsMin * 2 ** this.#failures, suspicionMsMax);
    this.#failures = Math.min(this.#failures + 1, 16);
  }

  /** Makes connections from here on with fresh credentials; calls under way end on the old connection. */
  renew(): void {
    const old = this.#channel;
    this.#channel = this.#open();
    old.close();
  }

  /** Why there is no connection, in grpc-js's words: they come only with a call. */
  whyNotReady(): Promise<string> {
    return new Promise((resolve) => {
      const state = this.#channel.getConnectivityState(false);
      if (state === connectivityState.SHUTDOWN) return resolve('closed');
      const call = this.#channel.createCall('/grpc.health.v1.Health/Check', Date.now() + reasonMsMax, null, null, null);
      call.start(new Metadata(), {
        onReceiveMetadata() {},
        onReceiveMessage() {},
        onReceiveStatus: ({ details }) => resolve(details),
      });
    });
  }

  close(): void {
    this.#channel.close();
  }

  #open(): ChannelInterface {
    const { address } = this;
    const channel = new Channel(address.target, this.#factory.credentials(address), this.#factory.options(address));
    this.#observe(channel);
    return channel;
  }

  #observe(channel: ChannelInterface): void {
    const state = channel.getConnectivityState(false);
    if (state === connectivityState.SHUTDOWN) return;
    if (state === connectivityState.READY) this.#onReady();
    channel.watchConnectivityState(state, Number.POSITIVE_INFINITY, () => this.#observe(channel));
  }
}
