/** A gRPC message's prefix: a compression flag and four bytes of length. */
const PREFIX_BYTES = 5;

/** Cuts the data of a stream into gRPC messages, which may lie across its frames in any way. */
export class MessageReader {
  #rest: Uint8Array = new Uint8Array();

  /** Takes the next bytes; returns the messages that are complete, without their prefixes. */
  push(bytes: Uint8Array): Uint8Array[] {
    const data = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const view = new DataView(data.buffer, data.byteOffset, data.length);
    const messages: Uint8Array[] = [];
    let at = 0;
    while (data.length - at >= PREFIX_BYTES) {
      if (data[at] !== 0) throw new Error('a compressed message, though nobody asked for compression');
      const end = at + PREFIX_BYTES + view.getUint32(at + 1);
      if (end > data.length) break;
      messages.push(data.subarray(at + PREFIX_BYTES, end));
      at = end;
    }
    this.#rest = data.subarray(at);
    return messages;
  }
}
