import {
  delimitedSize,
  emptyBytes,
  type ResponseHeader,
  tagOf,
  WatchResponse,
  wireType,
  writeBytes,
  writeVarint,
} from '@quorate/protocol';

const EVENTS = tagOf(11, wireType.delimited);

/** The fields of a watch response besides its events; those left out are zero. */
export interface WatchResponseHead {
  readonly header: ResponseHeader;
  readonly watchId: bigint;
  readonly created?: boolean;
  readonly canceled?: boolean;
  readonly compactRevision?: number;
  readonly cancelReason?: string;
  readonly fragment?: boolean;
}

/** A watch response without events. */
export function encodeWatchResponse(head: WatchResponseHead): Uint8Array {
  return WatchResponse.encode(WatchResponse.create(head));
}

/**
 * The events of a response as its encoded field. Watchers of the same keys are handed the same array in the same turn; the field is
 * encoded for the first of them.
 */
export class EventsEncoder {
  #lastEvents: readonly Uint8Array[] | undefined;
  #lastField: Uint8Array = emptyBytes;

  encode(events: readonly Uint8Array[]): Uint8Array {
    if (events === this.#lastEvents) return this.#lastField;
    // Once the turn is over nobody asks for them again.
    if (this.#lastEvents === undefined) setImmediate(() => this.#forget());
    this.#lastEvents = events;
    this.#lastField = encodeEvents(events);
    return this.#lastField;
  }

  #forget(): void {
    this.#lastEvents = undefined;
    this.#lastField = emptyBytes;
  }
}

function encodeEvents(events: readonly Uint8Array[]): Uint8Array {
  let size = 0;
  for (const event of events) size += 1 + delimitedSize(event.length);
  const field = new Uint8Array(size);
  let offset = 0;
  for (const event of events) offset = writeBytes(field, writeVarint(field, offset, EVENTS), event);
  return field;
}

/**
 * Events of one response in pieces below `bytesMax` each, as far as single events allow: an event is never split. One piece when
 * everything fits.
 */
export function splitEvents(events: readonly Uint8Array[], bytesMax: number): (readonly Uint8Array[])[] {
  const pieces: Uint8Array[][] = [];
  let piece: Uint8Array[] = [];
  let size = 0;
  for (const event of events) {
    const eventSize = 1 + delimitedSize(event.length);
    if (piece.length > 0 && size + eventSize >= bytesMax) {
      pieces.push(piece);
      piece = [];
      size = 0;
    }
    piece.push(event);
    size += eventSize;
  }
  pieces.push(piece);
  return pieces.length === 1 ? [events] : pieces;
}
