import { MessageType, type RaftMessage } from '@quorate/protocol';
import type { SeededRandom } from './seeded-random.ts';

/** Messages in flight, at most: a network has room for only so many, and more would only age. */
const inFlightMax = 64;

/** What happens to messages on their way. */
export interface Weather {
  /** Of a hundred messages, those that are lost. */
  readonly lostPercent: number;
  /** Of a hundred messages, those that arrive and will arrive once more. */
  readonly doubledPercent: number;
  /** Whether any message in flight may be next, or only the oldest. */
  readonly isReordered: boolean;
}

/** A network that loses, delays, doubles and reorders messages, and can cut a node off. */
export class Network {
  readonly #inFlight: RaftMessage[] = [];
  weather: Weather;
  /** The node that nothing reaches and that reaches nobody. */
  isolated: bigint | undefined;

  constructor(weather: Weather) {
    this.weather = weather;
  }

  get isIdle(): boolean {
    return this.#inFlight.length === 0;
  }

  send(message: RaftMessage): void {
    if (this.#inFlight.length >= inFlightMax) this.#inFlight.shift();
    this.#inFlight.push(message);
  }

  /** Takes a message from the network; `undefined` when there is none, or when it is lost. */
  next(random: SeededRandom, lost: (message: RaftMessage) => void): RaftMessage | undefined {
    const { lostPercent, doubledPercent, isReordered } = this.weather;
    const count = this.#inFlight.length;
    if (count === 0) return undefined;
    const at = isReordered ? random.below(count) : 0;
    const message = this.#inFlight[at] as RaftMessage;
    if (!random.chance(doubledPercent)) this.#inFlight.splice(at, 1);
    const isCutOff = message.to === this.isolated || message.from === this.isolated;
    if (!isCutOff && !random.chance(lostPercent)) return message;
    lost(message);
    return undefined;
  }
}

/** Whether the message carries a snapshot, of whose arrival the sender wants to hear. */
export function isSnapshot(message: RaftMessage): boolean {
  return message.type === MessageType.MsgSnap;
}
